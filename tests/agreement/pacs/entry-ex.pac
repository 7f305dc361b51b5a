function FindProxyForURLEx(url, host) { return "PROXY ex.test:8080"; }
