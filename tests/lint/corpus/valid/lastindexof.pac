// Suffixes by lastIndexOf.
function ends(text, end) {
  var at = text.lastIndexOf(end);
  return at >= 0 && at == text.length - end.length;
}

function FindProxyForURL(url, host) {
  host = host.toLowerCase().replace(/\.$/, "");
  if (host == "aka.ms" || host == "teams.microsoft.com" || host == "teams.cloud.microsoft" ||
      ends(host, ".teams.microsoft.com") || ends(host, ".teams.cloud.microsoft") ||
      ends(host, ".lync.com") || ends(host, ".skype.com") ||
      /^52\.(11[2-5]|12[23])\.\d+\.\d+$/.test(host)) {
    return "DIRECT";
  }
  return "PROXY proxy.corp.example:8080";
}
