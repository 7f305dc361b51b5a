function FindProxyForURL(url, host) { return "PROXY first.test:8080"; }
function FindProxyForURL(url, host) { return "PROXY second.test:8080"; }
