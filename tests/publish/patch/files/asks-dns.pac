function FindProxyForURL(url, host) {
    var ip = dnsResolve(host);
    if (isPlainHostName(host) || isInNet(ip, "10.20.0.0", "255.255.0.0") ||
        isInNet(ip, "172.16.0.0", "255.240.0.0")) {
        return "DIRECT";
    }
    if (!isResolvable("proxy.corp.example")) {
        return "DIRECT";
    }
    return "PROXY proxy.corp.example:8080";
}
