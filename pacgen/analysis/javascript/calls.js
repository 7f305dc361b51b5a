// Calls: functions of the file are rewritten themselves; natives need a model before they may see a tagged value.

var toSource = Function.prototype.toString;
var isNative = own(new WeakMap(), ["get", "set"]);
var foreign = own(new WeakSet(), ["has", "add"]); // functions that were there before the file
var models = own(new Map(), ["get", "set", "has"]);
var natives = own(new Map(), ["get", "set"]); // their names, for messages
var NATIVE_CODE = own(/\{\s*\[native code\]\s*\}\s*$/, ["test"]);

function isOwnFunction(value) {
  if (typeof value !== "function") return false;
  var known = isNative.get(value);
  if (known === undefined) {
    known = foreign.has(value) || NATIVE_CODE.test(apply(toSource, value, []));
    isNative.set(value, known);
  }
  return !known;
}

function call(f, self, args, line) {
  var model = models.get(f);
  if (model !== undefined) {
    run.line = line;
    alive();
    return model(self, args, line);
  }
  if (typeof f !== "function") {
    if (tag(f) !== undefined && tag(f).kind === "unknown") return leak("a call", "what is called is unknown", line);
    fail("not a function");
  }
  if (isOwnFunction(f)) {
    step(line);
    if (tag(self) !== undefined && !isModest(f)) {
      return leak("this", "in a function that is called on a text it is an object, and here it is not", line);
    }
    return apply(f, self, args);
  }
  return native(f, self, args, line);
}

