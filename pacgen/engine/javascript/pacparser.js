// pacparser with its own helpers, as other PAC testers use it. Only what would ask the network or the wall clock is replaced.
(function (notebook, environment) {
  var G = globalThis;
  pacgenClock(environment.clock, environment.offset);
  var network = pacgenNetwork(environment, notebook);

  function firstIPv4(addresses) {
    for (var i = 0; i < addresses.length; i += 1) {
      if (network.parse4(addresses[i])) return addresses[i];
    }
    return null;
  }

  G.dnsResolve = function dnsResolve(host) { return firstIPv4(network.lookup("" + host)); };
  G.dnsResolveEx = function dnsResolveEx(host) { return network.lookup("" + host).join(";"); };
  G.myIpAddress = function myIpAddress() { return firstIPv4(network.clients) || "127.0.0.1"; };
  G.myIpAddressEx = function myIpAddressEx() { return network.clients.join(";"); };
  G.alert = function alert(message) { notebook.alert("" + message); };
  G.console = { log: G.alert };
})
