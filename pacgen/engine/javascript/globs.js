// shExpMatch as browsers have it, compiled once per pattern.
//
// Browsers turn a pattern into a RegExp on every call: "." is escaped, "*" and "?" are translated, everything else reaches
// the RegExp as it is. A pattern that is nothing but plain characters with a star in front, behind, or at both ends needs no
// RegExp at all; its answer is the same, and it is an order of magnitude faster in this engine.
var pacgenGlob = (function () {
  var compiled = Object.create(null);
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

  function ending(word) {
    var length = word.length;
    return function (text) {
      return text.length >= length && text.substring(text.length - length) === word &&
        !lineEnd.test(text);
    };
  }

  function beginning(word) {
    var length = word.length;
    return function (text) {
      return text.substring(0, length) === word && !lineEnd.test(text);
    };
  }

  function containing(word) {
    return function (text) { return text.indexOf(word) >= 0 && !lineEnd.test(text); };
  }

  function compile(pattern) {
    var first = pattern.charAt(0) === "*" ? 1 : 0;
    var last = pattern.length - (pattern.length > first && pattern.charAt(pattern.length - 1) === "*" ? 1 : 0);
    var word = pattern.substring(first, last);
    if (!plain.test(word)) return regular(pattern);
    if (first && last < pattern.length) return containing(word);
    if (first) return ending(word);
    return last < pattern.length ? beginning(word) : equal(word);
  }

  return function (text, pattern) {
    if (typeof pattern !== "string") {
      // A String object works in browsers, anything else throws there too.
      pattern = pattern.replace(/$^/, "");
    }
    var match = compiled[pattern];
    if (!match) match = compiled[pattern] = compile(pattern);
    return match(typeof text === "string" ? text : "" + text);
  };
})();
