var selfTest = FindProxyForURL("https://teams.microsoft.com/", "teams.microsoft.com");

function FindProxyForURL(url, host) {
    if (host.substring(0, 4) === "www.") {
        return FindProxyForURL(url, host.substring(4));
    }
    return "PROXY proxy.corp.example:8080; " + (selfTest ? selfTest : "DIRECT");
}
