function FindProxyForURL(url, host) {
  alert("host: " + host);
  return "PROXY alert.test:1";
}
