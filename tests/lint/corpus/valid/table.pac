// Tables, looked up label by label.
var EXACT = { "teams.microsoft.com": 1, "teams.cloud.microsoft": 1, "aka.ms": 1 };
var BELOW = {
  "lync.com": 1,
  "teams.microsoft.com": 1,
  "teams.cloud.microsoft": 1,
  "skype.com": 1
};

function has(table, name) {
  return Object.prototype.hasOwnProperty.call(table, name);
}

function FindProxyForURL(url, host) {
  var dot, ip;
  host = host.toLowerCase().replace(/\.$/, "");
  if (has(EXACT, host)) return "DIRECT";
  for (dot = host.indexOf("."); dot >= 0; dot = host.indexOf(".", dot + 1)) {
    if (has(BELOW, host.substring(dot + 1))) return "DIRECT";
  }
  ip = /^52\.(\d{1,3})\.\d{1,3}\.\d{1,3}$/.exec(host);
  if (ip && ((ip[1] >= 112 && ip[1] <= 115) || ip[1] == 122 || ip[1] == 123)) return "DIRECT";
  if (/^2603:(1027:0?:|1027::|10(6[3-9a-f]|5)[0-9a-f]*:)/.test(host)) return "DIRECT";
  return "PROXY proxy-a.corp.example:8080; PROXY proxy-b.corp.example:8080; DIRECT";
}
