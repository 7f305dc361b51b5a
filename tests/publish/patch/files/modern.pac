const DOMAINS = new Set(["corp.example", "partner.example"]);
const isOurs = host => [...DOMAINS].some((d) => host === d || host.endsWith(`.${d}`));
var FindProxyForURL = (url, host) => {
  if (isOurs(host)) return "DIRECT";
  return "PROXY proxy.corp.example:8080";
};
