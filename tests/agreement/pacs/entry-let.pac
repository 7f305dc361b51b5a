let FindProxyForURL = function (url, host) { return "PROXY let.test:8080"; };
