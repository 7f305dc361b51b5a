const isInNetEx = 1;
function FindProxyForURL(url, host) { return "PROXY ex.test:1"; }
