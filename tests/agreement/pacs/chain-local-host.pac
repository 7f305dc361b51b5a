function FindProxyForURL(url, host) {
  if (localHostOrDomainIs(host, "intranet.test")) return "DIRECT";
  if (localHostOrDomainIs(host, "www.example.test")) return "SOCKS5 www.test:1080";
  return "PROXY proxy.test:8080";
}
