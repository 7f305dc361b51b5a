var address = dnsResolve("intranet.test");
var mine = typeof myIpAddress();
function FindProxyForURL(url, host) { return "PROXY " + address + ":8080; SOCKS " + mine + ".test:1"; }
