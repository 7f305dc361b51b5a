var FindProxyForURL = function (url, host) {
  if (host.indexOf("10.") === 0) return "DIRECT";
  return "PROXY proxy.example.org:3128";
};
