// Microsoft's IPv6 helpers, which Chromium has too; getClientVersion is Windows' alone.
function pacgenExtended(network) {
  var G = globalThis;

  function bytesOf(address) {
    return network.parse4(address) || network.parse6(address);
  }

  pacgenInstall("dnsResolveEx", function dnsResolveEx(host) {
    return typeof host === "string" ? network.lookup(host).join(";") : "";
  });
  pacgenInstall("isResolvableEx", function isResolvableEx(host) {
    return G.dnsResolveEx(host) !== "";
  });
  pacgenInstall("myIpAddressEx", function myIpAddressEx() {
    return network.clients.join(";");
  });
  pacgenInstall("isInNetEx", function isInNetEx(address, prefix) {
    var slash = ("" + prefix).split("/");
    if (slash.length !== 2 || !/^\d{1,3}$/.test(slash[1])) return false;
    var wanted = bytesOf(slash[0]), bytes = bytesOf(address), length = +slash[1], i, bits;
    if (!wanted || !bytes || wanted.length !== bytes.length || length > wanted.length * 8) return false;
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
    if (typeof list !== "string") return false;
    var addresses = list.split(";"), keyed = [], i, address, bytes;
    for (i = 0; i < addresses.length; i += 1) {
      address = addresses[i].replace(/^[ \t]+|[ \t]+$/g, "");
      bytes = bytesOf(address);
      if (!bytes) return false;
      keyed.push([bytes, address]);
    }
    keyed.sort(compare);
    return keyed.map(function (pair) { return pair[1]; }).join(";");
  });
}
