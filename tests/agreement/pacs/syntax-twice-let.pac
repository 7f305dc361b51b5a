let a = 1;
let a = 2;
function FindProxyForURL(url, host) { return "PROXY a.test:1"; }
