// The helpers of Firefox. An expression: a function which installs them.
(function (notebook, environment) {
  var G = globalThis;
  pacgenClock(environment.clock, environment.offset);
  var network = pacgenNetwork(environment, notebook);

  pacgenStandard(
    notebook,
    network,
    pacgenRanges(),
    function dnsResolve(host) {
      if (arguments.length < 1) throw new TypeError("dnsResolve takes an argument");
      if (typeof host !== "string") return null;
      // The first address of either family; a literal is its own answer.
      var addresses = network.lookup(host);
      return addresses.length ? addresses[0] : null;
    }
  );
  pacgenInstall("myIpAddress", function myIpAddress() {
    return network.clients[0] || "127.0.0.1";
  });
  pacgenForget(["dnsResolveEx", "myIpAddressEx", "isResolvableEx", "isInNetEx", "console", "SharedArrayBuffer", "Atomics"]);
  // Scripts there find WebAssembly; nothing in a PAC file needs more of it than that it is there.
  pacgenInstall("WebAssembly", {});
})
