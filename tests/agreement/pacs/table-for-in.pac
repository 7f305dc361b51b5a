var nets = { "10.0.0.0": "255.0.0.0", "192.168.0.0": "255.255.0.0", "172.16.0.0": "255.240.0.0" };
function FindProxyForURL(url, host) {
  for (var net in nets) if (isInNet(host, net, nets[net])) return "PROXY n" + net + ":80";
  return "DIRECT";
}
