// Parameters with other names.
function FindProxyForURL(u, h) {
  h = h.toLowerCase().replace(/\.$/, "");
  if (h == "aka.ms" ||
      h == "teams.microsoft.com" || dnsDomainIs(h, ".teams.microsoft.com") ||
      h == "teams.cloud.microsoft" || dnsDomainIs(h, ".teams.cloud.microsoft") ||
      dnsDomainIs(h, ".lync.com") || dnsDomainIs(h, ".skype.com") ||
      /^52\.(11[2-5]|12[23])\.\d+\.\d+$/.test(h)) {
    return "DIRECT";
  }
  return "PROXY proxy.corp.example:8080";
}
