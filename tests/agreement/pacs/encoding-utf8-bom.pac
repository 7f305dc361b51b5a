function FindProxyForURL(url, host) {
  return "PROXY length" + "é".length + ".test:" + "é–".charCodeAt(0);
}
