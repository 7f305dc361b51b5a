var corp = /(^|\.)corp\.test\.?$/i;
var private4 = /^(10|192\.168|172\.(1[6-9]|2\d|3[01]))\./;
function FindProxyForURL(url, host) {
  if (corp.test(host)) return "DIRECT";
  if (private4.test(host)) return "PROXY private.test:8080";
  if (/^https:\/\/[^\/]+\/$/.test(url)) return "PROXY secure.test:8080";
  return "PROXY rest.test:8080";
}
