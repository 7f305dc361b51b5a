// The commonest form: one condition after the other.
function FindProxyForURL(url, host) {
  if (isPlainHostName(host)) return "DIRECT";
  if (dnsDomainIs(host, ".corp.test")) return "DIRECT";
  if (shExpMatch(host, "*.microsoft.com")) return "PROXY a.test:8080; DIRECT";
  return "PROXY b.test:3128";
}
