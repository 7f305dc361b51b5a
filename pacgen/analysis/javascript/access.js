// Properties: reading, writing, asking for them; tables that are asked about a part of the request.

var getNames = Object.getOwnPropertyNames;
var getDescriptor = Object.getOwnPropertyDescriptor;
var getPrototype = Object.getPrototypeOf;
var tables = own(new WeakMap(), ["get", "set"]);
var sets = []; // lists of names that decisions speak of, by number
var epoch = 0; // counts what may have changed a table

// object.name
function get(object, name, line) {
  var record = tag(object);
  if (record === undefined) {
    if (object === RegExp && /^\$|^(?:last|left|right)|^input$/.test(name)) return leak("RegExp." + name, "the memory of the last match is not understood", line);
    if (object === undefined || object === null) return fail("cannot read property '" + String(name) + "' of " + object);
    return object[name];
  }
  alive();
  return taggedProperty(record, name, line);
}

function taggedProperty(record, name, line) {
  switch (record.kind) {
    case "text":
      if (name === "length") return lengthOf(record);
      if (isIndex(name)) return character(record, +name, asElement, line);
      return S[name];
    case "moment":
      return Date.prototype[name];
    case "pick":
      return pickProperty(record, name, line);
    default:
      if (record.spelling !== undefined && name === "length" && spelledLength(record.spelling) >= 0) return record.v.length;
      if (record.type === "string" && name === "length") return makeUnknown(record.v.length, "number", record.why, line);
      return leak("a property of an unknown value", "what it is cannot be told", line);
  }
}

function pickProperty(record, name, line) {
  var value = record.v, nothing = value === null || value === undefined, kind = typeof value;
  decidePick(record, function (other) { return (other === null || other === undefined) === nothing; }, line);
  if (nothing) fail("cannot read property '" + String(name) + "' of " + value);
  if (kind === "object" || kind === "function") return pin(record, line)[name];
  decidePick(record, function (other) { return typeof other === kind; }, line);
  if (kind === "string" && (name === "length" || isIndex(name))) {
    return lift(record, function (other) { return typeof other === "string" ? other[name] : undefined; }, undefined);
  }
  return Object(value)[name];
}

function isIndex(name) {
  return typeof name === "number" || /^(?:0|[1-9]\d*)$/.test(String(name));
}

// object[key]
function index(object, key, line) {
  var record = tag(object), by = tag(key);
  if (by === undefined) {
    if (record === undefined) return isPrimitive(key) ? get(object, key, line) : get(object, plainOperand(key, line), line);
    alive();
    if (!isPrimitive(key)) key = plainOperand(key, line);
    return taggedProperty(record, key, line);
  }
  alive();
  if (record !== undefined) {
    if (record.kind === "text" && by.kind === "pick") return character(record, elementIndex(by, key, line), asElement, line);
    return index(record.kind === "pick" ? pin(record, line) : object, by.kind === "pick" ? pin(by, line) : refuse(by, line), line);
  }
  if (object === null || object === undefined) fail("cannot read property of " + object);
  switch (by.kind) {
    case "pick":
      return pickElement(object, by, line);
    case "text":
      return lookUp(object, by, line);
    default:
      return by.spelling !== undefined ? lookUp(object, by, line) : refuse(by, line);
  }
}

// text[-1] is undefined where text.charAt(-1) is "": the same to character().
function elementIndex(by, key, line) {
  decidePick(by, function (x) { return typeof x === "number" && x >= 0 && x === Math.floor(x); }, line);
  if (!(by.v >= 0 && by.v === Math.floor(by.v))) return refuse(by, line);
  return key;
}

function refuse(record, line) {
  return leak("an index", "which element is meant cannot be told", line);
}

function pickElement(object, by, line) {
  var plain = true, x, value;
  if (typeof object !== "object") return object[pin(by, line)];
  for (x = by.low; x <= by.high && plain; x += 1) {
    value = by.f(x);
    if (!isPrimitive(value) || typeof value === "symbol" || !isPrimitive(object[value])) plain = false;
  }
  if (!plain) return object[pin(by, line)];
  // What the table holds now, not what it may hold when the value is used.
  var copy = own(new Map(), ["get", "set"]);
  for (x = by.low; x <= by.high; x += 1) copy.set(by.f(x), object[by.f(x)]);
  return lift(by, function (key) { return copy.get(key); }, undefined);
}

