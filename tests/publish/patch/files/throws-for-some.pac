function FindProxyForURL(url, host) {
    if (shExpMatch(host, "*.broken.example")) { return DIRECT; }
    if (dnsDomainIs(host, ".nothing.example")) { return; }
    if (host === "odd.example") { return "PROX odd"; }
    return "PROXY proxy.corp.example:8080";
}
