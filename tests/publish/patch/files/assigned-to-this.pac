this.FindProxyForURL = function (url, host) {
    return shExpMatch(host, "*.local.example") ? "DIRECT" : "PROXY proxy.example.org:3128";
};
