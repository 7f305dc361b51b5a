// Teams has rules apart for each domain.
function FindProxyForURL(url, host) {
  host = host.toLowerCase().replace(/\.$/, "");
  if (host == "teams.microsoft.com") return "DIRECT";
  if (dnsDomainIs(host, ".teams.microsoft.com")) return "DIRECT";
  if (host == "teams.cloud.microsoft") return "DIRECT";
  if (dnsDomainIs(host, ".teams.cloud.microsoft")) return "DIRECT";
  if (dnsDomainIs(host, ".lync.com")) return "DIRECT";
  if (dnsDomainIs(host, ".skype.com")) return "DIRECT";
  if (host == "aka.ms") return "DIRECT";
  if (/^52\.(11[2-5]|12[23])\.\d+\.\d+$/.test(host)) return "DIRECT";
  return "PROXY proxy.corp.example:8080";
}
