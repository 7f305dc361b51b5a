// The helpers of Chromium, Edge and WebView2. An expression: a function which installs them.
(function (notebook, environment) {
  var G = globalThis;
  var Real = pacgenClock(environment.clock, environment.offset);
  var network = pacgenNetwork(environment, notebook);
  var ranges = pacgenRanges(Real, environment.clock, environment.offset);

  // As a script's own function declarations would be: visible, replaceable, not removable.
  function install(name, value) {
    Object.defineProperty(G, name, { value: value, writable: true, enumerable: true });
  }

  function text(value) {
    if (typeof value !== "string") throw new TypeError("Invalid arguments");
    return value;
  }

  function isIPv4(address) {
    return network.parse4(address) !== null;
  }

  function firstIPv4(addresses) {
    for (var i = 0; i < addresses.length; i += 1) {
      if (isIPv4(addresses[i])) return addresses[i];
    }
    return null;
  }

  function number(bytes) {
    return ((bytes[0] & 255) << 24) | ((bytes[1] & 255) << 16) | ((bytes[2] & 255) << 8) | (bytes[3] & 255);
  }

  install("dnsDomainIs", function dnsDomainIs(host, domain) {
    return host.length >= domain.length && host.substring(host.length - domain.length) == domain;
  });
  install("dnsDomainLevels", function dnsDomainLevels(host) {
    return host.split(".").length - 1;
  });
  install("isPlainHostName", function isPlainHostName(host) {
    return text(host).indexOf(".") < 0 && network.parse6(host) === null;
  });
  install("localHostOrDomainIs", function localHostOrDomainIs(host, hostdom) {
    return host == hostdom || hostdom.lastIndexOf(host + ".", 0) === 0;
  });
  install("shExpMatch", function shExpMatch(url, pattern) {
    return pacgenGlob(url, pattern);
  });
  install("isValidIpAddress", isIPv4);
  install("convert_addr", function convert_addr(address) {
    return number(address.split("."));
  });

  install("dnsResolve", function dnsResolve(host) {
    return typeof host === "string" ? firstIPv4(network.lookup(host)) : null;
  });
  install("isResolvable", function isResolvable(host) {
    return G.dnsResolve(host) != null;
  });
  install("isInNet", function isInNet(host, pattern, mask) {
    if (!isIPv4(pattern) || !isIPv4(mask)) return false;
    var address = isIPv4(host) ? host : G.dnsResolve(host);
    if (address == null || !isIPv4(address)) return false;
    var bits = number(network.parse4(mask));
    return (number(network.parse4(address)) & bits) === (number(network.parse4(pattern)) & bits);
  });
  install("myIpAddress", function myIpAddress() {
    return firstIPv4(network.clients) || network.clients[0] || "127.0.0.1";
  });

  install("dnsResolveEx", function dnsResolveEx(host) {
    return typeof host === "string" ? network.lookup(host).join(";") : "";
  });
  install("isResolvableEx", function isResolvableEx(host) {
    return G.dnsResolveEx(host) !== "";
  });
  install("myIpAddressEx", function myIpAddressEx() {
    return network.clients.join(";");
  });
  install("isInNetEx", function isInNetEx(address, prefix) {
    var slash = ("" + prefix).split("/");
    if (slash.length !== 2 || !/^\d{1,3}$/.test(slash[1])) return false;
    var wanted = network.parse4(slash[0]) || network.parse6(slash[0]);
    var bytes = network.parse4(address) || network.parse6(address);
    var length = +slash[1], i, bits;
    if (!wanted || !bytes || wanted.length !== bytes.length || length > wanted.length * 8) return false;
    for (i = 0; length > 0; i += 1, length -= 8) {
      bits = length >= 8 ? 255 : (255 << (8 - length)) & 255;
      if ((wanted[i] & bits) !== (bytes[i] & bits)) return false;
    }
    return true;
  });
  install("sortIpAddressList", function sortIpAddressList(list) {
    if (typeof list !== "string") return false;
    var addresses = list.split(";"), keyed = [], i, bytes;
    for (i = 0; i < addresses.length; i += 1) {
      var address = addresses[i].replace(/^[ \t]+|[ \t]+$/g, "");
      bytes = network.parse6(address) || network.parse4(address);
      if (!bytes) return false;
      keyed.push([bytes, address]);
    }
    keyed.sort(function (a, b) {
      if (a[0].length !== b[0].length) return b[0].length - a[0].length; // IPv6 first
      for (var k = 0; k < a[0].length; k += 1) {
        if (a[0][k] !== b[0][k]) return a[0][k] - b[0][k];
      }
      return 0;
    });
    return keyed.map(function (pair) { return pair[1]; }).join(";");
  });

  install("weekdayRange", ranges.weekdayRange);
  install("dateRange", ranges.dateRange);
  install("timeRange", ranges.timeRange);

  install("alert", function alert(message) {
    notebook.alert("" + message);
  });
  // V8 gives every context a console; in the proxy resolver nobody listens to it.
  function inert() {}
  G.console = { debug: inert, dir: inert, error: inert, info: inert, log: inert, trace: inert, warn: inert };
  // pacparser's own entry point is no name a browser knows.
  G.findProxyForURL = undefined;
})
