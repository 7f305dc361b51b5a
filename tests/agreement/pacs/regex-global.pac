// A global RegExp remembers where it stopped: the answer depends on the call before.
var pattern = /test/g;
function FindProxyForURL(url, host) {
  pattern.lastIndex = 0;
  return pattern.test(host) ? "PROXY " + host.replace(/[^a-z.]/g, "") + ":80" : "DIRECT";
}
