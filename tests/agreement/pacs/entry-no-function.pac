var FindProxyForURL = "PROXY text.test:8080";
