function FindProxyForURL(url, host) {
  var ip = dnsResolve(host);
  if (!ip) return "PROXY unresolved.test:8080";
  if (isInNet(ip, "10.9.0.0", "255.255.0.0")) return "PROXY nine.test:8080";
  if (isInNet(ip, "10.0.0.0", "255.0.0.0")) return "DIRECT";
  return "PROXY other.test:8080";
}
