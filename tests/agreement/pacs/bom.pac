function FindProxyForURL(url, host) { return "PROXY bom.test:8080"; }
