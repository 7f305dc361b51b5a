// weekdayRange, dateRange and timeRange as Chromium and Firefox have them: they wrap around the end of the week, the year
// and the day, except for the two-argument timeRange. A RangeClock is the moment of the request, in local time or in UTC,
// held in the UTC fields of a real Date.
function pacgenRanges(RealDate, milliseconds, offset) {
  var DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
  var MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

  function moment(gmt) {
    return new RealDate(milliseconds + (gmt ? 0 : offset * 60000));
  }

  // [arguments without a closing "GMT", whether there was one]
  function read(args) {
    var list = Array.prototype.slice.call(args);
    var gmt = list.length > 0 && list[list.length - 1] === "GMT";
    if (gmt) list.pop();
    return [list, gmt];
  }

  function between(first, value, last) {
    if (first <= last) return first <= value && value <= last;
    return value >= first || value <= last;
  }

  function weekdayRange() {
    var parts = read(arguments), names = parts[0];
    if (names.length < 1) return false;
    var first = DAYS.indexOf(names[0]);
    var last = names.length > 1 ? DAYS.indexOf(names[1]) : first;
    return first >= 0 && last >= 0 && between(first, moment(parts[1]).getUTCDay(), last);
  }

  // One of the values of a dateRange: a month's name, a day below 32, or a year.
  function setPart(date, value) {
    var number = parseInt(value, 10);
    if (isNaN(number)) date.setUTCMonth(MONTHS.indexOf(value));
    else if (number < 32) date.setUTCDate(number);
    else date.setUTCFullYear(number);
    return number < 32;
  }

  function matchesPart(date, value) {
    var number = parseInt(value, 10);
    if (isNaN(number)) return date.getUTCMonth() === MONTHS.indexOf(value);
    return number < 32 ? date.getUTCDate() === number : date.getUTCFullYear() === number;
  }

  function dateRange() {
    var parts = read(arguments), values = parts[0], now = moment(parts[1]);
    if (values.length < 1) return false;
    if (values.length === 1) return matchesPart(now, values[0]);
    // The year that frames the range is the local one also for GMT, as in the browsers.
    var year = moment(false).getUTCFullYear();
    var first = new RealDate(RealDate.UTC(year, 0, 1, 0, 0, 0));
    var last = new RealDate(RealDate.UTC(year, 11, 31, 23, 59, 59));
    var middle = values.length >> 1, days = false, i;
    for (i = 0; i < values.length; i += 1) {
      days = setPart(i < middle ? first : last, values[i]) || days;
    }
    if (days && values.length <= 2) {
      // Days alone mean days of the month that it is.
      first.setUTCMonth(moment(false).getUTCMonth());
      last.setUTCMonth(moment(false).getUTCMonth());
    }
    return between(first.valueOf(), now.valueOf(), last.valueOf());
  }

  function seconds(hour, minute, second) {
    return (+hour * 60 + +minute) * 60 + +second;
  }

  function timeRange() {
    var parts = read(arguments), t = parts[0], now = moment(parts[1]);
    var hour = now.getUTCHours();
    switch (t.length) {
      case 0:
        return false;
      case 1:
        return hour == t[0];
      case 2:
        return t[0] <= hour && hour <= t[1];
      case 4:
        return between(seconds(t[0], t[1], now.getUTCSeconds()),
          seconds(hour, now.getUTCMinutes(), now.getUTCSeconds()), seconds(t[2], t[3], 59));
      case 6:
        return between(seconds(t[0], t[1], t[2]),
          seconds(hour, now.getUTCMinutes(), now.getUTCSeconds()), seconds(t[3], t[4], t[5]));
      default:
        throw "timeRange: bad number of arguments";
    }
  }

  return { weekdayRange: weekdayRange, dateRange: dateRange, timeRange: timeRange };
}
