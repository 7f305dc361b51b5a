// Microsoft's IPv6 helpers as Chromium has them; getClientVersion is Windows' alone.
function pacgenExtended(network) {
  var G = globalThis;
  var MAPPED = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255];

  function bytesOf(address) {
    return network.parse6(address) || network.parseNumbers(address);
  }

  function trimmed(text) {
    return text.replace(/^\s+|\s+$/g, "");
  }

  pacgenInstall("dnsResolveEx", function dnsResolveEx(host) {
    return typeof host === "string" ? network.lookup(host).join(";") : undefined;
  });
  pacgenInstall("isResolvableEx", function isResolvableEx(host) {
    return G.dnsResolveEx(host) !== "";
  });
  pacgenInstall("myIpAddressEx", function myIpAddressEx() {
    return network.clients.join(";");
  });
  pacgenInstall("isInNetEx", function isInNetEx(address, prefix) {
    if (typeof address !== "string" || typeof prefix !== "string") return null;
    var parts = prefix.split("/").map(trimmed);
    if (parts.length !== 2 || !/^\d+$/.test(parts[1])) return false;
    var wanted = bytesOf(parts[0]), bytes = bytesOf(address), length = +parts[1], i, bits;
    if (!wanted || !bytes || length > wanted.length * 8) return false;
    // Between the families an IPv4 address counts as its form in IPv6.
    if (wanted.length < bytes.length) {
      wanted = MAPPED.concat(wanted);
      length += 96;
    } else if (bytes.length < wanted.length) {
      bytes = MAPPED.concat(bytes);
    }
    for (i = 0; length > 0; i += 1, length -= 8) {
      bits = length >= 8 ? 255 : (255 << (8 - length)) & 255;
      if ((wanted[i] & bits) !== (bytes[i] & bits)) return false;
    }
    return true;
  });

  // IPv6 before IPv4, each by its bytes.
  function compare(a, b) {
    if (a[0].length !== b[0].length) return b[0].length - a[0].length;
    for (var k = 0; k < a[0].length; k += 1) {
      if (a[0][k] !== b[0][k]) return a[0][k] - b[0][k];
    }
    return 0;
  }

  pacgenInstall("sortIpAddressList", function sortIpAddressList(list) {
    if (typeof list !== "string") return null;
    var addresses = list.split(";").map(trimmed), keyed = [], i, bytes;
    for (i = 0; i < addresses.length; i += 1) {
      if (addresses[i] === "") continue;
      bytes = bytesOf(addresses[i]);
      if (!bytes) return false;
      keyed.push([bytes, addresses[i]]);
    }
    keyed.sort(compare);
    return keyed.length > 0 && keyed.map(function (pair) { return pair[1]; }).join(";");
  });
}
