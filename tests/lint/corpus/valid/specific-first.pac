// Exceptions stand in front of what they are exceptions from, guards in front of everything.
function FindProxyForURL(url, host) {
  host = host.toLowerCase().replace(/\.$/, "");

  // Teams, so that nobody who writes a rule below takes it away.
  if (host == "aka.ms" ||
      host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com") ||
      host == "teams.cloud.microsoft" || dnsDomainIs(host, ".teams.cloud.microsoft") ||
      dnsDomainIs(host, ".lync.com") || dnsDomainIs(host, ".skype.com") ||
      /^52[.](11[2-5]|12[23])[.][0-9]+[.][0-9]+$/.test(host)) {
    return "DIRECT";
  }

  if (host == "localhost" || host == "127.0.0.1") return "DIRECT";

  if (host == "extranet.intern.contoso.example") return "PROXY dmz.contoso.example:8080";
  if (dnsDomainIs(host, ".intern.contoso.example")) return "DIRECT";

  if (isInNet(myIpAddress(), "10.20.0.0", "255.255.0.0") && dnsDomainIs(host, ".partner.example"))
    return "PROXY branch.contoso.example:8080";
  if (dnsDomainIs(host, ".partner.example")) return "DIRECT";

  if (shExpMatch(host, "*.video.example")) return "PROXY video.contoso.example:8080";
  if (shExpMatch(host, "*.example")) return "PROXY other.contoso.example:8080";

  return "PROXY proxy.contoso.example:8080";
}
