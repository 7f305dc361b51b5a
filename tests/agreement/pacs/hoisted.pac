function FindProxyForURL(url, host) {
  if (host == "intranet") return first;
  var first = "DIRECT";
  return helper(host);
}
function helper(host) { return "PROXY " + suffix + ".test:8080"; }
var suffix = "hoisted";
