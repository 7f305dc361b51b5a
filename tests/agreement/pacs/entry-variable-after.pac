function FindProxyForURL(url, host) { return "PROXY function.test:8080"; }
var FindProxyForURL;
