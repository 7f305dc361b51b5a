// Suffixes by substring.
function FindProxyForURL(url, host) {
  host = host.toLowerCase().replace(/\.$/, "");
  if (host == "aka.ms" || host == "teams.microsoft.com" || host == "teams.cloud.microsoft" ||
      host.substring(host.length - 20) == ".teams.microsoft.com" ||
      host.substring(host.length - 22) == ".teams.cloud.microsoft" ||
      host.substring(host.length - 9) == ".lync.com" ||
      host.substring(host.length - 10) == ".skype.com" ||
      /^52\.(11[2-5]|12[23])\.\d+\.\d+$/.test(host)) {
    return "DIRECT";
  }
  return "PROXY proxy.corp.example:8080";
}
