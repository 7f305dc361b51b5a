function FindProxyForURLEx(url, host) {
    return FindProxyForURL(url, host);
}
function FindProxyForURL(url, host) {
    return dnsDomainIs(host, ".example.net") ? "DIRECT" : "PROXY proxy.example.net:8080";
}
