function FindProxyForURL(url, host) { return "PROXY proxy.example.com:8080"; }
