const isValidIpAddress = 1;
function FindProxyForURL(url, host) { return "PROXY valid.test:1"; }
