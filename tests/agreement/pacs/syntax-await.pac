await null;
function FindProxyForURL(url, host) { return "PROXY a.test:1"; }
