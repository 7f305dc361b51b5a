function FindProxyForURL(url) {
    var host = url.split("/")[2];
    if (host === "www.contoso.example") { return "DIRECT"; }
    return "PROXY proxy.contoso.example:8080";
}
