// The helpers that Chromium, Firefox and their kin share: the old Netscape library, as it behaves today.

// A global as a script's own function declaration would make it: visible, replaceable, not removable.
function pacgenInstall(name, value) {
  Object.defineProperty(globalThis, name, { value: value, writable: true, enumerable: true });
}

function pacgenNumber(bytes) {
  return ((bytes[0] & 255) << 24) | ((bytes[1] & 255) << 16) | ((bytes[2] & 255) << 8) | (bytes[3] & 255);
}

// The first address that *accept* likes, or *otherwise*.
function pacgenFirst(addresses, accept, otherwise) {
  for (var i = 0; i < addresses.length; i += 1) {
    if (accept(addresses[i])) return addresses[i];
  }
  return otherwise;
}

// resolve(host) is the target's dnsResolve; everything else that needs an address goes through the global of that name,
// so that a script which replaces it replaces it for the helpers too, as in the clients.
function pacgenStandard(notebook, network, ranges, resolve) {
  var G = globalThis;

  function isIPv4(address) {
    return network.parse4(address) !== null;
  }

  pacgenInstall("dnsDomainIs", function dnsDomainIs(host, domain) {
    return host.length >= domain.length && host.substring(host.length - domain.length) == domain;
  });
  pacgenInstall("dnsDomainLevels", function dnsDomainLevels(host) {
    return host.split(".").length - 1;
  });
  pacgenInstall("isPlainHostName", function isPlainHostName(host) {
    return host.search(/[.:]/) < 0;
  });
  pacgenInstall("localHostOrDomainIs", function localHostOrDomainIs(host, hostdom) {
    return host == hostdom || hostdom.lastIndexOf(host + ".", 0) === 0;
  });
  pacgenInstall("shExpMatch", pacgenGlob(function (pattern) { return pattern; }));
  pacgenInstall("isValidIpAddress", isIPv4);
  pacgenInstall("convert_addr", function convert_addr(address) {
    return pacgenNumber(address.split("."));
  });

  pacgenInstall("dnsResolve", resolve);
  pacgenInstall("isResolvable", function isResolvable(host) {
    return G.dnsResolve(host) != null;
  });
  pacgenInstall("isInNet", function isInNet(host, pattern, mask) {
    if (!isIPv4(pattern) || !isIPv4(mask)) return false;
    var address = isIPv4(host) ? host : G.dnsResolve(host);
    if (address == null) return false;
    var bits = G.convert_addr(mask);
    return (G.convert_addr(address) & bits) === (G.convert_addr(pattern) & bits);
  });

  pacgenInstall("weekdayRange", ranges.weekdayRange);
  pacgenInstall("dateRange", ranges.dateRange);
  pacgenInstall("timeRange", ranges.timeRange);

  pacgenInstall("alert", function alert(message) {
    notebook.alert("" + message);
  });
  // pacparser's own entry point is no name that a client knows.
  G.findProxyForURL = undefined;
}

// Names that pacparser has and the target has not. They cannot be removed where pacparser declared them, so they are undefined:
// calling one is a TypeError here and a ReferenceError there, and "typeof" says the same.
function pacgenForget(names) {
  names.forEach(function (name) {
    if (!delete globalThis[name]) globalThis[name] = undefined;
  });
}
