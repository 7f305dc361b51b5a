let undefined = 1;
function FindProxyForURL(url, host) { return "PROXY undefined.test:1"; }
