// The canonical host has a name of its own.
function FindProxyForURL(url, host) {
  var name = host.toLowerCase().replace(/\.$/, "");
  if (name == "aka.ms" ||
      name == "teams.microsoft.com" || dnsDomainIs(name, ".teams.microsoft.com") ||
      name == "teams.cloud.microsoft" || dnsDomainIs(name, ".teams.cloud.microsoft") ||
      dnsDomainIs(name, ".lync.com") || dnsDomainIs(name, ".skype.com") ||
      /^52\.(11[2-5]|12[23])\.\d+\.\d+$/.test(name)) {
    return "DIRECT";
  }
  return "PROXY proxy.corp.example:8080";
}
