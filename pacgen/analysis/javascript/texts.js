// The methods of strings, on texts, picks and unknown values.

var S = String.prototype;
var stringNatives = Object.create(null);
Object.getOwnPropertyNames(S).forEach(function (name) {
  if (typeof S[name] === "function" && name !== "constructor") stringNatives[name] = S[name];
});

function textOf(record, value, parts) {
  return makeText(value, parts, record.low, record.max, "");
}

function lengthOf(record) {
  return makeNumber(record.v.length, ["length", record.e], 0, record.max);
}

// A position inside a text, as an argument of substring and its like:
//   { at: "start", n }                 n characters from the start, n >= 0
//   { at: "end", n }                   n characters from the end, n >= 0
//   { at: "needle", needle, k, d }     d characters behind the start of the k-th needle
//   { at: "last", needle, k, d }       the same, counted from the end
//   { at: "value", n, pick }           a number below 0, and what it is not yet decided to be that of
//   null                               cannot be told
function position(record, argument, line) {
  var pick = tag(argument), parts, n;
  if (pick === undefined) {
    n = Math.min(Math.trunc(Number(argument)) || 0, record.max);
    return n >= 0 ? { at: "start", n: n } : { at: "value", n: n };
  }
  if (pick.kind !== "pick") return null;
  parts = run.byNumber[pick.b];
  if (pick.offset !== undefined && parts[1] === record.e) {
    if (parts[0] === "index" || parts[0] === "last") {
      if (decidePick({ b: pick.b, low: pick.low, high: pick.high, f: same, v: pick.x }, function (x) { return x >= 0; }, line)) {
        return { at: parts[0] === "index" ? "needle" : "last", needle: parts[2], k: parts[3], d: pick.offset };
      }
      return position(record, pick.v, line);
    }
    if (parts[0] === "length" && pick.offset <= 0) {
      if (decidePick(pick, function (x) { return x >= 0; }, line)) return { at: "end", n: -pick.offset };
      return { at: "value", n: pick.v, pick: pick };
    }
  }
  if (variety(pick, 30) <= 30) return position(record, pin(pick, line), line);
  return null;
}

// The text from a position to the end.
function from(record, place) {
  var rest;
  switch (place.at) {
    case "start":
      return place.n === 0 ? record : tag(textOf(record, record.v.slice(place.n), ["from", record.e, place.n]));
    case "end":
      return place.n === 0 ? null : tag(textOf(record, record.v.slice(-place.n), ["tail", record.e, place.n]));
    case "needle":
    case "last":
      rest = after(record, place);
      if (place.d === place.needle.length) return rest;
      if (place.d >= 0 && place.d < place.needle.length) return tag(affix(place.needle.slice(place.d), rest, ""));
      return place.d > 0 ? from(rest, { at: "start", n: place.d - place.needle.length }) : null;
    default:
      return null;
  }
}

// The text before a position.
function upTo(record, place) {
  var head;
  switch (place.at) {
    case "start":
      return place.n === 0 ? null : tag(textOf(record, record.v.slice(0, place.n), ["to", record.e, place.n]));
    case "end":
      return place.n === 0 ? record : tag(textOf(record, record.v.slice(0, -place.n), ["cut", record.e, place.n]));
    case "needle":
    case "last":
      if (place.d < 0 || place.d > place.needle.length) return null;
      head = before(record, place);
      return place.d === 0 ? head : tag(affix("", head, place.needle.slice(0, place.d)));
    default:
      return null;
  }
}

function found(text, place) {
  var at = place.at === "needle" ? -place.needle.length : text.length + 1, i;
  for (i = 0; i <= place.k; i += 1) {
    at = place.at === "needle" ? text.indexOf(place.needle, at < 0 ? 0 : at + place.needle.length)
      : text.lastIndexOf(place.needle, at - 1);
  }
  return at;
}

function after(record, place) {
  var at = found(record.v, place) + place.needle.length;
  return tag(textOf(record, record.v.slice(at),
    [place.at === "needle" ? "after" : "afterlast", record.e, place.needle, place.k]));
}

function before(record, place) {
  return tag(textOf(record, record.v.slice(0, found(record.v, place)),
    [place.at === "needle" ? "before" : "beforelast", record.e, place.needle, place.k]));
}

