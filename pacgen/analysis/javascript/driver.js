// The driver of an exploration: loads a rewritten script and runs it once for each order, taking notes.

var MOST_RESULT = 65536;

function add(a, b, line) {
  var ta = typeof a, tb = typeof b;
  if (ta !== "object" && tb !== "object" && ta !== "function" && tb !== "function") return a + b;
  alive();
  return tagged("+", a, b, line);
}

function operate(op, a, b, line) {
  if (tag(a) === undefined && tag(b) === undefined) {
    if (op in COMPARES || isPrimitive(a) && isPrimitive(b)) return plainOperator(op, a, b, line);
  }
  alive();
  return tagged(op, a, b, line);
}

// Objects compared by identity need nothing; as numbers or texts they may hide a tagged value.
function plainOperator(op, a, b, line) {
  if (isPrimitive(a) && isPrimitive(b)) return binary[op](a, b);
  if (op === "===" || op === "!==" || !isPrimitive(a) && !isPrimitive(b) && (op === "==" || op === "!=")) return binary[op](a, b);
  if ((op === "==" || op === "!=") && (a === null || a === undefined || b === null || b === undefined)) return binary[op](a, b);
  a = plainOperand(a, line);
  b = plainOperand(b, line);
  return tag(a) === undefined && tag(b) === undefined ? binary[op](a, b) : tagged(op, a, b, line);
}

// What the rewritten script calls.
var runtime = {
  // operators
  e: function (a, b, line) { return typeof a !== "object" && typeof b !== "object" ? a == b : operate("==", a, b, line); },
  ne: function (a, b, line) { return typeof a !== "object" && typeof b !== "object" ? a != b : operate("!=", a, b, line); },
  s: function (a, b, line) { return typeof a !== "object" && typeof b !== "object" ? a === b : operate("===", a, b, line); },
  ns: function (a, b, line) { return typeof a !== "object" && typeof b !== "object" ? a !== b : operate("!==", a, b, line); },
  lt: function (a, b, line) { return typeof a === "number" && typeof b === "number" ? a < b : operate("<", a, b, line); },
  gt: function (a, b, line) { return typeof a === "number" && typeof b === "number" ? a > b : operate(">", a, b, line); },
  le: function (a, b, line) { return typeof a === "number" && typeof b === "number" ? a <= b : operate("<=", a, b, line); },
  ge: function (a, b, line) { return typeof a === "number" && typeof b === "number" ? a >= b : operate(">=", a, b, line); },
  b: operate,
  p: function () {
    var line = arguments[arguments.length - 1], result = arguments[0], i;
    for (i = 1; i < arguments.length - 1; i += 1) result = add(result, arguments[i], line);
    return result;
  },
  u: unary,
  n: hasProperty,
  io: function (value, kind, line) {
    var record = tag(value);
    if (record === undefined) return value instanceof kind;
    if (record.kind === "text") return false;
    if (record.kind === "moment") return kind === Date || kind === Object;
    if (record.kind === "pick") return pin(record, line) instanceof kind;
    return record.type ? false : leak("instanceof", "the value is unknown", line);
  },
  // truth
  o: function (value, line) { return typeof value === "object" ? truth(value, line, false) : value; },
  v: function (value, line) { return typeof value === "object" ? truth(value, line, true) : value; },
  q: nullish,
  t: typeOf,
  t2: function (value, line) { return typeOf(typeof value, value, line); },
  // properties and calls
  g: get,
  i: function (object, key, line) {
    if ((typeof key === "number" || typeof key === "string") && object !== undefined && object !== null && registry.get(object) === undefined) {
      return object === RegExp ? get(object, key, line) : object[key];
    }
    return index(object, key, line);
  },
  w: writing,
  k: writeKey,
  c: function (f, self, args, line) {
    var model = models.get(f);
    if (model === undefined) return call(f, self, args, line);
    run.line = line;
    if (run.aborted !== null) throw ABORT;
    return model(self, args, line);
  },
  m: method,
  x: create,
  // statements
  l: step,
  r: function (value, line) {
    alive();
    run.returnLine = line;
    run.returnValue = value;
    return value;
  },
  a: function (error) {
    alive();
    if (error instanceof RangeError && /stack/i.test(error.message) || error instanceof InternalFailure) {
      return leak("deep recursion", "the rewritten script has less room on the stack", run.line);
    }
    return error;
  },
  z: leak,
  switches: [],
  // The value of a switch waits under the number of its place.
  sw: function (number, value) { runtime.switches[number] = value; return true; },
  sg: function (number) { return runtime.switches[number]; },
  cs: function (number, switched, value, line) {
    runtime.switches[number] = switched;
    return runtime.s(switched, value, line);
  },
  d: function (value, amount, line) {
    return typeof value === "number" ? value + amount : operate("+", unary("+", value, line), amount, line);
  },
  y: function (value) { return value; },
  post: function (before) {
    var record = tag(before);
    return record === undefined ? typeof before === "string" ? +before : before : record.kind === "pick" ? unary("+", before) : before;
  }
};
var InternalFailure = typeof InternalError === "function" ? InternalError : RangeError;

