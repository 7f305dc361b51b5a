function FindProxyForURL(url, host) {
  try {
    if (host == "intranet") return missing(host);
    if (shExpMatch(host, "[")) return "DIRECT";
  } catch (error) {
    return error instanceof SyntaxError ? "PROXY syntax.test:1" : "PROXY reference.test:2";
  } finally {
    var done = true;
  }
  return "DIRECT";
}
