const FindProxyForURLEx = 1;
function FindProxyForURL(url, host) { return "PROXY entry.test:1"; }
