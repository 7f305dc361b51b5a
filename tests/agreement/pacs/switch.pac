function FindProxyForURL(url, host) {
  switch (host) {
    case "intranet":
    case "intranet.test":
      return "DIRECT";
    case "teams.microsoft.com":
      return "PROXY teams.test:8080";
    default:
      break;
  }
  switch (true) {
    case shExpMatch(host, "*.corp.test"): return "PROXY corp.test:8080";
    case isPlainHostName(host): return "DIRECT";
  }
  return "PROXY rest.test:8080";
}
