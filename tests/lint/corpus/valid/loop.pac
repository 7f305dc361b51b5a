/* Lists and a loop; the proxies share the load by the length of the host. */
var proxies = ["PROXY a.corp.example:3128; PROXY b.corp.example:3128",
               "PROXY b.corp.example:3128; PROXY a.corp.example:3128"];
var direct = [".lync.com", ".teams.microsoft.com", ".teams.cloud.microsoft", ".skype.com", ".aka.ms"];
var nets = [["52.112.0.0", "255.252.0.0"], ["52.122.0.0", "255.254.0.0"], ["10.0.0.0", "255.0.0.0"]];

function endsWith(text, end) {
  return text.length >= end.length && text.substring(text.length - end.length) === end;
}

function FindProxyForURL(url, host) {
  var i, name = "." + host.toLowerCase();
  for (i = 0; i < direct.length; i++) {
    if (endsWith(name, direct[i])) return "DIRECT";
  }
  if (/^\d+\.\d+\.\d+\.\d+$/.test(host)) {
    for (i = 0; i < nets.length; i++) {
      if (isInNet(host, nets[i][0], nets[i][1])) return "DIRECT";
    }
  }
  return proxies[host.length % proxies.length];
}
