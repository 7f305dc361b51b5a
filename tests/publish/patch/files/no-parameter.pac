function FindProxyForURL() {
    return arguments[1] === "www.contoso.example" ? "DIRECT" : "PROXY proxy.contoso.example:8080";
}
