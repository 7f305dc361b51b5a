var table = {
  "www.example.test": "PROXY www.test:8080",
  "intranet": "DIRECT",
  "10.1.2.3": "PROXY ten.test:8080",
  "2001:db8::1": "PROXY six.test:8080"
};
function FindProxyForURL(url, host) {
  return table[host] || "PROXY rest.test:8080";
}
