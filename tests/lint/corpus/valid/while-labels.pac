// Labels are cut off one after the other.
var KNOWN = {
  "teams.microsoft.com": 1, "teams.cloud.microsoft": 1, "lync.com": 1, "skype.com": 1, "aka.ms": 1
};

function FindProxyForURL(url, host) {
  host = host.toLowerCase().replace(/\.$/, "");
  var rest = host;
  while (rest.indexOf(".") >= 0) {
    if (KNOWN[rest] === 1) return "DIRECT";
    rest = rest.substring(rest.indexOf(".") + 1);
  }
  if (/^52\.(11[2-5]|12[23])\.\d+\.\d+$/.test(host)) return "DIRECT";
  return "PROXY proxy.corp.example:8080";
}
