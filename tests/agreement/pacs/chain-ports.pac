function FindProxyForURL(url, host) {
  var port = /^[a-z]+:\/\/[^\/]*:(\d+)\//.exec(url);
  if (port) return "PROXY p" + port[1] + ".test:" + port[1];
  return "PROXY none.test:80";
}
