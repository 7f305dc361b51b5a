function FindProxyForURL(url, host) {
  // a comment
  return "PROXY crlf.test:8080";
}
