// Domains of the company.
function FindProxyForURL(url, host) {
  host = host.toLowerCase().replace(/\.$/, "");
  if (host == "aka.ms" ||
      host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com") ||
      host == "teams.cloud.microsoft" || dnsDomainIs(host, ".teams.cloud.microsoft") ||
      dnsDomainIs(host, ".lync.com") || dnsDomainIs(host, ".skype.com") ||
      /^52\.(11[2-5]|12[23])\.\d+\.\d+$/.test(host)) {
    return "DIRECT";
  }
  if (host == "corp.example" || dnsDomainIs(host, ".corp.example")) return "DIRECT";
  return "PROXY proxy.corp.example:8080";
}
