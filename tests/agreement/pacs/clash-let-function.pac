let FindProxyForURL = 1;
function FindProxyForURL(url, host) { return "PROXY twice.test:1"; }
