// DNS is asked at the very end, for what nothing else decided.
function FindProxyForURL(url, host) {
  host = host.toLowerCase().replace(/\.$/, "");
  if (host == "aka.ms" ||
      host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com") ||
      host == "teams.cloud.microsoft" || dnsDomainIs(host, ".teams.cloud.microsoft") ||
      dnsDomainIs(host, ".lync.com") || dnsDomainIs(host, ".skype.com") ||
      /^52\.(11[2-5]|12[23])\.\d+\.\d+$/.test(host)) {
    return "DIRECT";
  }
  var ip = dnsResolve(host);
  if (ip && isInNet(ip, "10.0.0.0", "255.0.0.0")) return "DIRECT";
  return "PROXY proxy.corp.example:8080";
}
