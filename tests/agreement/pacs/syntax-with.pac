function FindProxyForURL(url, host) { with ({ proxy: "PROXY with.test:1" }) return proxy; }
