function FindProxyForURL(url, host) { return "\u0044IRECT; PROXY \x61.test:1"; }
