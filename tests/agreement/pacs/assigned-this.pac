this.FindProxyForURL = function (url, host) { return "PROXY this.test:8080"; };
