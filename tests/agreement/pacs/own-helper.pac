function isPlainHostName(host) { return host.indexOf("intranet") === 0; }
dnsResolve = function (host) { return "10.1.1.1"; };
function FindProxyForURL(url, host) {
  if (isPlainHostName(host)) return "PROXY plain.test:1";
  return isInNet("x.test", "10.0.0.0", "255.0.0.0") && isResolvable(host) ? "PROXY own.test:1" : "DIRECT";
}
