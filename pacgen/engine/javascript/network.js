// What the helpers know of the network: the environment's addresses and DNS table. Nothing here can ask a real one.
//
// pacgenNetwork(environment, notebook) returns
//   parse4(text), parse6(text): an array of 4 or 16 bytes, or null
//   parseNumbers(text): the 4 bytes of what URLs and system resolvers take for an IPv4 address ("10.1", "0x0a000001"), or null
//   lookup(name): the addresses of a name or a literal, [] when it does not resolve; asks are noted
function pacgenNetwork(environment, notebook) {
  var exact = environment.dns;
  var below = environment.wildcards;
  var has = Object.prototype.hasOwnProperty;

  function parse4(text) {
    var match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
    if (!match) return null;
    var bytes = [], i;
    for (i = 1; i <= 4; i += 1) {
      if (+match[i] > 255) return null;
      bytes.push(+match[i]);
    }
    return bytes;
  }

  function parseNumbers(text) {
    var parts = text.replace(/\.$/, "").split("."), value = 0, i, number;
    if (parts.length > 4) return null;
    for (i = 0; i < parts.length; i += 1) {
      if (!/^(?:0x[0-9a-f]*|0[0-7]*|[1-9][0-9]*)$/i.test(parts[i])) return null;
      number = /^0x/i.test(parts[i]) ? parseInt(parts[i].substring(2) || "0", 16)
        : parseInt(parts[i], parts[i].charAt(0) === "0" ? 8 : 10);
      if (i < parts.length - 1 ? number > 255 : number >= Math.pow(256, 5 - parts.length)) return null;
      value += i < parts.length - 1 ? number * Math.pow(256, 3 - i) : number;
    }
    return [value / 16777216 & 255, value >>> 16 & 255, value >>> 8 & 255, value & 255];
  }

  function groups(text, bytes) {
    if (text === "") return true;
    var parts = text.split(":"), i, tail;
    for (i = 0; i < parts.length; i += 1) {
      if (i === parts.length - 1 && parts[i].indexOf(".") >= 0) {
        tail = parse4(parts[i]);
        if (!tail) return false;
        bytes.push(tail[0], tail[1], tail[2], tail[3]);
      } else {
        if (!/^[0-9a-fA-F]{1,4}$/.test(parts[i])) return false;
        bytes.push(parseInt(parts[i], 16) >> 8, parseInt(parts[i], 16) & 255);
      }
    }
    return true;
  }

  function parse6(text) {
    if (typeof text !== "string" || text.indexOf(":") < 0) return null;
    var halves = text.split("::"), head = [], tail = [];
    if (halves.length > 2 || !groups(halves[0], head)) return null;
    if (halves.length === 1) return head.length === 16 ? head : null;
    if (!groups(halves[1], tail) || head.length + tail.length > 14) return null;
    while (head.length + tail.length < 16) head.push(0);
    return head.concat(tail);
  }

  function lookup(name) {
    var host = ("" + name).toLowerCase().replace(/\.$/, ""), dot;
    var numbers = parseNumbers(host);
    if (numbers) return [numbers.join(".")];
    if (parse6(host)) return [host];
    notebook.question(host);
    if (has.call(exact, host)) return exact[host];
    for (dot = host.indexOf("."); dot >= 0; dot = host.indexOf(".", dot + 1)) {
      if (has.call(below, host.substring(dot))) return below[host.substring(dot)];
    }
    return has.call(below, "") ? below[""] : [];
  }

  return { parse4: parse4, parse6: parse6, parseNumbers: parseNumbers, lookup: lookup, clients: environment.clients };
}
