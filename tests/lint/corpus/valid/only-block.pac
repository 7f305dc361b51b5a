// Only what is forbidden has a proxy.
function FindProxyForURL(url, host) {
  host = host.toLowerCase().replace(/\.$/, "");
  if (dnsDomainIs(host, ".forbidden.example") || host == "forbidden.example") {
    return "PROXY blocked.corp.example:8080";
  }
  return "DIRECT";
}
