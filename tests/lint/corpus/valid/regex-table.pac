// One regular expression.
var TEAMS = /(^|\.)((teams\.microsoft|lync|skype)\.com|teams\.cloud\.microsoft)$/;

function FindProxyForURL(url, host) {
  host = host.toLowerCase().replace(/\.$/, "");
  if (TEAMS.test(host) || host == "aka.ms" ||
      /^52\.(11[2-5]|12[23])\.\d+\.\d+$/.test(host)) {
    return "DIRECT";
  }
  return "PROXY proxy.corp.example:8080";
}
