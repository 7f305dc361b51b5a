// A table and for-in.
var DOMAINS = {
  "teams.microsoft.com": 1, "teams.cloud.microsoft": 1, "lync.com": 1, "skype.com": 1
};

function FindProxyForURL(url, host) {
  host = host.toLowerCase().replace(/\.$/, "");
  var name;
  for (name in DOMAINS) {
    if (host == name || dnsDomainIs(host, "." + name)) return "DIRECT";
  }
  if (host == "aka.ms" || /^52\.(11[2-5]|12[23])\.\d+\.\d+$/.test(host)) return "DIRECT";
  return "PROXY proxy.corp.example:8080";
}
