// The PAC helpers for tagged arguments. Each asks the engine's own helper what the answer is for the witness, and writes down
// the question in a form that the parent can answer for every host, address and moment.

var OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
var QUAD = own(new RegExp("^(?:" + OCTET + "\\.){3}" + OCTET + "$"), ["test"]);
var LOOSE_OCTET = "(?:25[0-5]|2[0-4][0-9]|[01]?[0-9]?[0-9])";
var LOOSE_QUAD = "^(?:" + LOOSE_OCTET + "\\.){3}" + LOOSE_OCTET + "$";
var NUMBER_PART = "(?:0[xX][0-9a-fA-F]*|[0-9]+)";
var NUMBERS = own(new RegExp("^" + NUMBER_PART + "(?:\\." + NUMBER_PART + "){0,3}\\.?$"), ["test"]);

// "__proto__" is a host like any other.
var world = { dns: Object.create(null), wildcards: {}, clients: [], clock: 0, offset: 0, extended: false };
var asked = null; // the name that a helper wanted resolved

function resetWorld(order) {
  Object.keys(world.dns).forEach(function (name) { delete world.dns[name]; });
  world.clients[0] = order.client;
}

// Two expressions are one symbol when they are spelled alike.
function spelled(number) {
  var parts = run.byNumber[number];
  return quote(parts.map(function (part, i) { return i === 1 && parts[0] !== "root" ? spelled(part) : part; }));
}

// The symbol of a name that is asked for: that of an earlier one where both are the same name.
//
// One of the two may stand in the script and the other be made of the request. Whether they are the same is decided then, so
// that the one request for which they are lies in a region of its own.
function symbolOf(symbol, name, made, line) {
  var i, other, text, fixed;
  if (run.names[name] === symbol) return symbol;
  for (i = 0; i < run.asked.length; i += 1) {
    other = run.asked[i];
    if ((other.made === null) === (made === null)) continue;
    text = made === null ? other.made : made;
    fixed = made === null ? name : other.name;
    if (text.v.endsWith(".")) fixed += ".";
    if (decide('"equal",' + text.e + "," + quote(fixed), text.v === fixed, line)) return other.symbol;
  }
  run.asked.push({ symbol: symbol, name: name, made: made });
  if (made !== null) run.madeNames += (run.madeNames ? "," : "") + quote(symbol) + ":" + quote(name);
  return symbol;
}

// What a name resolves to: null, or a text that is an address. *made* is the text that it was made of, null of a plain one.
function answerOf(symbol, name, made, line) {
  var value;
  symbol = symbolOf(symbol, name, made, line);
  value = run.order.dns[symbol];
  if (value === undefined) value = null;
  if (run.names[name] !== undefined && run.names[name] !== symbol && world.dns[name][0] !== (value === null ? undefined : value)) {
    return leak("DNS", "one name is asked for in two ways", line);
  }
  run.names[name] = symbol;
  world.dns[name] = value === null ? [] : [value];
  if (!decide('"resolves",' + quote(symbol), value !== null, line)) return null;
  return makeText(value, ["root", symbol], true, 15, symbol);
}

// The address that a helper sees for a host: null, a plain text or a tagged one. *resolve* is the engine's own helper.
function addressOf(host, resolve, line) {
  var record = tag(host), value;
  if (record !== undefined && record.kind === "pick") return addressOf(pin(record, line), resolve, line);
  if (record === undefined) {
    asked = null;
    value = outside(resolve, undefined, [host]);
    return asked === null ? value : answerOf("dns:" + asked, asked, null, line);
  }
  if (record.kind !== "text") return leak("DNS", "the name is unknown", line);
  if (record.address) return host;
  if (decide('"quad",' + record.e, QUAD.test(record.v), line)) return host;
  if (decide('"numbers",' + record.e, NUMBERS.test(record.v), line)) {
    return leak("an address in an unusual form", "clients do not agree on it", line);
  }
  if (decide('"contains",' + record.e + ',":"', record.v.includes(":"), line)) {
    return leak("an IPv6 address", "the analysis knows IPv4 alone", line);
  }
  return answerOf("dns:" + spelled(record.e), record.v.toLowerCase().replace(/\.$/, ""), record, line);
}

var looseQuad = own(new RegExp(LOOSE_QUAD), ["test"]);
var quads = Object.create(null); // networks and masks come again and again

function isQuad(text) {
  if (typeof text !== "string") return false;
  var known = quads[text];
  if (known === undefined) known = quads[text] = looseQuad.test(text);
  return known;
}