// The piece between two positions whose order is known.
function between(record, first, last, line) {
  var rest, length;
  if (last.at === "start") {
    if (first.at !== "start") return null;
    record = upTo(record, last);
    return record === null ? null : from(record, first);
  }
  if (first.at === "start" && first.n === 0) return upTo(record, last);
  rest = from(record, first);
  if (rest === null) return null;
  if (last.at === "end") {
    length = tag(lengthOf(rest));
    return decidePick(length, function (x) { return x >= last.n; }, line) ? upTo(rest, last) : null;
  }
  if (first.at === "start" && last.at === "needle" && last.k === 0) {
    // Where the needle begins not before the piece, it is the first one in the rest, too.
    length = tag(makeNumber(record.v.indexOf(last.needle), ["index", record.e, last.needle, 0], -1, record.max));
    if (!decidePick(length, function (x) { return x >= first.n; }, line)) return null;
    return upTo(rest, last);
  }
  return null;
}

// A place below 0 as slice and substr take it: counted from the end.
function counted(place, line) {
  if (place.at !== "value") return place;
  if (place.pick) pin(place.pick, line);
  return { at: "end", n: -place.n };
}

function piece(record, name, args, line) {
  var value = apply(stringNatives[name], record.v, args.map(concrete));
  var first = args.length > 0 && args[0] !== undefined ? position(record, args[0], line) : { at: "start", n: 0 };
  var last = args.length > 1 && args[1] !== undefined ? position(record, args[1], line) : { at: "end", n: 0 };
  var result;
  if (first === null || last === null) return makeUnknown(value, "string", "a piece of a text", line);
  if (name === "substring") {
    if (first.at === "value") first = { at: "start", n: 0 };
    if (last.at === "value") last = { at: "start", n: 0 };
    if (first.at === "start" && last.at === "start" && first.n > last.n) result = [last, first];
  } else if (name === "slice") {
    first = counted(first, line);
    last = counted(last, line);
    if (first.at === "start" && last.at === "start" && first.n >= last.n) return "";
    if (last.at === "end" && last.n > 0 && first.at === "start") {
      result = upTo(record, last);
      return wrap(from(result, first));
    }
  } else {
    first = counted(first, line);
    if (args.length > 1 && args[1] !== undefined) {
      if (last.at === "value") return "";
      if (last.at !== "start") return makeUnknown(value, "string", "substr with a length that depends on the request", line);
      result = from(record, first);
      if (result === null || last.n === 0) return value;
      return wrap(upTo(result, last));
    }
  }
  if (result !== undefined) {
    first = result[0];
    last = result[1];
  }
  if (last.at === "end" && last.n === 0) {
    if (first.at === "end" && first.n === 0) return "";
    result = from(record, first);
  } else if (last.at === "start" && last.n === 0) {
    if (first.at === "start") return "";
    return makeUnknown(value, "string", "a piece of a text", line);
  } else {
    result = between(record, first, last, line);
  }
  return result === null ? makeUnknown(value, "string", "a piece of a text", line) : wrap(result);
}

// One character, as *show* gives its code; -1 is the place behind the end.
function character(record, argument, show, line) {
  var place = position(record, argument, line), text;
  if (place === null) return unknownCharacter(record, argument, show, line);
  if (place.at === "value" || place.at === "end" && place.n === 0) return show(-1);
  if (place.at === "end") {
    // Never negative here, so there is such a character.
    text = from(record, place);
    return text === null ? show(-1) : characterAt(text, 0, show);
  }
  if (place.at === "start") return characterAt(record, place.n, show);
  text = from(record, place);
  return text === null ? unknownCharacter(record, argument, show, line) : characterAt(text, 0, show);
}

function unknownCharacter(record, argument, show, line) {
  var index = Math.trunc(Number(concrete(argument))) || 0;
  var code = index >= 0 && index < record.v.length ? apply(stringNatives.charCodeAt, record.v, [index]) : -1;
  return makeUnknown(show(code), undefined, "one character", line);
}

function characterAt(record, index, show) {
  var code = index < record.v.length ? apply(stringNatives.charCodeAt, record.v, [index]) : -1;
  return makePick(code, expression(["code", record.e, index]), -1, 127, show, undefined);
}

function asText(code) {
  return code < 0 ? "" : String.fromCharCode(code);
}

function asCode(code) {
  return code < 0 ? NaN : code;
}

function asElement(code) {
  return code < 0 ? undefined : String.fromCharCode(code);
}

