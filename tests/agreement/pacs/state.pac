var seen = [];
function FindProxyForURL(url, host) {
  if (seen.indexOf(host) < 0) seen.push(host);
  return seen.length ? "PROXY state.test:1" : "DIRECT";
}
