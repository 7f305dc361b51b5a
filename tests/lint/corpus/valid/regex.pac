// Regular expressions.
function FindProxyForURL(url, host) {
  var lower = host.toLowerCase();
  if (/^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/.test(lower)) return "DIRECT";
  if (/(^|\.)(teams\.microsoft\.com|teams\.cloud\.microsoft)\.?$/.test(lower)) return "DIRECT";
  if (/\.(lync|skype)\.com\.?$/.test(lower)) return "DIRECT";
  if (/^aka\.ms\.?$/.test(lower)) return "DIRECT";
  if (/^52\.(11[2-5]|12[23])\.\d{1,3}\.\d{1,3}$/.test(lower)) return "DIRECT";
  return "HTTPS secure-proxy.corp.example:8443; PROXY proxy.corp.example:8080";
}
