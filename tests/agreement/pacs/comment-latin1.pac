// café
function FindProxyForURL(url, host) { return "PROXY latin.test:8080"; }
