function FindProxyForURL(url, host, ip /* Zscaler's */) {
    return host === "www.contoso.example" ? "DIRECT" : "PROXY proxy.contoso.example:8080";
}
