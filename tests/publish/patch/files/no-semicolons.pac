var proxy = "PROXY proxy.corp.example:8080"
function FindProxyForURL(url, host) {
    var d = host === "wiki.corp.example"
    if (d) return "DIRECT"
    return proxy
}
var last = proxy