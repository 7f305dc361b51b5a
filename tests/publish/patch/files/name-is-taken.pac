var pacgenIsDirect = { "wiki.corp.example": "DIRECT" }, text = "pacgenIsDirect2";
function FindProxyForURL(url, host) {
    return pacgenIsDirect[host] || "PROXY proxy.corp.example:8080";
}
