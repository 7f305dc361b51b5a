function FindProxyForURL(url, host) {
  if (shExpMatch(url, "http://*.example.test/path/*")) return "PROXY path.test:1";
  if (shExpMatch(url, "*:8080/*")) return "PROXY port.test:2";
  if (shExpMatch(url, "https://*:8443*")) return "PROXY secureport.test:3";
  if (shExpMatch(url, "*/wiki")) return "PROXY wiki.test:4";
  if (shExpMatch(url, "http*://10.*")) return "DIRECT";
  if (shExpMatch(url, "*?q=1")) return "PROXY query.test:5";
  return "PROXY rest.test:6";
}
