var proxy = "PROXY proxy.example.org:3128",
    FindProxyForURL = function find(u, h) {
        return h === "direct.example.org" ? "DIRECT" : proxy;
    },
    unused = 1
