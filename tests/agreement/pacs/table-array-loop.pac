var list = new Array("*.corp.test", "*.microsoft.com", "*.office365.com", "10.*");
function FindProxyForURL(url, host) {
  for (var i = 0; i < list.length; i++) {
    if (shExpMatch(host, list[i])) return "PROXY l" + i + ".test:8080";
  }
  return "DIRECT";
}
