function FindProxyForURL(url, host) {
  return isPlainHostName(host) ? "DIRECT"
    : dnsDomainIs(host, ".corp.test") ? "PROXY corp.test:8080"
    : host.indexOf(":") >= 0 ? "PROXY six.test:8080"
    : /^\d/.test(host) ? "PROXY digits.test:8080"
    : "PROXY rest.test:8080";
}
