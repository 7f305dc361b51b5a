function FindProxyForURL(url, host) { return "PROXY \141.test:" + 010; }
