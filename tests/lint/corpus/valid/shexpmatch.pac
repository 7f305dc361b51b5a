// Patterns with stars.
function FindProxyForURL(url, host) {
  host = host.toLowerCase().replace(/\.$/, "");
  if (shExpMatch(host, "*.teams.microsoft.com") || host == "teams.microsoft.com" ||
      shExpMatch(host, "*.teams.cloud.microsoft") || host == "teams.cloud.microsoft" ||
      shExpMatch(host, "*.lync.com") || shExpMatch(host, "*.skype.com") || host == "aka.ms" ||
      /^52\.(11[2-5]|12[23])\.\d+\.\d+$/.test(host)) {
    return "DIRECT";
  }
  return "PROXY proxy.corp.example:8080";
}
