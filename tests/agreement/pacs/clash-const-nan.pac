const NaN = 2;
function FindProxyForURL(url, host) { return "PROXY nan.test:1"; }
