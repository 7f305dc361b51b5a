function FindProxyForURL(url, host) {
  if (dnsDomainIs(host, ".corp.test")) return "DIRECT";
  if (host == "www.example.test") return "PROXY proxy.test:8080";
}
