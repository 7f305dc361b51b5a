"use strict";
function FindProxyForURL(url, host) {
  var kind = typeof this;
  return isPlainHostName(host) ? "DIRECT" : "PROXY " + kind + ".test:8080";
}
