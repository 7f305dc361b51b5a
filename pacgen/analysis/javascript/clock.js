// The clock: its fields are symbols, and the helpers about time become questions about one of them.
//
// What a helper answers is found by asking the engine's own one at every value of the field, with a Date that says so.

var FIELDS = {
  Day: ["day", 0, 6], Hours: ["hour", 0, 23], Minutes: ["minute", 0, 59], Seconds: ["second", 0, 59], Date: ["date", 1, 31],
  Month: ["month", 0, 11], FullYear: ["year", FIRST_YEAR, LAST_YEAR]
};
var RealDate = null; // the engine's simulated Date, once it is there

function moment() {
  return wrap({ kind: "moment", v: new RealDate() });
}

function clockNumber(name, low, high) {
  return makeNumber(run.order.clock[name], ["clock", name], low, high);
}

function momentMethod(record, name, args, line) {
  var match = /^get(UTC)?(Day|Hours|Minutes|Seconds|Date|Month|FullYear)$/.exec(name), field, value;
  if (typeof Date.prototype[name] !== "function") fail("not a function");
  if (isOwnFunction(Date.prototype[name])) return leak("Date.prototype." + name, "the script defines it", line);
  if (match) {
    field = FIELDS[match[2]];
    return clockNumber((match[1] ? "utc" : "") + field[0], field[1], field[2]);
  }
  if (name === "getYear") return lift(tag(clockNumber("year", FIRST_YEAR, LAST_YEAR)), function (x) { return x - 1900; }, undefined);
  if (/^get|^valueOf$/.test(name)) return makeUnknown(record.v[name](), "number", "the clock", line);
  if (/^to/.test(name)) {
    value = record.v[name]();
    return makeUnknown(value, typeof value, "the clock as a text", line);
  }
  return leak("Date.prototype." + name, "it changes a Date that shows the clock", line);
}

function installClock() {
  RealDate = G.Date;
  foreign.add(RealDate);
  timeHelper("weekdayRange", function (f, args, gmt) { return byField(f, args, gmt ? "utcday" : "day", 0, 6, dayShowing); });
  timeHelper("timeRange", function (f, args, gmt) {
    var count = args.length - (gmt ? 1 : 0);
    if (count <= 2) return byField(f, args, gmt ? "utchour" : "hour", 0, 23, hourShowing);
    return gmt ? null : byTimeOfDay(f, args);
  });
  timeHelper("dateRange", function (f, args, gmt) { return gmt ? byUTCDate(f, args) : byDate(f, args); });
}

function timeHelper(name, intervalsOf) {
  helper(name, function (f, args, line) {
    var outcome, key, table;
    if (args.some(function (arg) { return !isPrimitive(arg); })) return leak(name, "an argument depends on the request", line);
    if (G.Date !== RealDate) return leak(name, "the script replaces Date", line);
    outcome = outside(f, undefined, args); // throws what it throws at every moment
    key = name + quote(args.map(String));
    table = run.clockTables[key];
    if (table === undefined) {
      table = intervalsOf(f, args, args[args.length - 1] === "GMT");
      if (table !== null) table.outcome = at(run.order.clock[table.field], table.intervals);
      run.clockTables[key] = table;
    }
    if (table === null) return decideUnknown({ why: name + " with GMT", at: line }, outcome, line);
    if (table.intervals.length === 0) return false;
    return decide('"number",' + expression(["clock", table.field]) + "," + quote(table.intervals), table.outcome, line);
  });
}

function at(value, intervals) {
  return intervals.some(function (pair) { return pair[0] <= value && value <= pair[1]; });
}

// Asks a helper with a Date that stands still where *show* puts it.
function askAt(f, args, show) {
  var real = G.Date;
  G.Date = show;
  try {
    return !!apply(f, undefined, args);
  } finally {
    G.Date = real;
  }
}

function byField(f, args, field, low, high, show) {
  var intervals = [], x;
  for (x = low; x <= high; x += 1) {
    if (askAt(f, args, show(x))) extend(intervals, x, x);
  }
  return { field: field, intervals: intervals };
}

function extend(intervals, first, last) {
  var previous = intervals[intervals.length - 1];
  if (previous && previous[1] === first - 1) previous[1] = last;
  else intervals.push([first, last]);
}

function dayShowing(day) {
  return function () { return { getDay: function () { return day; }, getUTCDay: function () { return day; } }; };
}

function hourShowing(hour) {
  return function () { return { getHours: function () { return hour; }, getUTCHours: function () { return hour; } }; };
}

// At noon of 7 January 2026 and at this second of that day.
function secondShowing(second) {
  return function (milliseconds) {
    return arguments.length ? new RealDate(milliseconds) : new RealDate(2026, 0, 7, 0, 0, second);
  };
}

// Between two moments that the arguments name nothing changes.
function byTimeOfDay(f, args) {
  var numbers = args.map(Number), edges = [0, 86400], half = args.length / 2, i, start, stop, intervals = [];
  [numbers.slice(0, half), numbers.slice(half)].forEach(function (time) {
    var minute = time[0] * 3600 + time[1] * 60, second = minute + (half === 3 ? time[2] : 0);
    edges.push(minute, minute + 60, second, second + 1);
  });
  edges = edges.filter(function (edge) { return edge >= 0 && edge <= 86400; }).sort(function (a, b) { return a - b; });
  for (i = 0; i + 1 < edges.length; i += 1) {
    start = edges[i];
    stop = edges[i + 1] - 1;
    if (start <= stop && askAt(f, args, secondShowing(start))) extend(intervals, start, stop);
  }
  return { field: "time", intervals: intervals };
}

// One day, month or year in UTC. What else a range in UTC asks for, a date in local time as well, has no set of its own.
function byUTCDate(f, args) {
  if (args.length > 2) return null;
  return ["utcdate", "utcmonth", "utcyear"].map(function (field) {
    var name = { utcdate: "Date", utcmonth: "Month", utcyear: "FullYear" }[field], range = FIELDS[name];
    try {
      return byField(f, args, field, range[1], range[2], function (value) { return showingUTC(name, value); });
    } catch (error) {
      return null;
    }
  }).find(function (table) { return table !== null; }) || null;
}

// A Date that shows one field of UTC, and has no other.
function showingUTC(name, value) {
  return function () {
    var shown = {};
    shown["getUTC" + name] = function () { return value; };
    return shown;
  };
}

var dateTables = Object.create(null); // by arguments: these take a while

function byDate(f, args) {
  var key = quote(args.map(String)), intervals = dateTables[key], x, show, noon;
  if (intervals !== undefined) return { field: "days", intervals: intervals };
  intervals = [];
  show = function (year, month, day, hours, minutes, seconds) {
    return arguments.length === 0 ? new RealDate(FIRST_YEAR, 0, 1 + x, 12, 0, 0)
      : arguments.length === 1 ? new RealDate(year) : new RealDate(year, month, day, hours || 0, minutes || 0, seconds || 0);
  };
  noon = Math.round((RealDate.UTC(LAST_YEAR + 1, 0, 1) - RealDate.UTC(FIRST_YEAR, 0, 1)) / 86400000);
  for (x = 0; x < noon; x += 1) if (askAt(f, args, show)) extend(intervals, x, x);
  dateTables[key] = intervals;
  return { field: "days", intervals: intervals };
}