// A table's own names: all of them as one set, and for each different value the set of those that have it.
function tableOf(object, line) {
  var known = tables.get(object), names, classes, i, found;
  if (known !== undefined && known.epoch === epoch) return known;
  names = getNames(object);
  classes = own(new Map(), ["get", "set", "has"]);
  for (i = 0; i < names.length; i += 1) {
    found = getDescriptor(object, names[i]);
    if (!("value" in found)) return leak("a getter", "what it gives cannot be followed", line);
    if (!classes.has(found.value)) classes.set(found.value, { names: [], set: -1 });
    classes.get(found.value).names.push(names[i]);
  }
  known = { epoch: epoch, all: { names: names, set: -1 }, classes: classes, count: classes.size };
  tables.set(object, known);
  return known;
}

function isAmong(record, group, line, outcome) {
  if (group.names.length === 0) return false;
  if (record.spelling !== undefined) return isSpelled(record, group.names, line, outcome);
  if (group.set < 0) {
    group.set = sets.length;
    sets.push(group.names);
  }
  return decide('"among",' + record.e + "," + group.set, outcome, line);
}

// table[text]
function lookUp(object, record, line) {
  var table, value, name = record.v;
  if (isPrimitive(object)) return leak("an index", "what is indexed is no object", line);
  table = tableOf(object, line);
  if (isAmong(record, table.all, line, hasOwn(object, name))) {
    value = object[name];
    if (table.count > 1) isAmong(record, table.classes.get(value), line, true);
    return value;
  }
  return inherited(getPrototype(object), record, line, function () { return object[name]; }, undefined);
}

function hasOwn(object, name) {
  return apply(Object.prototype.hasOwnProperty, object, [name]);
}

// Decides that the text is the one that it is.
function isWord(record, line) {
  if (record.spelling !== undefined) isSpelled(record, [record.v], line, true);
  else decide('"equal",' + record.e + "," + quote(record.v), true, line);
}

// What stands behind a table: the members that every object has.
function inherited(object, record, line, show, otherwise) {
  for (; object !== null; object = getPrototype(object)) {
    if (isAmong(record, prototypeTable(object, line), line, hasOwn(object, record.v))) {
      isWord(record, line);
      return show();
    }
  }
  return otherwise;
}

function prototypeTable(object) {
  var known = tables.get(object);
  if (known === undefined || known.epoch !== epoch) {
    known = { epoch: epoch, all: { names: getNames(object), set: -1 } };
    tables.set(object, known);
  }
  return known.all;
}

// key in object
function hasProperty(key, object, line) {
  var record = tag(key), home;
  if (tag(object) !== undefined) return leak("in", "its right side depends on the request", line);
  if (record === undefined) return key in object;
  if (isPrimitive(object)) fail("invalid 'in' operand");
  if (record.kind === "pick") return pin(record, line) in object;
  if (record.kind !== "text" && record.spelling === undefined) return decideUnknown(record, record.v in object, line);
  if (isAmong(record, tableOf(object, line).all, line, hasOwn(object, record.v))) return true;
  home = getPrototype(object);
  return home === null ? false : inherited(home, record, line, function () { return true; }, false);
}

function hasOwnName(object, key, line) {
  var record = tag(key);
  if (record === undefined) return hasOwn(object, key);
  if (isPrimitive(object)) return leak("hasOwnProperty", "it is asked of no object", line);
  if (record.kind === "pick") return hasOwn(object, pin(record, line));
  if (record.kind !== "text" && record.spelling === undefined) {
    return decideUnknown({ why: record.why, at: line }, hasOwn(object, record.v), line);
  }
  return isAmong(record, tableOf(object, line).all, line, hasOwn(object, record.v));
}

// An object that is about to be written to.
function writing(object, line) {
  epoch += 1;
  if (tag(object) !== undefined) return leak("an assignment", "it writes to a part of the request", line);
  return object;
}

var CONVERSIONS = own(new Set(["toString", "valueOf", "toJSON", "__proto__", "then"]), ["has"]);

// A key that something is written under, or deleted.
function writeKey(key, line) {
  var record = tag(key);
  if (record === undefined) {
    if (CONVERSIONS.has(key)) return leak("an own " + String(key), "the engine calls it unseen", line);
    return key;
  }
  return record.kind === "pick" ? pin(record, line) : leak("an assignment", "its key depends on the request", line);
}
