function FindProxyForURL(url, host) { return "PROXY html.test:8080"; }
--> trailing
