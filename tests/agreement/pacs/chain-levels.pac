function FindProxyForURL(url, host) {
  if (dnsDomainLevels(host) > 2) return "PROXY deep.test:8080";
  if (dnsDomainLevels(host) === 0) return "DIRECT";
  return "PROXY flat.test:8080";
}
