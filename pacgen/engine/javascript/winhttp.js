// The helpers of WinHTTP and WinINET, which run scripts in JScript. Their code is closed: this is what Microsoft documents,
// what has been observed, and where neither says anything the behaviour that all others share.
// An expression: a function which installs them.
(function (notebook, environment) {
  var G = globalThis;
  pacgenClock(environment.clock, environment.offset);
  var network = pacgenNetwork(environment, notebook);

  pacgenStandard(
    notebook,
    network,
    pacgenRanges(),
    function dnsResolve(host) {
      return pacgenFirst(network.lookup("" + host), network.parse4, false);
    }
  );
  pacgenInstall("isResolvable", function isResolvable(host) {
    return G.dnsResolve(host) !== false;
  });
  pacgenInstall("isInNet", function isInNet(host, pattern, mask) {
    var address = G.dnsResolve(host);
    if (!address || !network.parse4(pattern) || !network.parse4(mask)) return false;
    var bits = pacgenNumber(network.parse4(mask));
    return (pacgenNumber(network.parse4(address)) & bits) === (pacgenNumber(network.parse4(pattern)) & bits);
  });
  // Windows' own matcher knows "*" and "?" and nothing else.
  pacgenInstall("shExpMatch", pacgenGlob(function (pattern) {
    return pattern.replace(/[\\^$+()[\]{}|]/g, "\\$&");
  }));
  pacgenInstall("myIpAddress", function myIpAddress() {
    return pacgenFirst(network.clients, network.parse4, "127.0.0.1");
  });
  if (environment.extended) {
    pacgenExtended(network);
    pacgenInstall("getClientVersion", function getClientVersion() { return "1.0"; });
  } else {
    pacgenForget(["dnsResolveEx", "myIpAddressEx", "isResolvableEx", "isInNetEx"]);
  }
  pacgenForget(["console", "isValidIpAddress", "convert_addr"]);
})
