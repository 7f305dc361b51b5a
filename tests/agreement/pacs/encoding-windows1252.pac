function FindProxyForURL(url, host) {
  return "PROXY length" + "–".length + ".test:" + "––".charCodeAt(0);
}
