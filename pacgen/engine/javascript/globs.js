// shExpMatch as browsers have it, compiled once per pattern.
//
// Browsers turn a pattern into a RegExp on every call: "." is escaped, "*" and "?" are translated, everything else reaches
// the RegExp as it is. A pattern that is nothing but plain characters with a star in front, behind, or at both ends needs no
// RegExp at all; its answer is the same, and it is more than an order of magnitude faster in this engine.
//
// pacgenGlob(translate) makes one; *translate* prepares a pattern for targets that know less than a RegExp.
function pacgenGlob(translate) {
  // For "*.example.com", the pattern of patterns: ".example.com".
  var endings = Object.create(null);
  // A Map, not a second object: two objects that get the same keys in the same order share their inner layout in this
  // engine, and each new key then costs a copy of all.
  var others = new Map();
  var plain = /^[A-Za-z0-9_\-.:\/@%&=~,;#!'"<> ]*$/;
  // "." and so ".*" does not match the ends of lines. No host and no URL has one, but the answer must not depend on that.
  var lineEnd = /[\n\r\u2028\u2029]/;

  function regular(pattern) {
    var source = pattern.replace(/\./g, "\\.").replace(/\*/g, ".*").replace(/\?/g, ".");
    var expression = new RegExp("^" + source + "$");
    return function (text) { return expression.test(text); };
  }

  function equal(word) {
    return function (text) { return text === word; };
  }

  function beginning(word) {
    return function (text) { return text.startsWith(word) && !lineEnd.test(text); };
  }

  function containing(word) {
    return function (text) { return text.indexOf(word) >= 0 && !lineEnd.test(text); };
  }

  function compile(pattern) {
    var first = pattern.charAt(0) === "*" ? 1 : 0;
    var last = pattern.length;
    if (last > first && pattern.charAt(last - 1) === "*") last -= 1;
    var word = pattern.substring(first, last);
    if (!plain.test(word)) return regular(translate(pattern));
    if (first && last < pattern.length) return containing(word);
    if (first) endings[pattern] = word;
    if (first) return function (text) { return text.endsWith(word) && !lineEnd.test(text); };
    return last < pattern.length ? beginning(word) : equal(word);
  }

  function slow(text, pattern) {
    // A String object works in browsers; anything else has no replace and throws there too.
    if (typeof pattern !== "string") pattern = pattern.replace(/$^/, "");
    var match = others.get(pattern);
    if (match === undefined) {
      match = compile(pattern);
      others.set(pattern, match);
    }
    return match(typeof text === "string" ? text : "" + text);
  }

  return function shExpMatch(text, pattern) {
    // Long chains of these are what PAC files are made of: nothing here but what must be. A typeof would cost a quarter.
    // Only strings are keys of endings, and a one-element array, which would be found by its text, is one long.
    var ending = endings[pattern];
    if (ending !== undefined && pattern.length > 1) {
      try {
        return text.endsWith(ending) ? !lineEnd.test(text) : false;
      } catch (error) {
        // The text is no string.
      }
    }
    return slow(text, pattern);
  };
}
