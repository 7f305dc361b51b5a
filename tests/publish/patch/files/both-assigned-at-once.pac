FindProxyForURLEx = FindProxyForURL = function (url, host) {
    return "PROXY proxy.example.net:8080";
};
