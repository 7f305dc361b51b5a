// A function for suffixes.
function below(host, domain) {
  return host == domain || host.slice(-domain.length - 1) == "." + domain;
}

function FindProxyForURL(url, host) {
  host = host.toLowerCase().replace(/\.$/, "");
  if (host == "aka.ms" || below(host, "teams.microsoft.com") ||
      below(host, "teams.cloud.microsoft") || below(host, "lync.com") ||
      below(host, "skype.com") || /^52\.(11[2-5]|12[23])\.\d+\.\d+$/.test(host)) {
    return "DIRECT";
  }
  return "PROXY proxy.corp.example:8080";
}
