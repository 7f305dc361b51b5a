// A chain of conditions, as most files are written by hand.
function FindProxyForURL(url, host) {
  host = host.toLowerCase();
  if (isPlainHostName(host) || dnsDomainIs(host, ".corp.example")) {
    return "DIRECT";
  }
  if (dnsDomainIs(host, ".lync.com")) return "DIRECT";
  if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com")) return "DIRECT";
  if (host == "teams.cloud.microsoft" || dnsDomainIs(host, ".teams.cloud.microsoft")) {
    return "DIRECT";
  }
  if (dnsDomainIs(host, ".skype.com")) return "DIRECT";
  if (host == "aka.ms") return "DIRECT";
  if (isInNet(host, "52.112.0.0", "255.252.0.0") || isInNet(host, "52.122.0.0", "255.254.0.0")) {
    return "DIRECT";
  }
  return "PROXY proxy.corp.example:8080";
}
