var FindProxyForURL = (function () {
  var proxy = "PROXY closure.test:8080";
  return function (url, host) { return isPlainHostName(host) ? "DIRECT" : proxy; };
})();
