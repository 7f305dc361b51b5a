// The driver, an expression: given the global object and the function that installs a target's helpers, it is the function
// that pacparser calls. It loads a hostile PAC script and asks it about many requests in one call from the outside.
//
// pacparser calls the global findProxyForURL once, with the whole batch as JSON, and takes what that call returns.
// The script is loaded and asked inside this one call, so the answer goes from here straight to C:
// the script cannot replace the function that answers, because it is already running.
// Everything the driver needs afterwards is captured here, before the script exists; it calls no method by name on
// anything the script can reach, and builds its JSON from primitive strings only, which no toJSON can touch.

(function (G, install) {
  "use strict";

  var parse = JSON.parse;
  var quote = JSON.stringify; // of primitive strings: looks up nothing
  var apply = Reflect.apply;
  var create = Object.create;
  var define = Object.defineProperty;
  var describeOwn = Object.getOwnPropertyDescriptor;
  var hasOwn = Object.prototype.hasOwnProperty;
  var remove = Reflect.deleteProperty;
  var ownKeys = Reflect.ownKeys;
  var above = Reflect.getPrototypeOf;
  var put = Reflect.setPrototypeOf; // of an object of our own
  var arrayJoin = Array.prototype.join;
  var arrayFill = Array.prototype.fill;
  var bind = Function.prototype.bind;
  var indexOf = String.prototype.indexOf;
  var slice = String.prototype.slice;
  var split = String.prototype.split;
  var toText = String;
  var isArray = Array.isArray;
  var evaluate = G.eval; // called under another name it is an indirect eval: global scope, sloppy mode
  var now = Date.now;
  var say = G.alert; // pacparser's own, writes a line to stderr; the script gets another alert

  var MOST_TEXT = 65536; // characters kept of an answer
  var MOST_MESSAGE = 1000; // characters kept of an error or an alert
  var MOST_VALUE = 200; // characters kept of a traced value
  var MOST_STEPS = 20000; // conditions, operands and returns kept of one request
  var MOST_ALERTS = 100;
  var MOST_QUESTIONS = 1000;
  var OUT_OF_MEMORY = ',"error":"InternalError: out of memory';
  var REPORT_EVERY = 2; // milliseconds between two reports of progress

  // An array whose elements are its own from the start: writing to them later cannot reach a setter on a prototype.
  // Only before the script is loaded.
  function fill(length) {
    return apply(arrayFill, new Array(length), [-1]);
  }

  function join(array) {
    return apply(arrayJoin, array, [","]);
  }

  function cut(text, length) {
    return text.length > length ? apply(slice, text, [0, length]) : text;
  }

  function field(name, value) {
    return ',"' + name + '":' + quote(value);
  }

  // The script may have thrown anything, also something whose every property throws.
  function describe(error) {
    var name = "", message = "", stack = "", text = "";
    try {
      if (typeof error === "object" && error !== null) {
        if (typeof error.name === "string") name = error.name;
        if (typeof error.message === "string") message = error.message;
        if (typeof error.stack === "string") stack = error.stack;
      } else if (typeof error !== "symbol") {
        text = toText(error);
      }
    } catch (ignored) {
      text = "an error that cannot be read";
    }
    if (name || message) text = name && message ? name + ": " + message : name || message;
    return field("error", cut(text || "something that is no Error was thrown", MOST_MESSAGE)) +
      field("stack", cut(stack, 4 * MOST_MESSAGE));
  }

  // A value as JavaScript writes it.
  function show(value) {
    if (typeof value === "string") return quote(cut(value, MOST_VALUE));
    if (typeof value === "number" && value === 0 && 1 / value < 0) return "-0";
    if (value === null || value === undefined || typeof value === "number" ||
        typeof value === "boolean" || typeof value === "bigint") return toText(value);
    return "[" + typeName(value) + "]";
  }

  function typeName(value) {
    if (value === null) return "null";
    return isArray(value) ? "array" : typeof value;
  }

  // What is no string: its type, and its value where that says more.
  function describeOther(value) {
    var shown = "";
    if (typeof value === "number" || typeof value === "boolean") shown = toText(value);
    return field("type", typeName(value)) + field("shown", shown);
  }

  return function (batchText, ignored) {
    var batch = parse(batchText);
    var plain = typeof batch.hosts === "string";
    var requests = plain ? apply(split, batch.hosts, ["\n"]) : batch.requests;
    var strict = apply(indexOf, batch.source, ["use strict"]) >= 0;
    var numbers = fill(requests.length);
    var noted = false, questions = "", questionCount = 0, alerts = "", alertCount = 0;

    // What the helpers may reach of the driver: its two notebooks.
    var notebook = {
      question: function (name) {
        noted = true;
        if (questionCount < MOST_QUESTIONS) {
          questions += (questionCount ? "," : "") + quote(cut(name, MOST_MESSAGE));
          questionCount += 1;
        }
      },
      alert: function (text) {
        noted = true;
        if (alertCount < MOST_ALERTS) {
          alerts += (alertCount ? "," : "") + quote(cut(text, MOST_MESSAGE));
          alertCount += 1;
        }
      }
    };

    // A rewritten script passes its conditions and returns through here; see trace.py.
    var trace = "", traceCount = 0, lastStep = "";
    if (batch.recorder) {
      define(G, batch.recorder, {
        value: function (point, value) {
          noted = true;
          var step = "[" + point + "," + quote(show(value)) + "]";
          // Of a long story the beginning is kept, and the end: the return that decided.
          if (traceCount < MOST_STEPS) trace += (traceCount ? "," : "") + step;
          else lastStep = "," + step;
          traceCount += 1;
          return value;
        }
      });
    }

    // Lets every helper of these names note its calls: arguments and result, as JavaScript writes them.
    var calls = "", callCount = 0;
    function watch(names) {
      for (var k = 0; k < names.length; k += 1) {
        if (typeof G[names[k]] === "function") define(G, names[k], { value: watched(names[k], G[names[k]]) });
      }
    }

    function watched(name, helper) {
      return function () {
        var list = "", k, value, result = "throws";
        for (k = 0; k < arguments.length; k += 1) list += (k ? "," : "") + quote(show(arguments[k]));
        try {
          value = apply(helper, this, arguments);
          result = show(value);
          return value;
        } finally {
          noted = true;
          if (callCount < MOST_QUESTIONS) {
            calls += (callCount ? "," : "") + "[" + quote(name) + ",[" + list + "]," + quote(result) + "]";
          }
          callCount += 1;
        }
      };
    }

    function forget() {
      noted = false;
      questions = alerts = trace = lastStep = calls = "";
      questionCount = alertCount = traceCount = callCount = 0;
    }

    function notes() {
      return (callCount ? ',"calls":[' + calls + "]" : "") +
        (traceCount ? ',"steps":' + traceCount + ',"trace":[' + trace + lastStep + "]" : "") +
        (questionCount ? ',"dns":[' + questions + "]" : "") +
        (alertCount ? ',"alerts":[' + alerts + "]" : "");
    }


    // A script whose only memory is in global variables gets them back as they were when it was loaded.
    var restored = batch.restored || [], restoredCount = restored.length, before = fill(restoredCount);
    function remember() {
      for (var k = 0; k < restoredCount; k += 1) before[k] = describeOwn(G, restored[k]);
    }

    // So do global lists and tables that nothing but their name leads to: another one takes their place.
    var remade = batch.remade || [], remadeCount = remade.length, places = fill(remadeCount), parts = fill(remadeCount);
    function keep() {
      for (var k = 0, j, value, values; k < remadeCount; k += 1) {
        places[k] = describeOwn(G, remade[k]);
        value = places[k] && places[k].value;
        parts[k] = null;
        if (typeof value !== "object" || value === null) continue;
        values = [];
        parts[k] = { list: isArray(value), above: above(value), keys: ownKeys(value), values: values };
        for (j = 0; j < parts[k].keys.length; j += 1) {
          define(values, j, { value: describeOwn(value, parts[k].keys[j]) });
        }
      }
    }

    function make() {
      for (var k = 0, j, fresh; k < remadeCount; k += 1) {
        if (parts[k] === null) continue;
        fresh = parts[k].list ? [] : {};
        if (above(fresh) !== parts[k].above) put(fresh, parts[k].above);
        for (j = 0; j < parts[k].keys.length; j += 1) define(fresh, parts[k].keys[j], parts[k].values[j]);
        places[k].value = fresh;
        define(G, remade[k], places[k]);
      }
    }

    function restore() {
      for (var k = 0; k < restoredCount; k += 1) {
        if (before[k] === undefined) {
          if (apply(hasOwn, G, [restored[k]])) remove(G, restored[k]);
        } else if (G[restored[k]] !== before[k].value) {
          define(G, restored[k], before[k]);
        }
      }
    }

    install(notebook, batch.environment);
    if (batch.watched) watch(batch.watched);

    say(batch.secret + " load");
    try {
      evaluate(batch.source);
    } catch (error) {
      return '{"load":{"kind":"load"' + describe(error) + notes() + "}}";
    }
    var entry = batch.entries[0], found, i;
    try {
      for (i = 0; i < batch.entries.length; i += 1) {
        entry = batch.entries[i];
        found = typeName(G[entry]);
        if (found === "function") break;
      }
    } catch (error) {
      return '{"load":{"kind":"load"' + describe(error) + notes() + "}}";
    }
    if (found !== "function") {
      return '{"load":{"kind":"entry"' + field("type", found) + notes() + "}}";
    }
    var loaded = notes();
    forget();
    var spoiled = false; // whether something could not be put back: the next request needs another engine
    var forgetful = restoredCount + remadeCount > 0;
    try {
      remember();
      keep();
    } catch (ignored) {
      spoiled = true;
    }

    function putBack() {
      try {
        restore();
        make();
      } catch (ignored) {
        spoiled = true;
      }
    }

    // Answers repeat: each different string is sent once, and every request has the number of its own.
    // Requests with something else to tell (a fault, a question, an alert) have the number -1 and an entry in others.
    // This loop is hot. What it reads again and again lies in local variables, and the clock, which costs as much as a
    // small PAC in this engine, is asked once in a block. A script that replaces its entry point while it runs gets it
    // back after the request, or is asked one request in an engine.
    var known = create(null), texts = "", textCount = 0, others = "";
    var careful = batch.careful, secret = batch.secret;
    // In strict code "this" is the global object, as for the clients; elsewhere it is so anyway.
    var find = strict ? apply(bind, G[entry], [G]) : G[entry];
    var count = requests.length, block = careful ? 1 : 16, stop = 0, reported = 0;
    var index = 0, item, value, number, failed = false, last = known, broken = false;
    while (index < count && !broken) {
      if (careful || now() - reported >= REPORT_EVERY) {
        say(secret + " " + index);
        reported = now();
      }
      stop = index + block < count ? index + block : count;
      for (; index < stop; index += 1) {
        item = requests[index];
        try {
          value = plain ? find("https://" + item + "/", item) : find(item[0], item[1]);
        } catch (error) {
          failed = true;
          value = describe(error);
        }
        if (forgetful) {
          putBack();
          if (spoiled) stop = index + 1;
        }
        if (value === last && !failed && !noted) {
          numbers[index] = number;
          continue;
        }
        if (!failed && typeof value === "string") {
          last = value;
          if (value.length > MOST_TEXT) value = cut(value, MOST_TEXT);
          number = known[value];
          if (number === undefined) {
            number = known[value] = textCount;
            texts += (textCount ? "," : "") + quote(value);
            textCount += 1;
          }
          if (!noted) {
            numbers[index] = number;
            continue;
          }
          value = ',"text":' + number;
        } else if (!failed) {
          value = describeOther(value);
        }
        others += (others ? "," : "") + '{"index":' + index + value + notes() + "}";
        forget();
        // Out of memory, the engine is in no state to be fair to the next request.
        broken = failed && apply(slice, value, [0, OUT_OF_MEMORY.length]) === OUT_OF_MEMORY;
        failed = false;
        if (broken) {
          index += 1;
          break;
        }
      }
      if (spoiled) break;
    }
    return '{"loaded":{"ok":true' + loaded + '},"texts":[' + texts + '],"next":' + index + ',"numbers":[' + join(numbers) +
      '],"others":[' + others + "]}";
  };
})
