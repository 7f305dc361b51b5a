import x from "y";
function FindProxyForURL(url, host) { return "PROXY a.test:1"; }
