// The operators, as the rewritten script calls them. Plain operands take the engine's own operator.

var binary = {
  "+": function (a, b) { return a + b; },
  "-": function (a, b) { return a - b; },
  "*": function (a, b) { return a * b; },
  "/": function (a, b) { return a / b; },
  "%": function (a, b) { return a % b; },
  "**": function (a, b) { return a ** b; },
  "<<": function (a, b) { return a << b; },
  ">>": function (a, b) { return a >> b; },
  ">>>": function (a, b) { return a >>> b; },
  "&": function (a, b) { return a & b; },
  "|": function (a, b) { return a | b; },
  "^": function (a, b) { return a ^ b; },
  "<": function (a, b) { return a < b; },
  ">": function (a, b) { return a > b; },
  "<=": function (a, b) { return a <= b; },
  ">=": function (a, b) { return a >= b; },
  "==": function (a, b) { return a == b; },
  "===": function (a, b) { return a === b; },
  "!=": function (a, b) { return a != b; },
  "!==": function (a, b) { return a !== b; }
};
var COMPARES = { "<": 1, ">": 1, "<=": 1, ">=": 1, "==": 1, "===": 1, "!=": 1, "!==": 1 };

function isPrimitive(value) {
  return value === null || (typeof value !== "object" && typeof value !== "function");
}

// An object of the script as an operand: what it becomes must not hide a tagged value.
function plainOperand(value, line) {
  if (isPrimitive(value)) return value;
  if (Array.isArray(value)) return plainOperand(joined(value, ",", line), line);
  if (value instanceof Date || value instanceof RegExp) return value;
  return leak("an object as an operand", "what it is turned into cannot be followed", line);
}

// The result of an operator with at least one tagged operand.
function tagged(op, a, b, line) {
  var ra = tag(a), rb = tag(b);
  if (ra === undefined && !isPrimitive(a)) {
    a = equalityOperand(op, a, line);
    if (a === NEVER) return op === "!=" || op === "!==";
    ra = tag(a);
  }
  if (rb === undefined && !isPrimitive(b)) {
    b = equalityOperand(op, b, line);
    if (b === NEVER) return op === "!=" || op === "!==";
    rb = tag(b);
  }
  if (ra === undefined && rb === undefined) return binary[op](a, b);
  if (ra !== undefined && ra.kind === "moment" || rb !== undefined && rb.kind === "moment") {
    return unknownResult(op, a, b, "a comparison of moments", line);
  }
  if (op in COMPARES) return compare(op, a, b, ra, rb, line);
  if (op === "+") return plus(a, b, ra, rb, line);
  return arithmetic(op, a, b, ra, rb, line);
}

var NEVER = {};
var ASCII = own(/^[\x00-\x7f]*$/, ["test"]);

function equalityOperand(op, value, line) {
  // Strictly compared, a text never equals an object.
  if (op === "===" || op === "!==") return NEVER;
  return plainOperand(value, line);
}

// An unknown made of two operands; where it is a comparison, it is decided at once.
function unknownResult(op, a, b, why, line) {
  var value = binary[op](concrete(a), concrete(b));
  var record = { why: why, at: line };
  if (op in COMPARES) return decideUnknown(record, value, line);
  var ra = tag(a), rb = tag(b);
  var unsure = op === "+" && (ra !== undefined && ra.kind === "unknown" && ra.type === undefined ||
    rb !== undefined && rb.kind === "unknown" && rb.type === undefined);
  return makeUnknown(value, unsure ? undefined : typeof value, why, line);
}

function whyOf(ra, rb, otherwise) {
  if (ra !== undefined && ra.kind === "unknown") return ra.why;
  if (rb !== undefined && rb.kind === "unknown") return rb.why;
  return otherwise;
}

var MIRRORED = { "<": ">", ">": "<", "<=": ">=", ">=": "<=", "==": "==", "===": "===", "!=": "!=", "!==": "!==" };

function compare(op, a, b, ra, rb, line) {
  if (ra === undefined) return compare(MIRRORED[op], b, a, rb, ra, line);
  if (op === "!=" || op === "!==") return !compare(op === "!=" ? "==" : "===", a, b, ra, rb, line);
  if (rb === undefined) {
    var decided = compareSum(op, ra, b, line);
    if (decided !== undefined) return decided;
    if (ra.spelling !== undefined && typeof b === "string" && (op === "==" || op === "===")) return isSpelled(ra, [b], line, ra.v === b);
  }
  if (ra.kind === "pick") {
    if (rb === undefined && Number.isInteger(b) && Number.isInteger(ra.offset)) return compareNumber(op, ra, b, line);
    if (rb === undefined) return decidePick(ra, function (x) { return binary[op](x, b); }, line);
    if (rb.kind === "pick") return comparePicks(op, ra, rb, line);
    if (rb.kind === "text" && variety(ra, 40) <= 40) return compare(op, pin(ra, line), b, undefined, rb, line);
  }
  if (ra.kind === "text") {
    if (rb === undefined) return compareText(op, ra, b, line);
    if (rb.kind === "text" && ra.e === rb.e) return op !== "<" && op !== ">";
    if (rb.kind === "pick" && variety(rb, 40) <= 40) return compare(op, a, pin(rb, line), ra, undefined, line);
  }
  return unknownResult(op, a, b, whyOf(ra, rb, "a comparison of two values that depend on the request"), line);
}

