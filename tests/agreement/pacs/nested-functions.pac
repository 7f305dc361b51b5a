function FindProxyForURL(url, host) {
  function ends(with_) { return host.length >= with_.length && host.lastIndexOf(with_) === host.length - with_.length; }
  var choose = function (name) { return "PROXY " + name + ".test:8080"; };
  if (ends(".corp.test")) return choose("corp");
  return later();
  function later() { return choose("later"); }
}
