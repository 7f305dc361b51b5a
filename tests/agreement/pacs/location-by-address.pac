function FindProxyForURL(url, host) {
  var me = myIpAddress();
  if (isInNet(me, "203.0.113.0", "255.255.255.0")) return "PROXY berlin.test:8080";
  if (isInNet(me, "198.51.100.0", "255.255.255.0")) return "PROXY paris.test:8080";
  return "PROXY elsewhere.test:8080";
}
