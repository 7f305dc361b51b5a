var rules = JSON.parse('[{"end":".corp.test","to":"DIRECT"},{"end":".com","to":"HTTPS com.test:443"}]');
function FindProxyForURL(url, host) {
  var found = rules.filter(function (rule) { return host.slice(-rule.end.length) === rule.end; });
  return found.length ? found[0].to : "PROXY rest.test:8080";
}
