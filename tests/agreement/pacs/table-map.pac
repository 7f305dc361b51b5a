const routes = new Map([["com", "PROXY com.test:8080"], ["test", "PROXY test.test:8080"]]);
function FindProxyForURL(url, host) {
  return routes.get(host.split(".").pop()) ?? "DIRECT";
}