function indexOf(record, args, line) {
  var needle = args[0], start = args[1], value, pick, parts;
  if (typeof needle !== "string") return unknownMethod(record, "indexOf", args, line);
  if (needle === "" && start === undefined) return 0;
  pick = tag(start);
  if (pick !== undefined) {
    parts = pick.kind === "pick" && pick.offset !== undefined ? run.byNumber[pick.b] : [];
    if (parts[0] === "index" && parts[1] === record.e && parts[2] === needle && pick.offset === needle.length && needle !== "") {
      if (decidePick({ b: pick.b, low: pick.low, high: pick.high, f: same, v: pick.x }, function (x) { return x >= 0; }, line)) {
        value = record.v.indexOf(needle, pick.v);
        return makeNumber(value, ["index", record.e, needle, parts[3] + 1], -1, record.max);
      }
      start = pick.v;
    } else {
      return unknownMethod(record, "indexOf", args, line);
    }
  }
  start = Math.min(Math.trunc(Number(start)) || 0, record.max);
  if (start > 0) return needle === "" ? unknownMethod(record, "indexOf", args, line) : indexBehind(record, needle, start);
  return makeNumber(record.v.indexOf(needle), ["index", record.e, needle, 0], -1, record.max);
}

function indexBehind(record, needle, start) {
  var rest = from(record, { at: "start", n: start });
  return makePick(rest.v.indexOf(needle), expression(["index", rest.e, needle, 0]), -1, rest.max, function (x) {
    return x < 0 ? -1 : x + start;
  }, undefined);
}

function lastIndexOf(record, args, line) {
  var needle = args[0], pick = tag(args[1]), parts;
  if (typeof needle !== "string" || needle === "") return unknownMethod(record, "lastIndexOf", args, line);
  if (args[1] === undefined) {
    return makeNumber(record.v.lastIndexOf(needle), ["last", record.e, needle, 0], -1, record.max);
  }
  if (pick !== undefined && pick.kind === "pick" && pick.offset === -1 && needle.length === 1) {
    parts = run.byNumber[pick.b];
    if (parts[0] === "last" && parts[1] === record.e && parts[2] === needle) {
      // From a position below 0 the search is at the very start, and so is it from the start.
      if (decidePick({ b: pick.b, low: pick.low, high: pick.high, f: same, v: pick.x }, function (x) { return x >= 1; }, line)) {
        return makeNumber(record.v.lastIndexOf(needle, pick.v), ["last", record.e, needle, parts[3] + 1], -1, record.max);
      }
      return decide('"prefix",' + record.e + "," + quote(needle), record.v.slice(0, 1) === needle, line) ? 0 : -1;
    }
  }
  return args[1] === 0 ? startIndex(record, needle, line) : unknownMethod(record, "lastIndexOf", args, line);
}

// lastIndexOf(needle, 0) and its like: 0 where the text starts with the needle.
function startIndex(record, needle, line) {
  return decide('"prefix",' + record.e + "," + quote(needle), record.v.startsWith(needle), line) ? 0 : -1;
}

function splitText(record, args, line) {
  var separator = args[0], count, parts = [], i, n;
  if (separator instanceof RegExp && /^\\[.\-\/]$/.test(separator.source)) separator = separator.source.slice(1);
  if (typeof separator !== "string" || separator === "" || tag(args[1]) !== undefined) {
    return leak("String.prototype.split", "the separator is not a plain text", line);
  }
  if (record.address && separator === ".") {
    record.v.split(".").forEach(function (octet, index) {
      parts.push(makePick(+octet, expression(["octet", record.e, index]), 0, 255, String, undefined));
    });
  } else {
    count = tag(makeNumber(record.v.split(separator).length, ["count", record.e, separator], 1, record.max + 1));
    n = pin(count, line);
    record.v.split(separator).forEach(function (part, index) {
      var text = n === 1 ? wrap(record) : textOf(record, part, ["part", record.e, separator, index, n]);
      tag(text).origin = { record: record, separator: separator, index: index, count: n };
      parts.push(text);
    });
  }
  return args[1] === undefined ? parts : parts.slice(0, args[1]);
}

// array.join: parts of one split in their order are a part of its text again.
function joined(array, separator, line) {
  var first = array.length > 0 ? tag(array[0]) : undefined, origin = first && first.origin, i, record, result;
  if (origin && separator === origin.separator && array.length > 1) {
    for (i = 0; i < array.length; i += 1) {
      record = tag(array[i]);
      if (!record || !record.origin || record.origin.record !== origin.record || record.origin.index !== origin.index + i) break;
    }
    if (i === array.length) {
      if (i === origin.count) return wrap(origin.record);
      return textOf(first, array.map(concrete).join(separator),
        ["parts", origin.record.e, separator, origin.index, origin.index + i, origin.count]);
    }
  }
  for (i = 0, result = ""; i < array.length; i += 1) {
    if (i > 0) result = add(result, separator, line);
    if (array[i] !== null && array[i] !== undefined) {
      result = add(result, isPrimitive(array[i]) || tag(array[i]) ? array[i] : plainOperand(array[i], line), line);
    }
  }
  return typeof result === "number" ? "" + result : result;
}
