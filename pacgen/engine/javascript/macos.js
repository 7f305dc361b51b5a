// The helpers of macOS' CFNetwork, which runs scripts in JavaScriptCore. Its published source is old: this follows it where it
// says something, and Chromium elsewhere. An expression: a function which installs them.
(function (notebook, environment) {
  pacgenClock(environment.clock, environment.offset);
  var network = pacgenNetwork(environment, notebook);

  pacgenStandard(
    notebook,
    network,
    pacgenRanges(),
    function dnsResolve(host) {
      return pacgenFirst(network.lookup("" + host), network.parse4, null);
    }
  );
  pacgenInstall("myIpAddress", function myIpAddress() {
    return pacgenFirst(network.clients, network.parse4, "127.0.0.1");
  });
  pacgenForget(["dnsResolveEx", "myIpAddressEx", "isResolvableEx", "isInNetEx", "console"]);
})
