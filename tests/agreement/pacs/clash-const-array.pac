const Array = 1, NaN2 = 2;
function FindProxyForURL(url, host) { return "PROXY array.test:1"; }
