// Tagged values: what a run knows to depend on the host, the client's address, DNS or the clock.
//
// Every tagged value carries what it really is for the witness of this run, so a run is a plain evaluation of the file
// that takes notes. There are four kinds:
//   text    an expression over one symbol: the host, a part of it, the client's address, ...
//   pick    a plain value found by a function from one small number: a length, a position, a character, an hour
//   unknown something else that depends on a symbol; what is decided by it goes both ways
//   moment  a Date made of the clock
// A script sees each as an opaque object. All that it does to one passes through this runtime; what does not, in a
// native function of the engine for example, runs into a trap, and the run ends as not understood.

var apply = Reflect.apply;
var construct = Reflect.construct;
var quote = JSON.stringify; // of primitive strings and arrays of them
var ABORT = { toString: function () { return "the run has ended"; } };

var registry = own(new WeakMap(), ["get", "set", "has"]);
var MOST_EVENTS = 100000;
var MOST_STEPS = 100000;

var run = null; // what this run knows and writes down

// An object that keeps its methods whatever the script does to their prototype.
function own(object, names) {
  names.forEach(function (name) {
    Object.defineProperty(object, name, { value: object[name] });
  });
  return object;
}

function Run(order) {
  this.order = order; // what the parent wants: witness and overrides
  this.events = ""; // the decisions, as JSON
  this.count = 0;
  this.expressions = "";
  this.expressionCount = 0;
  this.known = Object.create(null); // expressions by their JSON
  this.byNumber = own([], ["push"]);
  this.line = 0;
  this.steps = 0;
  this.aborted = null; // the leak, once there is one
  this.returnLine = 0;
  this.returnValue = undefined;
  this.last = undefined; // what the entry point gave
  this.names = Object.create(null); // DNS names that were answered, and for which symbol
  this.madeNames = ""; // of symbols whose names the request's text makes, those names, as JSON
  this.asked = own([], ["push"]); // what DNS was asked, in order: a name, and how each name was made
  this.client = null; // its address, once it was asked for
  this.clockTables = Object.create(null);
}

var traps = {};
["get", "set", "has", "deleteProperty", "ownKeys", "getOwnPropertyDescriptor", "defineProperty", "getPrototypeOf",
 "setPrototypeOf", "isExtensible", "preventExtensions", "apply", "construct"].forEach(function (name) {
  traps[name] = function () {
    leak("a native function", "it got a value that depends on the request", run.line);
  };
});

function wrap(record) {
  var proxy = new Proxy({}, traps);
  registry.set(proxy, record);
  return proxy;
}

// The record of a tagged value, or undefined for a plain one.
function tag(value) {
  return typeof value === "object" && value !== null ? registry.get(value) : undefined;
}

// What a value really is for this run's witness.
function concrete(value) {
  var record = tag(value);
  return record === undefined ? value : record.v;
}

var deliberate = own(new WeakSet(), ["add", "has"]); // errors of the script that are thrown in here

// Throws what the engine throws where the script does something that it cannot.
function fail(message) {
  var error = new TypeError(message);
  deliberate.add(error);
  throw error;
}

// Calls something that is not the script's own; what it throws, it throws at the script.
function outside(f, self, args) {
  try {
    return apply(f, self, args);
  } catch (error) {
    if (typeof error === "object" && error !== null && error !== ABORT) deliberate.add(error);
    throw error;
  }
}

// Ends the run: nothing that happens from here on is understood. A script's own try cannot keep it alive.
function leak(construct, reason, line) {
  if (run.aborted === null) run.aborted = { construct: construct, reason: reason, line: line || 0 };
  throw ABORT;
}

function alive() {
  if (run.aborted !== null) throw ABORT;
}

function step(line) {
  run.line = line;
  run.steps += 1;
  if (run.aborted !== null || run.steps > MOST_STEPS) {
    if (run.aborted === null) run.aborted = { construct: "a loop", reason: "it does not end in time", line: line, budget: true };
    throw ABORT;
  }
  return true;
}

// The number of an expression, which is an array of strings, numbers, null and numbers of other expressions.
function expression(parts) {
  var key = quote(parts);
  var number = run.known[key];
  if (number === undefined) {
    number = run.known[key] = run.expressionCount;
    run.expressions += (number ? "," : "") + key;
    run.byNumber.push(parts);
    run.expressionCount += 1;
  }
  return number;
}

// Writes a decision down and returns how it went. *body* is JSON without brackets.
function decide(body, outcome, line) {
  run.count += 1;
  if (run.count > MOST_EVENTS) {
    run.aborted = { construct: "the script", reason: "it decides too often for one request", line: line, budget: true };
    throw ABORT;
  }
  run.events += (run.events === "" ? "[" : ",[") + line + (outcome ? ",1," : ",0,") + body + "]";
  return outcome;
}

// A decision about something unknown: the parent may ask for the other side.
function decideUnknown(record, outcome, line) {
  var forced = run.order.overrides[run.count];
  if (forced !== undefined) outcome = forced;
  return decide('"unknown",' + quote(record.why) + "," + record.at, outcome, line);
}

// --- making tagged values

function makeText(value, parts, low, max, address) {
  return wrap({ kind: "text", v: value, e: expression(parts), low: low, max: max, address: address || "" });
}

// *base* is a numeric expression whose values lie in low..high, *number* its value; *find* maps them to plain values.
// *offset* is a number where the value is the base plus this, else undefined.
function makePick(number, base, low, high, find, offset) {
  return wrap({ kind: "pick", x: number, v: find(number), b: base, low: low, high: high, f: find, offset: offset });
}

// *type* is what typeof says of it for every request, where that is certain.
function makeUnknown(value, type, why, line) {
  return wrap({ kind: "unknown", v: value, type: type, why: why, at: line || 0 });
}

function same(number) {
  return number;
}

// The pick whose value is the number of *parts* itself.
function makeNumber(number, parts, low, high) {
  return makePick(number, expression(parts), low, high, same, 0);
}

// --- picks

// Decides whether a pick's value fulfils *test*: which numbers do is found by trying them all.
function decidePick(record, test, line) {
  var intervals = "", start = null, all = true, none = true, x;
  function holds(number) {
    try {
      return test(record.f(number));
    } catch (error) {
      return leak("a part of the request", "for some requests this throws", line);
    }
  }
  for (x = record.low; x <= record.high + 1; x += 1) {
    if (x <= record.high && holds(x)) {
      if (start === null) start = x;
      none = false;
    } else {
      if (x <= record.high) all = false;
      if (start !== null) {
        // No text is longer than the longest, so what holds of that may as well hold of all beyond.
        intervals += (intervals ? ",[" : "[") + start + "," + (x > record.high && x > 253 ? "null" : x - 1) + "]";
        start = null;
      }
    }
  }
  if (all) return true;
  if (none) return false;
  return decide('"number",' + record.b + ",[" + intervals + "]", test(record.v), line);
}

// The plain value of a pick, after deciding that it is this one.
function pin(record, line) {
  var value = record.v;
  decidePick(record, function (other) { return Object.is(other, value); }, line);
  return value;
}

// How many different values a pick may have, up to *most*.
function variety(record, most) {
  var seen = own(new Map(), ["has", "set"]), count = 0, x, value;
  for (x = record.low; x <= record.high && count <= most; x += 1) {
    value = record.f(x);
    if (!seen.has(value)) {
      seen.set(value, 1);
      count += 1;
    }
  }
  return count;
}

// The pick that *f* makes of another one; *f* must not throw.
function lift(record, f, offset) {
  var find = record.f;
  return makePick(record.x, record.b, record.low, record.high, function (x) { return f(find(x)); }, offset);
}