// A number that is the base and an offset against a plain one: what decidePick finds by trying is plain here.
function compareNumber(op, record, b, line) {
  var low = record.low, high = record.high, edge = b - record.offset;
  if (op !== ">" && op !== ">=") high = Math.min(high, op === "<" ? edge - 1 : edge);
  if (op !== "<" && op !== "<=") low = Math.max(low, op === ">" ? edge + 1 : edge);
  if (low > high) return false;
  if (low === record.low && high === record.high) return true;
  // Whether something is not found is asked as whether it is found, which is a plain question of a text.
  if (high === -1 && record.low === -1) return !decide('"number",' + record.b + ",[[0,null]]", !binary[op](record.v, b), line);
  // As for decidePick the longest stands for all that are longer.
  high = high === record.high && high >= 253 ? "null" : high;
  return decide('"number",' + record.b + ",[[" + low + "," + high + "]]", binary[op](record.v, b), line);
}

function comparePicks(op, ra, rb, line) {
  if (ra.b === rb.b) {
    return decidePick({ b: ra.b, low: ra.low, high: ra.high, f: same, v: ra.x },
      function (x) { return binary[op](ra.f(x), rb.f(x)); }, line);
  }
  var end = positionFromEnd(op, ra, rb, line) || positionFromEnd(op, rb, ra, line);
  if (end !== null) return end.holds;
  if (variety(ra, 20) <= 20) return compare(op, pin(ra, line), wrap(rb), undefined, rb, line);
  if (variety(rb, 20) <= 20) return compare(op, wrap(ra), pin(rb, line), ra, undefined, line);
  return unknownResult(op, wrap(ra), wrap(rb), "a comparison of two numbers", line);
}

// text.lastIndexOf(end) == text.length - end.length: where the needle stands, counted from the end.
function positionFromEnd(op, position, length, line) {
  if (op !== "==" && op !== "===") return null;
  var where = run.byNumber[position.b], long = run.byNumber[length.b];
  if (position.offset === undefined || length.offset === undefined || !where || !long) return null;
  if (long[0] !== "length" || where[1] !== long[1] || (where[0] !== "index" && where[0] !== "last")) return null;
  var outcome = position.v === length.v;
  return {
    holds: decide('"fromend",' + position.b + "," + (length.offset - position.offset), outcome, line)
  };
}

function compareText(op, ra, b, line) {
  if (typeof b === "string") {
    if (op === "==" || op === "===") return decide('"equal",' + ra.e + "," + quote(b), ra.v === b, line);
    return decide('"order",' + ra.e + ',"' + op + '",' + quote(b), binary[op](ra.v, b), line);
  }
  if (op === "===") return false;
  if (b === null || b === undefined) {
    // Neither equals a text; in "<" and its like they become numbers.
    if (op === "==") return false;
  }
  return unknownResult(op, wrap(ra), b, "a text compared with a number", line);
}

function plus(a, b, ra, rb, line) {
  var made = null;
  if (ra !== undefined && rb !== undefined) made = joinOctets(ra, rb) || addSums("+", ra, rb, line);
  else if (ra !== undefined) made = scaleSum("+", ra, b, line);
  else made = scaleSum("+", rb, a, line);
  if (made === null) made = joinSpelling(a, b, ra, rb, line);
  if (made !== null) return made;
  if (ra !== undefined && ra.kind === "unknown" || rb !== undefined && rb.kind === "unknown") {
    return unknownResult("+", a, b, whyOf(ra, rb), line);
  }
  var textA = ra !== undefined && ra.kind === "text", textB = rb !== undefined && rb.kind === "text";
  if (textA && rb === undefined) return affix("", ra, "" + b);
  if (textB && ra === undefined) return affix("" + a, rb, "");
  if (textA && rb.kind === "pick" && variety(rb, 16) <= 16) return affix("", ra, "" + pin(rb, line));
  if (textB && ra.kind === "pick" && variety(ra, 16) <= 16) return affix("" + pin(ra, line), rb, "");
  if (textA || textB) return unknownResult("+", a, b, "a text made of two parts of the request", line);
  return arithmetic("+", a, b, ra, rb, line);
}

