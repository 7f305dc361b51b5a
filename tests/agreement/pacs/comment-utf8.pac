// café “quotes”
function FindProxyForURL(url, host) { return "PROXY utf.test:8080"; }
