const FindProxyForURL = (url, host) => "PROXY const.test:8080";
