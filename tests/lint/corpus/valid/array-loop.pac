// A list and a loop.
var DOMAINS = [
  "teams.microsoft.com", "teams.cloud.microsoft", "lync.com", "skype.com"
];

function FindProxyForURL(url, host) {
  host = host.toLowerCase().replace(/\.$/, "");
  var i;
  for (i = 0; i < DOMAINS.length; i += 1) {
    if (host == DOMAINS[i] || dnsDomainIs(host, "." + DOMAINS[i])) return "DIRECT";
  }
  if (host == "aka.ms" || /^52\.(11[2-5]|12[23])\.\d+\.\d+$/.test(host)) return "DIRECT";
  return "PROXY proxy.corp.example:8080";
}
