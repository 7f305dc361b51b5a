// Texts made of the octets of an address, one after the other, however each is written: in hexadecimal, for example.
//
// To most of the runtime such a text is unknown. But what it has in front and how each octet is written tell for which
// addresses it is a certain plain text, so that it can be compared with one, and looked up in a table.

var MOST_RANGES = 4096;
var MOST_TRIED = 100000;

// *parts* has for each octet, from the first one on without a gap, the 256 texts that it may become; *before* is plain.
function makeSpelling(e, before, parts, value, line) {
  var proxy = makeUnknown(value, "string", "a text made of an address", line);
  registry.get(proxy).spelling = { e: e, before: before, parts: parts };
  return proxy;
}

// How a pick of one octet is written, null of anything else.
function octetOf(record) {
  var parts, texts = [], isText = true, x, value;
  if (record.kind !== "pick") return null;
  parts = run.byNumber[record.b];
  if (parts[0] !== "octet" || run.byNumber[parts[1]][0] !== "root") return null;
  for (x = 0; x <= 255; x += 1) {
    value = record.f(x);
    if (typeof value !== "string" && typeof value !== "number") return null;
    isText = isText && typeof value === "string";
    texts.push("" + value);
  }
  return { e: parts[1], number: parts[2], texts: texts, isText: isText };
}

// The sum of two operands where it is such a text, else null. One of them is tagged at least.
function joinSpelling(a, b, ra, rb, line) {
  var left = ra === undefined ? undefined : ra.spelling, one, two, last;
  if (ra === undefined) {
    if (rb.spelling === undefined) return null;
    return makeSpelling(rb.spelling.e, a + rb.spelling.before, rb.spelling.parts, a + rb.v, line);
  }
  if (rb === undefined) {
    if (left === undefined) return null;
    return makeSpelling(left.e, left.before, withLast(left.parts, function (text) { return text + b; }), ra.v + b, line);
  }
  two = octetOf(rb);
  if (two === null) return null;
  if (left === undefined) {
    one = octetOf(ra);
    if (one === null || one.number !== 0 || two.number === 0 || !one.isText && !two.isText) return null;
    left = { e: one.e, before: "", parts: [one.texts] };
  }
  if (two.e !== left.e) return null;
  last = left.parts.length - 1;
  // An octet may come in two halves.
  if (two.number === last) return makeSpelling(left.e, left.before, withLast(left.parts, function (text, x) { return text + two.texts[x]; }), ra.v + rb.v, line);
  return two.number === last + 1 ? makeSpelling(left.e, left.before, left.parts.concat([two.texts]), ra.v + rb.v, line) : null;
}

function withLast(parts, change) {
  return parts.slice(0, -1).concat([parts[parts.length - 1].map(change)]);
}

// How long all texts of an octet are, -1 where they differ.
function sizeOf(texts) {
  return texts.every(function (text) { return text.length === texts[0].length; }) ? texts[0].length : -1;
}

// The length of the whole, -1 where that depends on the address.
function spelledLength(spelling) {
  var sizes = spelling.parts.map(sizeOf);
  return sizes.indexOf(-1) >= 0 ? -1 : sizes.reduce(function (sum, size) { return sum + size; }, spelling.before.length);
}

function isNeverEmpty(spelling) {
  return spelling.before !== "" || spelling.parts.some(function (texts) { return texts.indexOf("") < 0; });
}

// A method of such a text; undefined where nothing better than an unknown value is known of it.
function spellingMethod(record, name, args, line) {
  var end = args[1];
  if (name === "toString" || name === "valueOf") return wrap(record);
  if (name !== "substring" && name !== "slice" && name !== "substr" || args[0] !== 0) return undefined;
  if (args.length < 2 || end === undefined) return wrap(record);
  return typeof end === "number" && end >= 0 && end === Math.floor(end) ? beginning(record, end, line) : undefined;
}

