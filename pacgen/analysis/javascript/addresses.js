// Addresses taken apart and put together again, as scripts do that know no isInNet.
//
// The four octets of an address are picks of 0..255. Weighted and summed up they are a number of the address, which can be
// compared like one; joined by dots again they are the address's text.

var WEIGHTS = [16777216, 65536, 256, 1];

// An unknown number that is known to be a weighted sum of an address's octets plus a constant.
function makeSum(e, weights, constant, value, line) {
  var proxy = makeUnknown(value, "number", "a number made of an address", line);
  registry.get(proxy).sum = { e: e, weights: weights, constant: constant };
  return proxy;
}

// The same of a pick of one octet, where its value is a multiple of it plus a constant; null of anything else.
function sumOf(record) {
  var parts, first, step, x, weights = [0, 0, 0, 0];
  if (record.sum !== undefined) return record.sum;
  if (record.kind !== "pick") return null;
  parts = run.byNumber[record.b];
  if (parts[0] !== "octet" || run.byNumber[parts[1]][0] !== "root") return null;
  first = record.f(0);
  step = record.f(1) - first;
  for (x = 0; x <= 255; x += 1) if (typeof record.f(x) !== "number" || record.f(x) !== first + step * x) return null;
  weights[parts[2]] = step;
  return { e: parts[1], weights: weights, constant: first };
}

// The sum of two such numbers, null where the operands are none, or of two addresses.
function addSums(op, ra, rb, line) {
  var one = sumOf(ra), two = sumOf(rb), sign = op === "-" ? -1 : 1;
  if (one === null || two === null || one.e !== two.e || op !== "+" && op !== "-") return null;
  return makeSum(one.e, one.weights.map(function (weight, i) { return weight + sign * two.weights[i]; }),
    one.constant + sign * two.constant, binary[op](ra.v, rb.v), line);
}

// What a plain number makes of such a number by an operator, null where that is no such number.
function scaleSum(op, ra, number, line) {
  var sum = ra.sum, factor = 1, added = 0;
  if (sum === undefined || typeof number !== "number") return null;
  if (op === "+") added = number;
  else if (op === "-") added = -number;
  else if (op === "*") factor = number;
  else if (op !== ">>>" || number !== 0 || lowest(sum) < 0 || highest(sum) > 4294967295) return null;
  return makeSum(sum.e, sum.weights.map(function (weight) { return weight * factor; }), sum.constant * factor + added,
    binary[op](ra.v, number), line);
}

function lowest(sum) {
  return sum.weights.reduce(function (total, weight) { return total + Math.min(0, 255 * weight); }, sum.constant);
}

function highest(sum) {
  return sum.weights.reduce(function (total, weight) { return total + Math.max(0, 255 * weight); }, sum.constant);
}

// Decides a comparison of such a number with a plain one; undefined where the sum is no number of the whole address.
function compareSum(op, ra, number, line) {
  var sum = ra.sum, low = 0, high = 4294967295, bound;
  if (sum === undefined || typeof number !== "number" || number !== number) return undefined;
  if (op === "===") op = "==";
  if (binary[op](lowest(sum), number) && binary[op](highest(sum), number) && op !== "==") return true;
  if (op === "==" ? number < lowest(sum) || number > highest(sum)
    : !binary[op](lowest(sum), number) && !binary[op](highest(sum), number)) return false;
  if (sum.weights.some(function (weight, i) { return weight !== WEIGHTS[i]; })) return undefined;
  bound = number - sum.constant;
  if (op === "<") high = Math.ceil(bound) - 1;
  else if (op === "<=") high = Math.floor(bound);
  else if (op === ">") low = Math.floor(bound) + 1;
  else if (op === ">=") low = Math.ceil(bound);
  else if (bound === Math.floor(bound)) low = high = bound;
  else return false;
  return decide('"value",' + quote(run.byNumber[sum.e][1]) + ",[[" + Math.max(low, 0) + "," + Math.min(high, 4294967295) + "]]",
    binary[op](ra.v, number), line);
}

// "10" + "." + "1" and so on: the text of an address up to one of its octets, null where the operands are nothing of the kind.
function joinOctets(ra, rb) {
  var next = rb.kind === "pick" ? run.byNumber[rb.b] : [], known, x, text = ra.v + rb.v, symbol;
  if (ra.kind === "unknown" || next[0] !== "octet" || run.byNumber[next[1]][0] !== "root") return null;
  for (x = 0; x <= 255; x += 1) if (String(rb.f(x)) !== String(x)) return null;
  if (ra.kind === "pick") {
    known = run.byNumber[ra.b];
    if (next[2] !== 1 || known[0] !== "octet" || known[1] !== next[1] || known[2] !== 0) return null;
    for (x = 0; x <= 255; x += 1) if (ra.f(x) !== x + ".") return null;
  } else {
    known = run.byNumber[ra.e];
    if (known[0] !== "affix" || known[2] !== "" || known[3] !== ".") return null;
    known = run.byNumber[known[1]];
    if (known[0] !== "before" || known[1] !== next[1] || known[2] !== "." || known[3] !== next[2] - 1) return null;
  }
  if (next[2] < 3) return makeText(text, ["before", next[1], ".", next[2]], true, 15, "");
  symbol = run.byNumber[next[1]][1];
  return makeText(text, ["root", symbol], true, 15, symbol);
}
