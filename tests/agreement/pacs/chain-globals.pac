var PROXY = "PROXY proxy.test:8080";
var direct = "DIRECT";
count = 0;
function FindProxyForURL(url, host) {
  count = count + 1;
  if (typeof count != "number") return "";
  return dnsDomainIs(host, "corp.test") ? direct : PROXY;
}
