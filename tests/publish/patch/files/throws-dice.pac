function FindProxyForURL(url, host) {
    if (host === "wiki.corp.example") return "DIRECT";
    return Math.random() < 0.5 ? "PROXY a.corp.example:8080" : "PROXY b.corp.example:8080";
}
