function FindProxyForURL(url, host) {
    if (host === "files.example.net") return "DIRECT";
    return "PROXY four.example.net:8080";
}

/* Windows asks this one. */
function FindProxyForURLEx(url, host) {
    if (host === "files.example.net") return "DIRECT";
    return "PROXY six.example.net:8080";
}
