FindProxyForURL = function (url, host) { return "PROXY assigned.test:8080"; };
