// The clock of the environment: Date and Math.random answer the same today and tomorrow.
//
// pacgenClock(milliseconds, offset) replaces Date by one whose "now" is fixed and whose local time lies *offset* minutes
// east of UTC, wherever this runs.
function pacgenClock(milliseconds, offset) {
  var G = globalThis;
  var Real = Date;
  var prototype = Real.prototype;
  var shift = offset * 60000;
  var fields = ["FullYear", "Month", "Date", "Hours", "Minutes", "Seconds", "Milliseconds"];

  function local(date) {
    return new Real(date.valueOf() + shift);
  }

  function hide(object, name, value) {
    Object.defineProperty(object, name, { value: value, writable: true, configurable: true });
  }

  fields.concat(["Day"]).forEach(function (name) {
    var utc = prototype["getUTC" + name];
    hide(prototype, "get" + name, function () { return utc.call(local(this)); });
  });
  fields.forEach(function (name) {
    var utc = prototype["setUTC" + name];
    hide(prototype, "set" + name, function () {
      var moved = local(this);
      utc.apply(moved, arguments);
      return this.setTime(moved.valueOf() - shift);
    });
  });
  hide(prototype, "getYear", function () { return this.getFullYear() - 1900; });
  hide(prototype, "getTimezoneOffset", function () { return -offset; });
  function two(number) {
    return (number < 10 ? "0" : "") + number;
  }

  function zone() {
    var east = Math.abs(offset);
    return "GMT" + (offset < 0 ? "-" : "+") + two(Math.floor(east / 60)) + two(east % 60);
  }

  hide(prototype, "toDateString", function () {
    var parts = /^(...), (\d\d) (...) (\d+)/.exec(local(this).toUTCString());
    return parts ? parts[1] + " " + parts[3] + " " + parts[2] + " " + parts[4] : "Invalid Date";
  });
  hide(prototype, "toTimeString", function () {
    return two(this.getHours()) + ":" + two(this.getMinutes()) + ":" + two(this.getSeconds()) + " " + zone();
  });
  hide(prototype, "toString", function () {
    return isNaN(this.valueOf()) ? "Invalid Date" : this.toDateString() + " " + this.toTimeString();
  });

  // The process runs in UTC: a text with a time and no zone is read as if it were UTC, and means local time.
  var zoned = /(?:Z|GMT|UTC?|[ECMP][SD]T|:.*[+-]\d\d:?\d\d)\s*(?:\(.*\)\s*)?$/i;
  var isoDate = /^\s*[+-]?\d{4,6}(?:-\d\d){0,2}\s*$/;
  function parse(text) {
    text = "" + text;
    return Real.parse(text) - (zoned.test(text) || isoDate.test(text) ? 0 : shift);
  }

  function Simulated() {
    if (!new.target) return new Simulated().toString();
    if (arguments.length === 0) return Reflect.construct(Real, [milliseconds], new.target);
    if (arguments.length === 1) {
      var value = arguments[0];
      return Reflect.construct(Real, [typeof value === "string" ? parse(value) : value], new.target);
    }
    return Reflect.construct(Real, [Real.UTC.apply(null, arguments) - shift], new.target);
  }
  Simulated.prototype = prototype;
  hide(Simulated, "now", function () { return milliseconds; });
  hide(Simulated, "UTC", Real.UTC);
  hide(Simulated, "parse", parse);
  hide(Simulated, "name", "Date");
  hide(prototype, "constructor", Simulated);
  hide(G, "Date", Simulated);

  // A fixed sequence (a linear congruential generator): a PAC that rolls dice gives the same dice on every run.
  var state = 20260107;
  hide(Math, "random", function () {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  });
  if ("performance" in G) hide(G, "performance", undefined);
}
