// Networks tested after a look at the form, so without DNS.
function FindProxyForURL(url, host) {
  host = host.toLowerCase().replace(/\.$/, "");
  if (host == "aka.ms" ||
      host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com") ||
      host == "teams.cloud.microsoft" || dnsDomainIs(host, ".teams.cloud.microsoft") ||
      dnsDomainIs(host, ".lync.com") || dnsDomainIs(host, ".skype.com")) {
    return "DIRECT";
  }
  if (/^\d+(\.\d+){3}$/.test(host)) {
    if (isInNet(host, "52.112.0.0", "255.252.0.0") || isInNet(host, "52.122.0.0", "255.254.0.0")) {
      return "DIRECT";
    }
  }
  return "PROXY proxy.corp.example:8080";
}
