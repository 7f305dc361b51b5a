function FindProxyForURLEx(url, host) { return "PROXY ex.test:8080"; }
function FindProxyForURL(url, host) { return "PROXY plain.test:8080"; }
