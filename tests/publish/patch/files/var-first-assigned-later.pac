var FindProxyForURL;
var P = "PROXY proxy.example.org:3128";
FindProxyForURL = function(url, host) { return P }
