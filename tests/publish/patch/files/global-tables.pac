var DIRECT_DOMAINS = [
  "corp.example",   // everything of ours
  "partner.example",
  "192.168.10.20"
];
var PROXIES = { emea: "PROXY emea.corp.example:8080", us: "PROXY us.corp.example:8080" };

function FindProxyForURL(url, host)
{
  for (var i = 0; i < DIRECT_DOMAINS.length; i++)
    if (host == DIRECT_DOMAINS[i] || dnsDomainIs(host, "." + DIRECT_DOMAINS[i]))
      return "DIRECT";
  return host.length % 2 ? PROXIES.emea : PROXIES.us;
}
