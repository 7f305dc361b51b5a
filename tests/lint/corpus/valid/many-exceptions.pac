// Thirty exceptions.
function FindProxyForURL(url, host) {
  host = host.toLowerCase().replace(/\.$/, "");
  if (host == "aka.ms" ||
      host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com") ||
      host == "teams.cloud.microsoft" || dnsDomainIs(host, ".teams.cloud.microsoft") ||
      dnsDomainIs(host, ".lync.com") || dnsDomainIs(host, ".skype.com") ||
      /^52\.(11[2-5]|12[23])\.\d+\.\d+$/.test(host)) {
    return "DIRECT";
  }
  if (host == "app0.partner.example") return "DIRECT";
  if (host == "app1.partner.example") return "DIRECT";
  if (host == "app2.partner.example") return "DIRECT";
  if (host == "app3.partner.example") return "DIRECT";
  if (host == "app4.partner.example") return "DIRECT";
  if (host == "app5.partner.example") return "DIRECT";
  if (host == "app6.partner.example") return "DIRECT";
  if (host == "app7.partner.example") return "DIRECT";
  if (host == "app8.partner.example") return "DIRECT";
  if (host == "app9.partner.example") return "DIRECT";
  if (host == "app10.partner.example") return "DIRECT";
  if (host == "app11.partner.example") return "DIRECT";
  if (host == "app12.partner.example") return "DIRECT";
  if (host == "app13.partner.example") return "DIRECT";
  if (host == "app14.partner.example") return "DIRECT";
  if (host == "app15.partner.example") return "DIRECT";
  if (host == "app16.partner.example") return "DIRECT";
  if (host == "app17.partner.example") return "DIRECT";
  if (host == "app18.partner.example") return "DIRECT";
  if (host == "app19.partner.example") return "DIRECT";
  if (host == "app20.partner.example") return "DIRECT";
  if (host == "app21.partner.example") return "DIRECT";
  if (host == "app22.partner.example") return "DIRECT";
  if (host == "app23.partner.example") return "DIRECT";
  if (host == "app24.partner.example") return "DIRECT";
  if (host == "app25.partner.example") return "DIRECT";
  if (host == "app26.partner.example") return "DIRECT";
  if (host == "app27.partner.example") return "DIRECT";
  if (host == "app28.partner.example") return "DIRECT";
  if (host == "app29.partner.example") return "DIRECT";
  return "PROXY proxy.corp.example:8080";
}
