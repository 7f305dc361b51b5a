// No proxy, but for some hosts.
function FindProxyForURL(url, host) {
  var proxy = "PROXY proxy.corp.example:8080";
  switch (host.toLowerCase()) {
    case "archive.example":
    case "mirror.example":
      return proxy;
    default:
      return "DIRECT";
  }
}