// The 32 bits of a dotted quad; the same ones come again and again.
function bitsOf(quad) {
  var known = bits[quad], parts;
  if (known === undefined) {
    parts = quad.split(".");
    known = bits[quad] = parts[0] << 24 | parts[1] << 16 | parts[2] << 8 | parts[3];
  }
  return known;
}

var bits = Object.create(null);

// Whether the address of a symbol lies in a network. All clients agree on that much, so none need be asked.
function inNetwork(record, network, mask, line) {
  var outcome = (bitsOf(record.v) & bitsOf(mask)) === (bitsOf(network) & bitsOf(mask));
  return decide('"network",' + quote(record.address) + "," + quote(network) + "," + quote(mask), outcome, line);
}

// Whether a host that is an address itself lies in a network; *outcome* says so for the witness.
function isLiteralIn(record, network, mask, outcome, line) {
  return decide('"literal",' + record.e + "," + quote(network) + "," + quote(mask), outcome, line);
}

// Defines a helper's model. *show* gets the engine's helper, the arguments and the line.
function helper(name, show) {
  var f = G[name];
  if (typeof f !== "function") return;
  foreign.add(f);
  natives.set(f, name);
  models.set(f, function (self, args, line) { return show(f, args, line); });
}

// A helper that answers texts alone: plain arguments go to the engine.
function textHelper(name, show) {
  helper(name, function (f, args, line) {
    var record = tag(args[0]), i;
    for (i = 1; i < args.length; i += 1) if (!isPrimitive(args[i])) return leak(name, "an argument after the first depends on the request", line);
    if (record === undefined) return outside(f, undefined, args);
    if (record.kind === "pick") {
      if (typeof record.v !== "string") return outside(f, undefined, [pin(record, line)].concat(args.slice(1)));
      decidePick(record, function (x) { return typeof x === "string"; }, line);
      return decidePick(record, function (x) { return typeof x === "string" && !!apply(f, undefined, [x].concat(args.slice(1))); }, line);
    }
    if (record.kind === "unknown" && record.type === "string") {
      return decideUnknown(record, apply(f, undefined, [record.v].concat(args.slice(1))), line);
    }
    if (record.kind !== "text") return leak(name, "its argument is unknown", line);
    return show(f, record, args, line);
  });
}

function checkedText(value, name, line) {
  return typeof value === "string" ? value : leak(name, "its second argument is no text", line);
}

function installHelpers(target) {
  textHelper("dnsDomainIs", function (f, record, args, line) {
    var domain = checkedText(args[1], "dnsDomainIs", line);
    return decide('"suffix",' + record.e + "," + quote(domain), outside(f, undefined, [record.v, domain]), line);
  });
  textHelper("shExpMatch", function (f, record, args, line) {
    var outcome = outside(f, undefined, [record.v, args[1]]); // throws what it throws for every text
    return decide('"glob",' + record.e + "," + quote(checkedText(args[1], "shExpMatch", line)), outcome, line);
  });
  textHelper("isPlainHostName", function (f, record, args, line) {
    if (target === "chromium" && !decide('"contains",' + record.e + ',"."', record.v.includes("."), line) &&
        decide('"numbers",' + record.e, NUMBERS.test(record.v), line)) {
      return leak("an address in an unusual form", "clients do not agree on it", line);
    }
    return decide('"plain",' + record.e, outside(f, undefined, [record.v]), line);
  });
  textHelper("localHostOrDomainIs", function (f, record, args, line) {
    var whole = checkedText(args[1], "localHostOrDomainIs", line), words = [whole], dot;
    for (dot = whole.indexOf("."); dot >= 0; dot = whole.indexOf(".", dot + 1)) words.push(whole.slice(0, dot));
    return isAmong(record, { names: words, set: -1 }, line, outside(f, undefined, [record.v, whole]));
  });
  textHelper("isValidIpAddress", function (f, record, args, line) {
    if (record.address) return true;
    return decide('"regexp",' + record.e + "," + quote(LOOSE_QUAD) + ',""', outside(f, undefined, [record.v]), line);
  });
  helper("dnsDomainLevels", function (f, args, line) {
    var record = tag(args[0]), count;
    if (record === undefined) return outside(f, undefined, args);
    if (record.kind !== "text") return leak("dnsDomainLevels", "its argument is unknown", line);
    count = tag(makeNumber(record.v.split(".").length, ["count", record.e, "."], 1, record.max + 1));
    return lift(count, function (x) { return x - 1; }, undefined);
  });
  helper("convert_addr", function (f, args, line) {
    var record = tag(args[0]);
    if (record === undefined) return outside(f, undefined, args);
    return record.kind === "text" ? makeUnknown(outside(f, undefined, [record.v]), "number", "convert_addr", line)
      : leak("convert_addr", "its argument is unknown", line);
  });
  helper("alert", function () { return undefined; });
  installNetwork(target);
  installClock();
}

