// A conditional expression.
function FindProxyForURL(url, host) {
  host = host.toLowerCase().replace(/\.$/, "");
  return (host == "aka.ms" ||
      host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com") ||
      host == "teams.cloud.microsoft" || dnsDomainIs(host, ".teams.cloud.microsoft") ||
      dnsDomainIs(host, ".lync.com") || dnsDomainIs(host, ".skype.com") ||
      /^52\.(11[2-5]|12[23])\.\d+\.\d+$/.test(host))
    ? "DIRECT"
    : "PROXY proxy.corp.example:8080";
}
