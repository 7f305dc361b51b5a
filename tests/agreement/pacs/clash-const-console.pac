const console = 1;
function FindProxyForURL(url, host) { return "PROXY console.test:1"; }
