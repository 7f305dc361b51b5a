function FindProxyForURL(url, host) {
  if (url.substring(0, 6) == "https:") {
    return "PROXY secure.test:8443";
  } else if (url.substring(0, 5) == "http:") {
    return "PROXY plain.test:8080";
  } else {
    return "DIRECT";
  }
}
