// Which method does what to a tagged value.

function textMethod(record, name, args, line) {
  var needle = args[0];
  switch (name) {
    case "toString": case "valueOf": case "normalize":
      return wrap(record);
    case "toLowerCase": case "toLocaleLowerCase":
      return record.low ? wrap(record) : makeText(record.v.toLowerCase(), ["lower", record.e], true, record.max, record.address);
    case "toUpperCase": case "toLocaleUpperCase":
      return makeText(record.v.toUpperCase(), ["upper", record.e], false, record.max, record.address);
    case "trim":
      return textOf(record, record.v.trim(), ["trim", record.e]);
    case "charAt":
      return character(record, needle, asText, line);
    case "charCodeAt":
      return character(record, needle, asCode, line);
    case "at":
      if (tag(needle) === undefined && Math.trunc(Number(needle)) < 0) {
        return endElement(record, -Math.trunc(Number(needle)), line);
      }
      return character(record, needle, asElement, line);
    case "substring": case "slice": case "substr":
      return piece(record, name, args, line);
    case "indexOf":
      return indexOf(record, args, line);
    case "lastIndexOf":
      return lastIndexOf(record, args, line);
    case "startsWith": case "endsWith": case "includes":
      return contains(record, name, args, line);
    case "concat":
      return args.reduce(function (text, part) { return add(text, part, line); }, wrap(record));
    case "split":
      return splitText(record, args, line);
    case "match":
      return matchText(record, needle, line);
    case "search":
      return searchText(record, needle, line);
    case "replace":
      return replaceText(record, needle, args[1], line);
    case "replaceAll":
      if (typeof needle === "string" && !decide('"contains",' + record.e + "," + quote(needle), record.v.includes(needle), line)) {
        return wrap(record);
      }
      return unknownMethod(record, name, args, line);
    default:
      return unknownMethod(record, name, args, line);
  }
}

function endElement(record, n, line) {
  var length = tag(lengthOf(record));
  if (!decidePick(length, function (x) { return x >= n; }, line)) return undefined;
  return characterAt(from(record, { at: "end", n: n }), 0, asElement);
}

var PREDICATES = { startsWith: "prefix", endsWith: "suffix", includes: "contains" };

function contains(record, name, args, line) {
  var needle = args[0], text = record, place;
  if (needle instanceof RegExp) fail("regexp not supported");
  if (tag(needle) === undefined && isPrimitive(needle)) {
    needle = String(needle);
    if (args[1] !== undefined) {
      place = position(record, args[1], line);
      if (place === null) return unknownMethod(record, name, args, line);
      if (place.at === "value") place = { at: "start", n: 0 };
      text = name === "endsWith" ? upTo(record, place) : from(record, place);
      if (text === null) return needle === "";
    }
    return decide('"' + PREDICATES[name] + '",' + text.e + "," + quote(needle), apply(stringNatives[name], text.v, [needle]), line);
  }
  return unknownMethod(record, name, args, line);
}

// The result of a native method of strings that has no model: unknown, of the type that it has.
function unknownMethod(record, name, args, line) {
  var value;
  if (record.kind === "unknown" && record.type !== "string") {
    return leak("a method of an unknown value", "whether it has one cannot be told", line);
  }
  if (stringNatives[name] === undefined || args.some(function (arg) { return !isPrimitive(concrete(arg)); })) {
    return leak("String.prototype." + name, "it is not understood", line);
  }
  if (args.some(function (arg) { return tag(arg) && tag(arg).kind === "unknown" && tag(arg).type === undefined; })) {
    return leak("String.prototype." + name, "its argument is unknown", line);
  }
  value = apply(stringNatives[name], record.v, args.map(concrete));
  if (!isPrimitive(value) || value === undefined || value === null) {
    return leak("String.prototype." + name, "its result depends on the request in a way that is not understood", line);
  }
  if (typeof value === "boolean") return decideUnknown({ why: "String.prototype." + name, at: line }, value, line);
  return makeUnknown(value, typeof value, record.why || "String.prototype." + name, line);
}

// --- regular expressions

var R = RegExp.prototype;
var regexTest = R.test;
var regexExec = R.exec;
var getSource = Object.getOwnPropertyDescriptor(R, "source").get;
var getFlags = Object.getOwnPropertyDescriptor(R, "flags").get;

// Whether a text matches. With g or y the answer depends on what was asked before.
function matches(record, regex, line, stateful) {
  var flags = apply(getFlags, regex, []), at;
  if (record.kind !== "text") return decideUnknown({ why: record.why || "a test of a part of the request", at: line }, regexMatches(regex, record.v), line);
  if (stateful && (flags.includes("g") || flags.includes("y"))) {
    return leak("a regular expression with the flag " + (flags.includes("g") ? "g" : "y"), "its answer depends on what it was asked before", line);
  }
  return decide('"regexp",' + record.e + "," + quote(apply(getSource, regex, [])) + "," + quote(flags), regexMatches(regex, record.v), line);
}

