// Written for browsers alone.
const SUFFIXES = [".lync.com", ".teams.microsoft.com", ".teams.cloud.microsoft", ".skype.com"];
const HOSTS = new Set(["teams.microsoft.com", "teams.cloud.microsoft", "aka.ms"]);
const NETWORKS = [["52.112.0.0", 14], ["52.122.0.0", 15]];

const mask = (bits) => [0, 8, 16, 24]
  .map((shift) => 256 - 2 ** (8 - Math.max(0, Math.min(8, bits - shift))))
  .join(".");

function FindProxyForURL(url, host) {
  const name = host.toLowerCase().replace(/\.$/, "");
  if (HOSTS.has(name) || SUFFIXES.some((suffix) => name.endsWith(suffix))) return "DIRECT";
  for (const [network, bits] of NETWORKS) {
    if (isInNet(name, network, mask(bits))) return "DIRECT";
  }
  return `PROXY ${"proxy"}.corp.example:8080`;
}
