function FindProxyForURL(url, host) {
  var sum = 0;
  for (var i = 0; i < host.length; i++) sum += host.charCodeAt(i);
  var a = "PROXY a.test:8080", b = "PROXY b.test:8080";
  return sum % 2 ? a + "; " + b : b + "; " + a;
}
