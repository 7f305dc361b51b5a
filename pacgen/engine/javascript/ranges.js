// weekdayRange, dateRange and timeRange as Chromium and Firefox have them, oddities included: they wrap around the end of the
// week, the year and the day (the two-argument timeRange alone does not); with "GMT" the moment is moved field by field from
// UTC into local time, while the ends of the range stay on the local date. All goes through the global Date, as it does there.
function pacgenRanges() {
  var G = globalThis;
  var DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
  var MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
  var FIELDS = ["FullYear", "Month", "Date", "Hours", "Minutes", "Seconds"];

  // The arguments without a closing "GMT", and whether there was one.
  function read(args) {
    var values = Array.prototype.slice.call(args);
    var gmt = values.length > 0 && values[values.length - 1] === "GMT";
    if (gmt) values.pop();
    return { values: values, gmt: gmt };
  }

  // One field after the other, as the clients do: near the end of a month a later field sees what an earlier one did.
  function utcToLocal(date) {
    FIELDS.forEach(function (field) { date["set" + field](date["getUTC" + field]()); });
  }

  function between(first, value, last) {
    return first <= last ? first <= value && value <= last : value <= last || value >= first;
  }

  function weekdayRange() {
    var range = read(arguments), names = range.values, now = new G.Date();
    if (names.length < 1) return false;
    var first = DAYS.indexOf(names[0]);
    var last = names.length === 2 ? DAYS.indexOf(names[1]) : first;
    return first >= 0 && last >= 0 && between(first, range.gmt ? now.getUTCDay() : now.getDay(), last);
  }

  // What a value of a dateRange means: a month's name, a day below 32, or a year.
  function fieldOf(value) {
    var number = parseInt(value, 10);
    if (isNaN(number)) return ["Month", MONTHS.indexOf(value)];
    return [number < 32 ? "Date" : "FullYear", number];
  }

  function dateRange() {
    if (arguments.length < 1) return false;
    var range = read(arguments), values = range.values, now = new G.Date(), part, i;
    if (values.length === 1) {
      part = fieldOf(values[0]);
      return now[(range.gmt ? "getUTC" : "get") + part[0]]() === part[1];
    }
    var year = now.getFullYear(), month = now.getMonth();
    var first = new G.Date(year, 0, 1, 0, 0, 0);
    var last = new G.Date(year, 11, 31, 23, 59, 59);
    var days = false;
    for (i = 0; i < values.length; i += 1) {
      part = fieldOf(values[i]);
      (i < values.length >> 1 ? first : last)["set" + part[0]](part[1]);
      days = days || part[0] === "Date";
    }
    if (days && values.length <= 2) {
      // Days alone mean days of the month that it is.
      first.setMonth(month);
      last.setMonth(month);
    }
    if (range.gmt) utcToLocal(now);
    return between(first, now, last);
  }

  function timeRange() {
    if (arguments.length < 1) return false;
    var range = read(arguments), values = range.values, half = values.length >> 1, now = new G.Date();
    var hour = range.gmt ? now.getUTCHours() : now.getHours();
    if (values.length === 1) return hour == values[0];
    if (values.length === 2) return values[0] <= hour && hour <= values[1];
    if (values.length !== 4 && values.length !== 6) throw "timeRange: bad number of arguments";
    var first = new G.Date(), last = new G.Date();
    if (half === 3) {
      first.setSeconds(values[2]);
      last.setSeconds(values[5]);
    } else {
      last.setSeconds(59);
    }
    first.setHours(values[0]);
    first.setMinutes(values[1]);
    last.setHours(values[half]);
    last.setMinutes(values[half + 1]);
    if (range.gmt) utcToLocal(now);
    return between(first, now, last);
  }

  return { weekdayRange: weekdayRange, dateRange: dateRange, timeRange: timeRange };
}
