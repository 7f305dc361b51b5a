// Proxy settings of Northwind. Ask the network team before changing anything.
function FindProxyForURL(url, host) {
    if (isPlainHostName(host) || dnsDomainIs(host, ".northwind.example")) {
        return "DIRECT";
    }
    if (shExpMatch(url, "http://updates.vendor.example/*")) {
        return "PROXY updates.northwind.example:3128";
    }
    return "PROXY proxy.northwind.example:8080; DIRECT";
}
