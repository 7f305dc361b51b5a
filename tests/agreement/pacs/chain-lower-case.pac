function FindProxyForURL(url, host) {
  url = url.toLowerCase();
  host = host.toLowerCase();
  if (shExpMatch(url, "http://www.example.test/case")) return "PROXY lower.test:1";
  if (host == "www.example.test") return "PROXY www.test:2";
  return "DIRECT";
}
