function FindProxyForUrl(url, host) { return "PROXY url.test:8080"; }
