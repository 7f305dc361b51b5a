FindProxyForURL = function (url, host) {
    "what this does: everything through the proxy";
    return "PROXY proxy.example.org:3128";
};
