function findProxyForURL(url, host) { return "PROXY lower.test:8080"; }