function describe(error) {
  var name = "", message = "", stack = "", text = "";
  try {
    if (tag(error) !== undefined) text = "something that depends on the request";
    else if (typeof error === "object" && error !== null) {
      if (typeof error.name === "string") name = error.name;
      if (typeof error.message === "string") message = error.message;
      if (typeof error.stack === "string") stack = error.stack;
    } else if (typeof error !== "symbol") {
      text = String(error);
    }
  } catch (ignored) {
    text = "an error that cannot be read";
  }
  if (name || message) text = name && message ? name + ": " + message : name || message;
  return '"error":' + quote((text || "something that is no Error was thrown").slice(0, 1000)) + ',"stack":' + quote(stack.slice(0, 4000));
}

function isOverflow(error) {
  try {
    return error instanceof RangeError && /stack/i.test(error.message) || error instanceof InternalFailure;
  } catch (ignored) {
    return true;
  }
}

// Whether an error was thrown by this runtime on its own account.
function isOwnMistake(error) {
  if (!(error instanceof Error) || deliberate.has(error) || isOverflow(error)) return false;
  return typeof error.stack === "string" && /^\s*at [^\n]*\(PAC script:/.test(error.stack);
}

// What a run came to, as JSON without braces.
function resultOf(value) {
  var record = tag(value);
  if (record !== undefined) {
    if (record.kind === "pick") return resultOf(pin(record, run.returnLine));
    if (record.kind === "text") return leak("the result", "it is made of a part of the request", run.returnLine);
    if (record.kind === "unknown") return leak("the result", "it is made of " + record.why, run.returnLine);
    return '"type":"object"';
  }
  if (typeof value === "string") return '"text":' + quote(value.slice(0, MOST_RESULT));
  if (holdsTagged(value, 0)) return leak("the result", "it is an object that depends on the request", run.returnLine);
  return '"type":' + quote(value === null ? "null" : Array.isArray(value) ? "array" : typeof value) + ',"shown":' +
    quote(typeof value === "number" || typeof value === "boolean" ? String(value) : "");
}

function leaked() {
  var it = run.aborted;
  return '"leak":{"construct":' + quote(it.construct) + ',"reason":' + quote(it.reason) + ',"line":' + (it.line | 0) +
    ',"budget":' + (it.budget ? "true" : "false") + "}";
}

// Runs *action* and returns its result, its error or its leak, with the notes taken.
function noted(action) {
  var body;
  try {
    body = resultOf(action());
  } catch (error) {
    if (run.aborted === null && isOwnMistake(error)) {
      run.aborted = { construct: "the analysis", reason: "it made a mistake: " + String(error.message), line: run.line };
    }
    if (run.aborted === null && isOverflow(error)) {
      run.aborted = { construct: "deep recursion", reason: "the rewritten script has less room on the stack", line: run.line };
    }
    body = run.aborted === null ? describe(error) : "";
  }
  if (run.aborted !== null) body = leaked();
  return '{"events":[' + run.events + '],"expressions":[' + run.expressions + '],"names":{' + run.madeNames + '},"line":' +
    (Object.is(run.returnValue, run.last) ? run.returnLine : 0) + "," + body + "}";
}

// The notes of a run whose script replaced a member of the engine's own objects.
function spoiled(name) {
  run.aborted = { construct: name, reason: "the script replaces it", line: 0 };
  return '{"events":[],"expressions":[],"names":{},"line":0,' + leaked() + "}";
}

var builtins = [];

function rememberBuiltins() {
  [S, Array.prototype, Object.prototype, Function.prototype, Number.prototype, Boolean.prototype, R, Map.prototype, Set.prototype,
    Date.prototype, Date, Math, JSON, Object, Array, String, Number, RegExp, Symbol.prototype, Error.prototype].forEach(function (object) {
    Reflect.ownKeys(object).forEach(function (name) {
      var found = getDescriptor(object, name);
      if (typeof found.value === "function" && !natives.get(found.value)) natives.set(found.value, String(name));
      if (typeof found.value === "function") foreign.add(found.value);
      builtins.push([object, name, found.value, found.get]);
    });
  });
  getNames(G).forEach(function (name) {
    var value = getDescriptor(G, name).value;
    if (typeof value === "function") {
      foreign.add(value);
      if (!natives.get(value)) natives.set(value, name);
    }
  });
}

// The name of a built-in member that is no longer what it was, "" when all are.
function changedBuiltin() {
  var i, found;
  for (i = 0; i < builtins.length; i += 1) {
    found = getDescriptor(builtins[i][0], builtins[i][1]);
    if (!found || !Object.is(found.value, builtins[i][2]) || found.get !== builtins[i][3]) {
      return "the built-in " + String(builtins[i][1]);
    }
  }
  return "";
}

var kept = null; // the name of a loaded script's entry point, while the engine is as the script found it

function begin(order) {
  run = new Run(order);
  resetWorld(order);
}

function drive(text) {
  var batch = JSON.parse(text), i, entry, loaded, changed;
  if (kept !== null) {
    G.findProxyForURL = kept.shown;
    return runs(batch, kept.entry, kept.strict, false);
  }
  world.extended = batch.extended;
  world.clock = batch.clock;
  world.clients.push("192.0.2.1");
  install({ question: function (name) { asked = name; }, alert: function () {} }, world);
  Object.defineProperty(G, batch.runtime, { value: runtime });
  rememberBuiltins();
  installModels();
  installHelpers(batch.target);

  // Each run counts what the file asks while it is loaded, too; where that is nothing, the file is loaded once for all.
  begin(batch.runs[0]);
  say(batch.secret + " load");
  loaded = noted(function () {
    evaluate(batch.source);
    for (i = 0; i < batch.entries.length; i += 1) {
      entry = batch.entries[i];
      if (typeof G[entry] === "function") return "";
    }
    return typeof G[entry];
  });
  changed = changedBuiltin();
  if (changed) return '{"load":' + spoiled(changed) + "}";
  if (run.aborted !== null || !loaded.endsWith(',"text":""}')) return '{"load":' + loaded + "}";
  if (run.expressionCount + run.count > 0 && batch.runs.length > 1) return '{"single":true}';
  return runs(batch, entry, batch.strict, run.expressionCount + run.count > 0);
}

// The next batch is for this engine where its entry is as it was left to the script, which may have one of that name.
function keep(entry, strict) {
  var found = getDescriptor(G, "findProxyForURL"), mine = found !== undefined && found.value === drive;
  if (!found || !found.writable || !mine && found.value !== undefined) return null;
  G.findProxyForURL = drive;
  return { entry: entry, strict: strict, shown: mine ? drive : undefined };
}

// Runs the loaded script once for each order; *begun*: the first has begun, with what was asked while it was loaded.
function runs(batch, entry, strict, begun) {
  var replies = [], i, changed;
  for (i = 0; i < batch.runs.length; i += 1) {
    say(batch.secret + " " + i);
    if (!begun || i > 0) begin(batch.runs[i]);
    replies.push(answered(batch.runs[i], G[entry], strict));
  }
  // One look behind all runs: what they said is worth nothing if it fails.
  changed = changedBuiltin();
  if (changed) replies = replies.map(function () { return spoiled(changed); });
  kept = changed || begun ? null : keep(entry, strict);
  return '{"kept":' + (kept !== null) + ',"runs":[' + replies.join(",") + '],"sets":[' + sets.map(function (names) {
    return "[" + names.map(function (name) { return quote(name); }).join(",") + "]";
  }).join(",") + "]}";
}

function answered(order, find, strict) {
  return noted(function () {
    var host = order.host, url = order.url;
    if (!order.plain) {
      host = makeText(order.host, ["root", "host"], true, 253, order.literal ? "host" : "");
      url = affix(order.before, tag(host), order.after);
    }
    run.last = apply(find, strict ? G : undefined, [url, host]);
    return run.last;
  });
}
