const { isResolvable, other = 1 } = {};
function FindProxyForURL(url, host) { return "PROXY pattern.test:1"; }
