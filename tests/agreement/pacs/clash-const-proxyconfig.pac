const ProxyConfig = 1;
function FindProxyForURL(url, host) { return "PROXY config.test:1"; }