function clientAddress() {
  if (run.client === null) run.client = makeText(run.order.client, ["root", "client"], true, 15, "client");
  return run.client;
}

function installNetwork(target) {
  var resolve = G.dnsResolve, nothing = (asked = null, resolve("pacgen-nobody.invalid"));
  var resolves = { f: resolve };

  // Helpers look the global up, so that a script which replaces dnsResolve replaces it for them too.
  function unchanged(name, line) {
    if (G.dnsResolve !== resolves.f) return leak(name, "the script replaces dnsResolve", line);
    return true;
  }

  function found(host, line) {
    return addressOf(host, resolve, line);
  }

  helper("dnsResolve", function (f, args, line) {
    var address;
    if (args.length < 1) return outside(f, undefined, args);
    address = found(args[0], line);
    return address === null ? nothing : address;
  });
  helper("isResolvable", function (f, args, line) {
    unchanged("isResolvable", line);
    found(args[0], line);
    return outside(f, undefined, [concrete(args[0])]);
  });
  helper("myIpAddress", clientAddress);
  helper("isInNet", function (f, args, line) {
    var host = args[0], network = args[1], mask = args[2], address, record;
    unchanged("isInNet", line);
    if (!isPrimitive(network) || !isPrimitive(mask)) return leak("isInNet", "the network depends on the request", line);
    if (target === "winhttp" || isQuad(network) && isQuad(mask)) address = found(host, line);
    else if (target === "pacparser") return leak("isInNet", "this client does not check the network", line);
    else return tag(host) === undefined ? outside(f, undefined, [host, network, mask]) : false;
    if (!isQuad(network) || !isQuad(mask)) return false;
    record = tag(address);
    if (record !== undefined && record.address) return inNetwork(record, network, mask, line);
    address = outside(f, undefined, [concrete(host), network, mask]);
    return record === undefined ? address : isLiteralIn(record, network, mask, address, line);
  });
  installExtended(target, found);
}

function installExtended(target, found) {
  helper("dnsResolveEx", function (f, args, line) {
    var address;
    if (typeof concrete(args[0]) !== "string") return outside(f, undefined, args);
    address = found(args[0], line);
    return tag(address) === undefined ? outside(f, undefined, [concrete(args[0])]) : address;
  });
  helper("isResolvableEx", function (f, args, line) {
    if (typeof concrete(args[0]) !== "string") return outside(f, undefined, args);
    found(args[0], line);
    return outside(f, undefined, [concrete(args[0])]);
  });
  helper("myIpAddressEx", clientAddress);
  helper("sortIpAddressList", function (f, args, line) {
    var record = tag(args[0]);
    if (record === undefined) return outside(f, undefined, args);
    return record.address ? args[0] : leak("sortIpAddressList", "the list depends on the request", line);
  });
  helper("isInNetEx", function (f, args, line) {
    var record = tag(args[0]), prefix = args[1], parts, bits, mask, i;
    if (record === undefined) return isPrimitive(prefix) ? apply(f, undefined, args) : leak("isInNetEx", "the network depends on the request", line);
    parts = typeof prefix === "string" ? /^\s*(\d+\.\d+\.\d+\.\d+)\s*\/\s*(\d+)\s*$/.exec(prefix) : null;
    if (parts === null || !QUAD.test(parts[1]) || +parts[2] > 32 || record.kind !== "text") return leak("isInNetEx", "the network is no IPv4 network", line);
    for (i = 0, mask = []; i < 4; i += 1) {
      bits = Math.max(0, Math.min(8, +parts[2] - 8 * i));
      mask.push(256 - Math.pow(2, 8 - bits));
    }
    if (!record.address) {
      if (!decide('"quad",' + record.e, QUAD.test(record.v), line)) {
        if (target === "pacparser" || decide('"numbers",' + record.e, NUMBERS.test(record.v), line) ||
            decide('"contains",' + record.e + ',":"', record.v.includes(":"), line)) return leak("isInNetEx", "clients do not agree on what is no address", line);
        return outside(f, undefined, [record.v, prefix]);
      }
    }
    if (record.address) return inNetwork(record, parts[1], mask.join("."), line);
    return isLiteralIn(record, parts[1], mask.join("."), outside(f, undefined, [record.v, prefix]), line);
  });
}
