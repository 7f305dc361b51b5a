var suffixes = { "corp.test": 1, "microsoft.com": 2, "test": 3 };
function FindProxyForURL(url, host) {
  var rest = host;
  while (true) {
    if (Object.prototype.hasOwnProperty.call(suffixes, rest))
      return "PROXY s" + suffixes[rest] + ".test:8080";
    var dot = rest.indexOf(".");
    if (dot < 0) return "DIRECT";
    rest = rest.substring(dot + 1);
  }
}
