// Addresses compared as numbers.
function FindProxyForURL(url, host) {
  host = host.toLowerCase().replace(/\.$/, "");
  var part = /^(\d+)\.(\d+)\.\d+\.\d+$/.exec(host);
  if (part && part[1] == 52 && ((part[2] >= 112 && part[2] <= 115) || part[2] == 122 ||
      part[2] == 123)) {
    return "DIRECT";
  }
  if (host == "aka.ms" ||
      host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com") ||
      host == "teams.cloud.microsoft" || dnsDomainIs(host, ".teams.cloud.microsoft") ||
      dnsDomainIs(host, ".lync.com") || dnsDomainIs(host, ".skype.com")) {
    return "DIRECT";
  }
  return "PROXY proxy.corp.example:8080";
}
