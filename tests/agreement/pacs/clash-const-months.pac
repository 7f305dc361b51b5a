const months = { a: 1 };
function FindProxyForURL(url, host) { return "PROXY months.test:" + months.a; }
