// Each site has its own proxy; Teams comes before all of them.
function FindProxyForURL(url, host) {
  host = host.toLowerCase();
  if (shExpMatch(host, "teams.microsoft.com") || shExpMatch(host, "*.teams.microsoft.com") ||
      shExpMatch(host, "teams.cloud.microsoft") || shExpMatch(host, "*.teams.cloud.microsoft") ||
      shExpMatch(host, "*.lync.com") || shExpMatch(host, "*.skype.com") ||
      shExpMatch(host, "aka.ms") ||
      shExpMatch(host, "52.112.*") || shExpMatch(host, "52.113.*") ||
      shExpMatch(host, "52.114.*") || shExpMatch(host, "52.115.*") ||
      shExpMatch(host, "52.122.*") || shExpMatch(host, "52.123.*"))
    return "DIRECT";

  if (isInNet(myIpAddress(), "10.1.0.0", "255.255.0.0"))
    return "PROXY proxy-berlin.corp.example:8080; PROXY proxy-paris.corp.example:8080";
  else if (isInNet(myIpAddress(), "10.2.0.0", "255.255.0.0"))
    return "PROXY proxy-paris.corp.example:8080; PROXY proxy-berlin.corp.example:8080";
  else
    return "PROXY proxy.corp.example:8080";
}
