function decide(u, h) {
    if (h == "a.example") { return "DIRECT" }
    return "PROXY proxy.example.net:8080"
}
var FindProxyForURL = decide
