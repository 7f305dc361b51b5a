function FindProxyForURL(url, host) {
  var last = (dnsResolve(host) || "0.0.0.0").split(".")[3];
  return "PROXY p" + (last % 4) + ".test:8080";
}