// Without a trace in the expression's memory.
function regexMatches(regex, text) {
  return new RegExp(apply(getSource, regex, []), apply(getFlags, regex, []).replace(/[gy]/g, "")).test(text);
}

function asRegex(value) {
  return value instanceof RegExp ? value : new RegExp(value);
}

function matchText(record, pattern, line) {
  var regex;
  if (tag(pattern) !== undefined) return leak("String.prototype.match", "the expression depends on the request", line);
  regex = asRegex(pattern);
  if (apply(getFlags, regex, []).includes("g")) {
    if (!matches(record, regex, line, false)) return null;
    return leak("String.prototype.match", "all matches of an expression are not understood", line);
  }
  return execText(record, regex, line);
}

// regex.exec(text): null, or an array whose elements are unknown.
function execText(record, regex, line) {
  var found, result, source = apply(getSource, regex, []);
  if (!matches(record, regex, line, true)) return null;
  found = apply(regexExec, new RegExp(regex), [record.v]);
  if (found === null || found.groups !== undefined) return leak("a regular expression", "its named groups are not understood", line);
  result = octetGroups(record, source, found) || found.map(function (group, index) {
    if (index === 0 && source.startsWith("^") && source.endsWith("$") && !source.includes("|") && record.kind === "text") return wrap(record);
    return makeUnknown(group, index === 0 ? "string" : undefined, "a group of a regular expression", line);
  });
  result.index = makeUnknown(found.index, "number", "the place of a match", line);
  result.input = wrap(record);
  return result;
}

function searchText(record, pattern, line) {
  var regex;
  if (tag(pattern) !== undefined) return unknownMethod(record, "search", [pattern], line);
  regex = asRegex(pattern);
  if (record.kind !== "text") return makeUnknown(record.v.search(regex), "number", record.why, line);
  return makeNumber(record.v.search(regex),
    ["search", record.e, apply(getSource, regex, []), apply(getFlags, regex, [])], -1, record.max);
}

function replaceText(record, pattern, replacement, line) {
  var value, matched, regex = pattern instanceof RegExp;
  if (record.kind !== "text" || !regex && typeof pattern !== "string") return unknownMethod(record, "replace", [pattern, replacement], line);
  matched = regex ? matches(record, pattern, line, false)
    : decide('"contains",' + record.e + "," + quote(pattern), record.v.includes(pattern), line);
  if (!matched) return wrap(record);
  if (typeof replacement !== "string") return leak("String.prototype.replace", "what the match is replaced by is no plain text", line);
  value = record.v.replace(regex ? new RegExp(pattern) : pattern, replacement);
  if (!ASCII.test(replacement)) return makeUnknown(value, "string", "a text that is not ASCII", line);
  return makeText(value, ["replace", record.e, regex ? apply(getSource, pattern, []) : pattern,
    regex ? apply(getFlags, pattern, []) : null, replacement],
    record.low && replacement.toLowerCase() === replacement && !replacement.includes("$"),
    record.max * (1 + replacement.length), "");
}

// --- picks and unknown values

function pickMethod(record, name, args, line) {
  var value = record.v, native, allStrings = true, x, seen;
  if (value === null || value === undefined) {
    decidePick(record, function (other) { return other === value; }, line);
    fail("cannot read property of " + value);
  }
  seen = typeof value;
  decidePick(record, function (other) { return typeof other === seen && other !== null; }, line);
  native = seen === "string" ? stringNatives[name] : seen === "number" ? Number.prototype[name] : undefined;
  if (seen === "object" || seen === "function") return call(value[name], pin(record, line), args, line);
  if (native === undefined || args.some(function (arg) { return !isPrimitive(arg) || tag(arg) !== undefined; })) {
    value = pin(record, line);
    return call(value[name], value, args, line);
  }
  if (!isPrimitive(apply(native, value, args))) return call(native, pin(record, line), args, line);
  return lift(record, function (other) {
    return typeof other === seen && other !== null ? apply(native, other, args) : undefined;
  }, undefined);
}

// A method of a tagged value, found by name as the engine would.
function taggedMethod(record, self, name, args, line) {
  var method, home, made;
  if (record.kind === "moment") return momentMethod(record, name, args, line);
  if (record.kind === "pick") return pickMethod(record, name, args, line);
  home = record.kind === "text" || record.type === "string" ? S : record.type === "number" ? Number.prototype : null;
  if (home === null) return leak("a method of an unknown value", "whether it has one cannot be told", line);
  method = home[name];
  if (isOwnFunction(method)) return call(method, self, args, line);
  if (typeof method !== "function") fail("not a function");
  if (record.kind === "text") return textMethod(record, name, args, line);
  if (record.type === "string") {
    made = record.spelling === undefined ? undefined : spellingMethod(record, name, args, line);
    if (made !== undefined) return made;
    switch (name) {
      case "match": return matchText(record, args[0], line);
      case "search": return searchText(record, args[0], line);
      default: return unknownMethod(record, name, args, line);
    }
  }
  if (name === "toString" && args.length === 0) return makeUnknown(String(record.v), "string", record.why, line);
  return leak("Number.prototype." + name, "its value is unknown", line);
}
