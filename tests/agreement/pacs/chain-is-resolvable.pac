function FindProxyForURL(url, host) {
  if (isResolvable(host)) return "DIRECT";
  return "PROXY proxy.test:8080; DIRECT";
}
