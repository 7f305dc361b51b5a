const getClientVersion = 1;
function FindProxyForURL(url, host) { return "PROXY version.test:1"; }
