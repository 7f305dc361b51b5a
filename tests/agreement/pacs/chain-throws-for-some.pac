function FindProxyForURL(url, host) {
  if (host == "intranet") return missing(host);
  if (dnsDomainIs(host, ".corp.test")) throw new Error("corp");
  if (shExpMatch(host, "*.microsoft.com")) throw "text";
  if (isInNet(host, "10.0.0.0", "255.0.0.0")) null.x;
  return "PROXY proxy.test:8080";
}
