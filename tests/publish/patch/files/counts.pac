var calls = 0;
function FindProxyForURL(url, host) {
    calls++;
    return calls > 1 ? "PROXY second.corp.example:8080" : "PROXY first.corp.example:8080";
}
