<!-- hidden from old browsers
function FindProxyForURL(url, host) { return "PROXY html.test:8080"; }
//-->