function beginning(record, length, line) {
  var spelling = record.spelling, left = length - spelling.before.length, parts = [], i, size;
  if (left <= 0) return spelling.before.slice(0, length);
  for (i = 0; i < spelling.parts.length && left > 0; i += 1) {
    size = sizeOf(spelling.parts[i]);
    if (size < 0) return undefined;
    parts.push(size <= left ? spelling.parts[i] : cut(spelling.parts[i], left));
    left -= size;
  }
  return makeSpelling(spelling.e, spelling.before, parts, record.v.slice(0, length), line);
}

function cut(texts, length) {
  return texts.map(function (text) { return text.slice(0, length); });
}

// Decides whether such a text is one of *words*.
function isSpelled(record, words, line, outcome) {
  var ranges = rangesOf(record.spelling, words);
  if (ranges === null) return decideUnknown({ why: record.why, at: line }, outcome, line);
  if (ranges.length === 0) return false;
  return decide('"value",' + quote(run.byNumber[record.spelling.e][1]) + "," + quote(ranges), outcome, line);
}

// First and last address of each range that is written as one of *words*; null where there are too many.
function rangesOf(spelling, words) {
  var octets = spelling.parts.map(byText), ranges = [], tried = 0;

  function add(low, high) {
    var last = ranges[ranges.length - 1];
    if (last !== undefined && last[1] + 1 === low) last[1] = high;
    else ranges.push([low, high]);
  }

  // The word is right up to *at*, with octets that make *start*; the next one has this number.
  function walk(word, at, number, start) {
    octets[number].sizes.forEach(function (size) {
      var fit = at + size <= word.length ? octets[number].found.get(word.slice(at, at + size)) : undefined;
      if (fit === undefined || number === octets.length - 1 && at + size !== word.length) return;
      fit.forEach(function (x) {
        var low = start + x * WEIGHTS[number];
        tried += 1;
        if (tried > MOST_TRIED || ranges.length > MOST_RANGES) return;
        if (number === octets.length - 1) add(low, low + WEIGHTS[number] - 1);
        else walk(word, at + size, number + 1, low);
      });
    });
  }

  words.forEach(function (word) {
    if (word.startsWith(spelling.before)) walk(word, spelling.before.length, 0, 0);
  });
  return tried > MOST_TRIED || ranges.length > MOST_RANGES ? null : ranges;
}

var inversions = own(new WeakMap(), ["get", "set"]);

// Of the texts of an octet: how long they are, and which values each stands for.
function byText(texts) {
  var known = inversions.get(texts), found, sizes;
  if (known === undefined) {
    found = own(new Map(), ["get", "set"]);
    sizes = [];
    texts.forEach(function (text, x) {
      var values = found.get(text);
      if (values === undefined) found.set(text, [x]);
      else values.push(x);
      if (sizes.indexOf(text.length) < 0) sizes.push(text.length);
    });
    known = { sizes: sizes, found: found };
    inversions.set(texts, known);
  }
  return known;
}

// --- octets as groups of an expression

var GROUP = "\\((?:\\\\d|\\[0-9\\])(?:\\+|\\{1,[3-9]\\})\\)";
var OCTET_GROUPS = own(new RegExp("^\\^(?:\\(\\.\\*:\\)\\?)?" + [GROUP, GROUP, GROUP, GROUP].join("\\\\\\.") + "\\$$"), ["test"]);

// What a match with such an expression has, where its groups are the octets of an address; null: it is another one.
function octetGroups(record, source, found) {
  if (record.kind !== "text" || !record.address || !OCTET_GROUPS.test(source)) return null;
  var before = found.length - 4;
  return found.map(function (group, index) {
    if (index === 0) return wrap(record);
    // In front there may be a group for what IPv6 has there: it takes no part.
    if (index < before) return undefined;
    return makePick(+group, expression(["octet", record.e, index - before]), 0, 255, String, undefined);
  });
}
