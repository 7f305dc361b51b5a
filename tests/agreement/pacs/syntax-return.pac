return "DIRECT";
function FindProxyForURL(url, host) { return "PROXY a.test:1"; }