var THIS = /\bthis\b/;
var MEMBER_OF_THIS = /\.[mgi]\(this,/g;

// Whether a function uses "this" for nothing but its members.
function isModest(f) {
  var source = apply(toSource, f, []);
  return source.replace(MEMBER_OF_THIS, "").search(THIS) < 0;
}

// A native without a model: plain values only, and functions of the file must give plain values back.
function native(f, self, args, line) {
  var i, given = args;
  run.line = line;
  alive();
  epoch += 1;
  if (holdsTagged(self, 0) || holdsTagged(args, 0)) {
    return leak(nameOf(f), "it got a value that depends on the request", line);
  }
  for (i = 0; i < args.length; i += 1) {
    if (isOwnFunction(args[i])) {
      if (given === args) given = args.slice();
      given[i] = guarded(args[i], line);
    }
  }
  return outside(f, self, given);
}

function nameOf(f) {
  return natives.get(f) || "the function " + (typeof f.name === "string" ? f.name : "");
}

function guarded(f, line) {
  return function () {
    var value = apply(f, this, arguments);
    if (holdsTagged(value, 0)) return leak("a function given to a native one", "its result depends on the request", line);
    return value;
  };
}

// Whether a tagged value is somewhere in a value; where that takes too long to tell, it may be.
function holdsTagged(value, depth) {
  var names, i, record;
  if (isPrimitive(value) || value === G) return false;
  if (tag(value) !== undefined) return true;
  if (depth > 5) return true;
  if (value instanceof Map || value instanceof Set) {
    return Array.from(value.entries()).some(function (pair) {
      return holdsTagged(pair[0], depth + 2) || holdsTagged(pair[1], depth + 2);
    });
  }
  if (typeof value === "function") return false;
  if (Array.isArray(value)) {
    for (i = 0; i < value.length; i += 1) if (!isPrimitive(value[i]) && holdsTagged(value[i], depth + 1)) return true;
    return false;
  }
  names = Object.keys(value);
  for (i = 0; i < names.length; i += 1) {
    record = getDescriptor(value, names[i]);
    if (!("value" in record) || !isPrimitive(record.value) && holdsTagged(record.value, depth + 1)) return true;
  }
  return false;
}

function method(object, name, args, line) {
  var record = tag(object), f;
  if (record !== undefined) {
    alive();
    if (tag(name) !== undefined) return leak("a method", "its name depends on the request", line);
    return taggedMethod(record, object, name, args, line);
  }
  f = tag(name) === undefined ? get(object, name, line) : index(object, name, line);
  return call(f, object, args, line);
}

function create(f, args, line) {
  var model;
  run.line = line;
  alive();
  if (typeof f !== "function") fail("not a constructor");
  if (isOwnFunction(f)) {
    step(line);
    return construct(f, args);
  }
  if (f === Date && args.length === 0) return moment();
  if (models.get(f) === refused) return refused(undefined, args, line);
  if (f !== Error && f !== Map && f !== Set && f !== Array || f === Array && args.length === 1) {
    model = holdsTagged(args, 0);
    if (model) return leak("new " + f.name, "it got a value that depends on the request", line);
  }
  if (f === Error && args.some(function (arg) { return holdsTagged(arg, 0); })) args = ["something about the request"];
  return construct(f, args);
}

function refused(self, args, line) {
  return leak("code made at run time", "eval and Function cannot be followed", line);
}

// --- models of natives

function model(owner, name, f) {
  if (typeof owner[name] === "function") models.set(owner[name], f);
}

// A model for tagged arguments; plain ones take the native.
function whenTagged(f, show) {
  return function (self, args, line) {
    for (var i = 0; i < args.length; i += 1) {
      if (tag(args[i]) !== undefined) return show(args, line, i);
    }
    return native(f, self, args, line);
  };
}

function installModels() {
  ["eval", "Function"].forEach(function (name) { model(G, name, refused); });
  [function* () {}, async function () {}].forEach(function (f) { models.set(f.constructor, refused); });

  Object.keys(stringNatives).forEach(function (name) {
    var f = stringNatives[name];
    models.set(f, function (self, args, line) {
      var record = tag(self);
      if (record === undefined) return plainString(f, name, self, args, line);
      if (record.kind === "pick") return pickMethod(record, name, args, line);
      if (record.kind === "moment") return leak("String.prototype." + name, "it is called on a Date", line);
      if (record.kind === "unknown") return record.type === "string" ? taggedMethod(record, self, name, args, line) : unknownMethod(record, name, args, line);
      return textMethod(record, name, args, line);
    });
  });
  model(Function.prototype, "call", function (self, args, line) { return call(self, args[0], args.slice(1), line); });
  model(Function.prototype, "apply", function (self, args, line) {
    return call(self, args[0], args[1] === null || args[1] === undefined ? [] : Array.from(args[1]), line);
  });
  model(Function.prototype, "bind", function (self, args, line) {
    var bound = function () { return call(self, args[0], args.slice(1).concat(Array.from(arguments)), line); };
    isNative.set(bound, false);
    return bound;
  });
  model(Function.prototype, "toString", function (self, args, line) { return leak("Function.prototype.toString", "a rewritten function has another text", line); });
  model(Object.prototype, "hasOwnProperty", function (self, args, line) { return hasOwnName(self, args[0], line); });
  model(Object, "hasOwn", function (self, args, line) { return hasOwnName(args[0], args[1], line); });
  model(Object.prototype, "toString", function (self, args, line) {
    var record = tag(self);
    if (record === undefined) return native(Object.prototype.toString, self, args, line);
    return "[object " + { string: "String", number: "Number", object: "Date" }[typeOf("", self, line)] + "]";
  });
  model(R, "test", function (self, args, line) {
    var record = tag(args[0]);
    if (record === undefined) return native(regexTest, self, args, line);
    if (record.kind === "pick") return decidePick(record, function (x) { return regexMatches(self, x); }, line);
    if (!(self instanceof RegExp)) return leak("RegExp.prototype.test", "it is called on something else", line);
    return matches(record, self, line, true);
  });
  model(R, "exec", function (self, args, line) {
    var record = tag(args[0]);
    if (record === undefined) return native(regexExec, self, args, line);
    if (record.kind === "pick") return apply(regexExec, self, [pin(record, line)]);
    return execText(record, self, line);
  });
  installConversions();
  installContainers();
}

// "constant".indexOf(host) and its like.
function plainString(f, name, self, args, line) {
  var i, record, replaced;
  for (i = 0; i < args.length; i += 1) if (tag(args[i]) !== undefined) break;
  if (i === args.length) {
    if (name !== "replace" && name !== "replaceAll" || !isOwnFunction(args[1])) return outside(f, self, args);
    return native(f, self, args, line);
  }
  if (self === null || self === undefined) fail("cannot read property");
  record = tag(args[i]);
  if (name === "concat") return args.reduce(function (text, part) { return add(text, part, line); }, String(self));
  if (record.kind === "pick" && args.length === 1) return apply(f, self, [pin(record, line)]);
  if (record.kind === "text" && args.length === 1 && (name === "includes" || name === "startsWith" || name === "endsWith")) {
    return insideOf(record, String(self), name, line);
  }
  if (record.kind === "text" && i === 0 && name === "indexOf" && args.length === 1) {
    return insideOf(record, String(self), "includes", line) ? makeUnknown(String(self).indexOf(record.v), "place", "a place in a constant", line) : -1;
  }
  if (record.kind === "text" && i === 0 && name === "lastIndexOf" && args[1] === 0) {
    return insideOf(record, String(self), "startsWith", line) ? 0 : -1;
  }
  return unknownMethod({ kind: "text", v: String(self), why: "String.prototype." + name }, name, args, line);
}

// Whether a text lies in a constant: there are only so many texts that do.
function insideOf(record, whole, name, line) {
  var words = [], i, k, seen = Object.create(null);
  if (whole.length > 300 || name === "includes" && whole.length > 60) {
    return decideUnknown({ why: "a search for a part of the request in a constant", at: line }, apply(stringNatives[name], whole, [record.v]), line);
  }
  for (i = 0; i <= whole.length; i += 1) {
    for (k = i; k <= whole.length; k += 1) {
      if ((name === "startsWith" && i > 0) || (name === "endsWith" && k < whole.length) || whole.slice(i, k) in seen) continue;
      seen[whole.slice(i, k)] = 1;
      words.push(whole.slice(i, k));
    }
  }
  return isAmong(record, { names: words, set: -1 }, line, apply(stringNatives[name], whole, [record.v]));
}

function installConversions() {
  models.set(String, whenTagged(String, function (args, line) {
    var record = tag(args[0]);
    if (record.kind === "text") return args[0];
    if (record.kind === "pick") return lift(record, String, undefined);
    return makeUnknown(String(record.v), "string", record.why || "a Date as a text", line);
  }));
  models.set(Boolean, whenTagged(Boolean, function (args, line) { return !!truth(args[0], line); }));
  [[G, "Number"], [G, "parseInt"], [G, "parseFloat"], [G, "isNaN"], [G, "isFinite"], [Number, "isNaN"], [Number, "isFinite"],
    [Number, "isInteger"], [Number, "parseInt"], [Number, "parseFloat"]].forEach(function (pair) {
    var f = pair[0][pair[1]];
    models.set(f, whenTagged(f, function (args, line) { return converted(f, args, line); }));
  });
  getNames(Math).forEach(function (name) {
    var f = Math[name];
    if (typeof f !== "function") return;
    models.set(f, name === "random" ? function (self, args, line) { return makeUnknown(f(), "number", "Math.random", line); }
      : whenTagged(f, function (args, line) { return converted(f, args, line); }));
  });
  model(Array, "isArray", function (self, args, line) {
    var record = tag(args[0]);
    if (record !== undefined && record.kind === "unknown" && record.type === undefined) return leak("Array.isArray", "the value is unknown", line);
    return record === undefined ? Array.isArray(args[0]) : record.kind === "pick" ? Array.isArray(pin(record, line)) : false;
  });
  model(Date, "now", function (self, args, line) { return makeUnknown(Date.now(), "number", "the clock", line); });
  models.set(Date, function (self, args, line) { return makeUnknown(String(moment()), "string", "the clock", line); });
}

// What they give of a whole number is that number.
var WHOLE = own(new Set([Number, Math.floor, Math.round, Math.ceil, Math.trunc]), ["has"]);

// A function of numbers or texts to a number or a boolean that has no effects.
function converted(f, args, line) {
  var record = tag(args[0]), rest = args.slice(1), value;
  if (record !== undefined && record.kind === "pick" && rest.every(function (arg) { return isPrimitive(arg); })) {
    return lift(record, function (x) { return isPrimitive(x) ? apply(f, undefined, [x].concat(rest)) : NaN; },
      f === G.Number || f === G.parseInt && args.length < 2 ? record.offset : undefined);
  }
  if (record !== undefined && record.sum !== undefined && rest.length === 0 && WHOLE.has(f)) return args[0];
  value = apply(f, undefined, args.map(concrete));
  if (typeof value === "boolean") return decideUnknown({ why: nameOf(f), at: line }, value, line);
  return makeUnknown(value, "number", nameOf(f), line);
}