function affix(before, record, after) {
  if (before === "" && after === "") return wrap(record);
  if (!ASCII.test(before + after)) return makeUnknown(before + record.v + after, "string", "a text that is not ASCII", run.line);
  var low = record.low && before.toLowerCase() === before && after.toLowerCase() === after;
  return makeText(before + record.v + after, ["affix", record.e, before, after], low,
    record.max + before.length + after.length);
}

function arithmetic(op, a, b, ra, rb, line) {
  var made = null;
  if (ra !== undefined && rb !== undefined) made = ra.b === undefined || ra.b !== rb.b ? addSums(op, ra, rb, line) : null;
  else if (ra !== undefined) made = scaleSum(op, ra, b, line);
  else if (op === "*") made = scaleSum(op, rb, a, line);
  if (made !== null) return made;
  if (ra !== undefined && ra.kind === "pick" && rb === undefined) {
    return lift(ra, function (x) { return binary[op](x, b); }, shifted(op, ra, b));
  }
  if (rb !== undefined && rb.kind === "pick" && ra === undefined) {
    return lift(rb, function (x) { return binary[op](a, x); }, op === "+" ? shifted(op, rb, a) : undefined);
  }
  if (ra !== undefined && rb !== undefined && ra.kind === "pick" && rb.kind === "pick") {
    if (ra.b === rb.b) {
      return makePick(ra.x, ra.b, ra.low, ra.high, function (x) { return binary[op](ra.f(x), rb.f(x)); });
    }
    if (variety(rb, 60) <= 60) return arithmetic(op, a, pin(rb, line), ra, undefined, line);
    if (variety(ra, 60) <= 60) return arithmetic(op, pin(ra, line), b, undefined, rb, line);
  }
  return unknownResult(op, a, b, whyOf(ra, rb, "arithmetic on parts of the request"), line);
}

function shifted(op, record, amount) {
  if (record.offset === undefined || typeof amount !== "number") return undefined;
  if (op === "+") return record.offset + amount;
  return op === "-" ? record.offset - amount : undefined;
}

// --- truth

// A value as a condition: returns something that the engine takes for true or false as the script would; where the value
// itself matters, as on the left of "&&", it must also be the very value that is false.
function truth(value, line, exactly) {
  var record = tag(value);
  if (record === undefined) return value;
  alive();
  switch (record.kind) {
    case "text":
      if (record.address) return value; // never empty
      return decide('"equal",' + record.e + ',""', record.v === "", line) ? "" : value;
    case "pick":
      if (decidePick(record, function (x) { return !!x; }, line)) return value;
      return pin(record, line);
    case "unknown":
      if (record.sum !== undefined && compareSum("==", record, 0, line) !== undefined) {
        return compareSum("==", record, 0, line) ? 0 : value;
      }
      if (record.spelling !== undefined && isNeverEmpty(record.spelling)) return value;
      if (decideUnknown(record, !!record.v, line)) return value;
      if (record.type === "string") return "";
      if (exactly && record.type !== "boolean") return leak("&&", "what an unknown value is when it is false cannot be told", line);
      return false;
    default:
      return value;
  }
}

function nullish(value, line) {
  var record = tag(value);
  if (record === undefined || record.kind === "text" || record.kind === "moment") return value;
  if (record.kind === "pick") {
    if (decidePick(record, function (x) { return x === null || x === undefined; }, line)) return pin(record, line);
    return value;
  }
  return leak("??", "whether an unknown value is null cannot be told", line);
}

function typeOf(name, value, line) {
  var record = tag(value);
  if (record === undefined) return name;
  if (record.kind === "text") return "string";
  if (record.kind === "moment") return "object";
  if (record.kind === "pick") {
    var found = typeof record.v;
    decidePick(record, function (x) { return typeof x === found; }, line);
    return found;
  }
  return record.type || leak("typeof", "the type of an unknown value cannot be told", line);
}

function unary(op, value, line) {
  var record = tag(value);
  function plain(x) {
    return op === "-" ? -x : op === "+" ? +x : ~x;
  }
  if (record === undefined) {
    if (isPrimitive(value) || value instanceof Date) return plain(value);
    return plain(plainOperand(value, line));
  }
  alive();
  if (record.kind === "pick") return lift(record, plain, op === "+" ? record.offset : undefined);
  if (record.sum !== undefined && op !== "~") return op === "+" ? value : scaleSum("*", record, -1, line);
  var value = record.kind === "moment" ? plain(record.v.valueOf()) : plain(record.v);
  return makeUnknown(value, "number", record.kind === "unknown" ? record.why : "a number made of a " + record.kind, line);
}
