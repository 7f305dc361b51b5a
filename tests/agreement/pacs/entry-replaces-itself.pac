function FindProxyForURL(url, host) {
  FindProxyForURL = function () { return "PROXY second.test:8080"; };
  return FindProxyForURL(url, host);
}
