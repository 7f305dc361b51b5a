// The helpers of Chromium, Edge and WebView2. An expression: a function which installs them.
(function (notebook, environment) {
  var G = globalThis;
  pacgenClock(environment.clock, environment.offset);
  var network = pacgenNetwork(environment, notebook);

  pacgenStandard(
    notebook,
    network,
    pacgenRanges(),
    function dnsResolve(host) {
      return typeof host === "string" ? pacgenFirst(network.lookup(host), network.parse4, null) : null;
    }
  );
  pacgenInstall("isPlainHostName", function isPlainHostName(host) {
    if (typeof host !== "string") throw new TypeError("isPlainHostName takes a string");
    return host.indexOf(".") < 0 && !network.parse6(host) && !network.parseNumbers(host);
  });
  pacgenInstall("myIpAddress", function myIpAddress() {
    return pacgenFirst(network.clients, network.parse4, network.clients[0] || "127.0.0.1");
  });
  pacgenExtended(network);

  // V8 gives every context a console; in the proxy resolver nobody listens to it.
  function inert() {}
  G.console = { debug: inert, dir: inert, error: inert, info: inert, log: inert, trace: inert, warn: inert };
})
