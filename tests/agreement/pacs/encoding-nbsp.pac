function FindProxyForURL(url, host) { return "PROXY nbsp.test:1"; }
