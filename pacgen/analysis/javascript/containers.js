// Arrays, maps and sets that may hold tagged values, or are asked about them.

var MOVERS = ["push", "pop", "shift", "unshift", "reverse", "slice", "concat"];

function installContainers() {
  var A = Array.prototype;
  // They move elements about without looking at them.
  MOVERS.forEach(function (name) {
    var f = A[name];
    models.set(f, function (self, args, line) {
      if (tag(self) !== undefined || (name === "slice" && args.some(function (arg) { return tag(arg) !== undefined; }))) {
        return leak("Array.prototype." + name, "it got a value that depends on the request", line);
      }
      if (name !== "slice" && name !== "concat") epoch += 1;
      return apply(f, self, args);
    });
  });
  // They hand elements to a function of the file and keep what it gives as it is.
  ["forEach", "map", "reduce", "reduceRight"].forEach(function (name) {
    var f = A[name];
    models.set(f, function (self, args, line) {
      if (tag(self) !== undefined) return leak("Array.prototype." + name, "it is called on a part of the request", line);
      if (!isOwnFunction(args[0])) {
        return holdsTagged(self, 0) ? leak("Array.prototype." + name, "its function is a native one", line) : native(f, self, args, line);
      }
      epoch += 1;
      return apply(f, self, args);
    });
  });
  loops(A);
  model(A, "indexOf", function (self, args, line) { return place(self, args, line, "indexOf"); });
  model(A, "lastIndexOf", function (self, args, line) { return place(self, args, line, "lastIndexOf"); });
  model(A, "includes", function (self, args, line) { return place(self, args, line, "includes"); });
  model(A, "join", function (self, args, line) {
    if (!Array.isArray(self)) return native(A.join, self, args, line);
    if (!holdsTagged(self, 0) && !holdsTagged(args, 0)) return native(A.join, self, args, line);
    if (args[0] !== undefined && typeof args[0] !== "string") return leak("Array.prototype.join", "the separator is no plain text", line);
    return joined(self, args[0] === undefined ? "," : args[0], line);
  });
  model(A, "toString", function (self, args, line) {
    return Array.isArray(self) && holdsTagged(self, 0) ? joined(self, ",", line) : native(A.toString, self, args, line);
  });
  model(A, "sort", function (self, args, line) {
    epoch += 1;
    if (holdsTagged(self, 0)) return leak("Array.prototype.sort", "it sorts values that depend on the request", line);
    return native(A.sort, self, args, line);
  });
  [Map, Set].forEach(function (kind) {
    model(kind.prototype, "has", function (self, args, line) { return keyed(kind, "has", self, args, line); });
  });
  model(Map.prototype, "get", function (self, args, line) { return keyed(Map, "get", self, args, line); });
}

// some, every, find and their like, in terms of truth().
function loops(A) {
  function define(name, each, otherwise) {
    var f = A[name];
    if (typeof f !== "function") return;
    models.set(f, function (self, args, line) {
      var i, result, outcome;
      if (!Array.isArray(self) || !isOwnFunction(args[0])) return native(f, self, args, line);
      for (i = 0; i < self.length; i += 1) {
        if (!(i in self) && name !== "find" && name !== "findIndex") continue;
        result = !!truth(apply(args[0], args[1], [self[i], i, self]), line);
        outcome = each(result, self[i], i);
        if (outcome !== undefined) return outcome.value;
      }
      return otherwise;
    });
  }
  define("some", function (holds) { return holds ? { value: true } : undefined; }, false);
  define("every", function (holds) { return holds ? undefined : { value: false }; }, true);
  define("find", function (holds, element) { return holds ? { value: element } : undefined; }, undefined);
  define("findIndex", function (holds, element, i) { return holds ? { value: i } : undefined; }, -1);
  models.set(A.filter, function (self, args, line) {
    var result = [], i;
    if (!Array.isArray(self) || !isOwnFunction(args[0])) return native(A.filter, self, args, line);
    for (i = 0; i < self.length; i += 1) {
      if (i in self && truth(apply(args[0], args[1], [self[i], i, self]), line)) result.push(self[i]);
    }
    return result;
  });
}

// array.indexOf(value), lastIndexOf and includes.
function place(self, args, line, name) {
  var record = tag(args[0]), i, at = -1, words;
  if (tag(self) !== undefined || !Array.isArray(self)) return native(Array.prototype[name], self, args, line);
  if (args.length === 1 && record !== undefined && record.kind === "text" && !holdsTagged(self, 0)) {
    words = self.filter(function (element) { return typeof element === "string"; });
    at = self.indexOf(record.v);
    if (!isAmong(record, wordsOf(self, words), line, at >= 0)) return name === "includes" ? false : -1;
    if (name === "includes") return true;
    return name === "lastIndexOf" ? self.lastIndexOf(record.v) + 0 * equalTo(record, line) : positionIn(self, words, record);
  }
  if (record === undefined && !holdsTagged(self, 0)) return native(Array.prototype[name], self, args, line);
  if (args.length > 1) return leak("Array.prototype." + name, "it got a place to start at", line);
  for (i = 0; i < self.length; i += 1) {
    if (i in self && operate("===", self[i], args[0], line)) {
      at = i;
      if (name !== "lastIndexOf") break;
    }
  }
  return name === "includes" ? at >= 0 : at;
}

function equalTo(record, line) {
  decide('"equal",' + record.e + "," + quote(record.v), true, line);
  return 0;
}

var wordLists = own(new WeakMap(), ["get", "set"]);

function wordsOf(array, words) {
  var known = wordLists.get(array);
  if (known === undefined || known.epoch !== epoch) {
    known = { epoch: epoch, names: words, set: -1 };
    wordLists.set(array, known);
  }
  return known;
}

// Where the text stands in an array of plain texts, which is known to have it.
function positionIn(array, words, record) {
  var list = wordsOf(array, words), unique = [], seen = Object.create(null), number, i;
  for (i = 0; i < words.length; i += 1) {
    if (!(words[i] in seen)) {
      seen[words[i]] = unique.length;
      unique.push(array.indexOf(words[i]));
    }
  }
  number = seen[record.v];
  return makePick(number, expression(["position", record.e, list.set]), 0, unique.length - 1,
    function (x) { return unique[x]; }, undefined);
}

// map.get(key), map.has(key), set.has(key)
function keyed(kind, name, self, args, line) {
  var record = tag(args[0]), f = kind.prototype[name], groups, value, present, names = [];
  if (record === undefined || !(self instanceof kind)) return native(f, self, args, line);
  if (record.kind === "pick") return apply(f, self, [pin(record, line)]);
  if (record.kind !== "text") return leak(kind.name + ".prototype." + name, "the key is unknown", line);
  if (Array.from(self.keys()).some(function (key) { return tag(key) !== undefined; })) {
    return leak(kind.name + ".prototype." + name, "a key in it depends on the request", line);
  }
  groups = own(new Map(), ["get", "set"]);
  Array.from(self.entries()).forEach(function (pair) {
    if (typeof pair[0] !== "string") return;
    names.push(pair[0]);
    var group = groups.get(pair[1]) || { names: [], set: -1 };
    group.names.push(pair[0]);
    groups.set(pair[1], group);
  });
  present = isAmong(record, { names: names, set: -1 }, line, self.has(record.v));
  if (name === "has") return present;
  if (!present) return undefined;
  value = self.get(record.v);
  if (groups.size > 1) isAmong(record, groups.get(value), line, true);
  return value;
}
