function* FindProxyForURL(url, host) { yield "PROXY generator.test:8080"; }
