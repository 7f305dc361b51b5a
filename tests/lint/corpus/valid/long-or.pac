// A long condition.
function FindProxyForURL(url, host) {
  host = host.toLowerCase().replace(/\.$/, "");
  if (host == "aka.ms" ||
      host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com") ||
      host == "teams.cloud.microsoft" || dnsDomainIs(host, ".teams.cloud.microsoft") ||
      dnsDomainIs(host, ".lync.com") || dnsDomainIs(host, ".skype.com") ||
      /^52\.(11[2-5]|12[23])\.\d+\.\d+$/.test(host)) {
    return "DIRECT";
  }
  if (host == "srv0.partner.example" ||
      host == "srv1.partner.example" ||
      host == "srv2.partner.example" ||
      host == "srv3.partner.example" ||
      host == "srv4.partner.example" ||
      host == "srv5.partner.example" ||
      host == "srv6.partner.example" ||
      host == "srv7.partner.example" ||
      host == "srv8.partner.example" ||
      host == "srv9.partner.example" ||
      host == "srv10.partner.example" ||
      host == "srv11.partner.example" ||
      host == "srv12.partner.example" ||
      host == "srv13.partner.example" ||
      host == "srv14.partner.example" ||
      host == "srv15.partner.example" ||
      host == "srv16.partner.example" ||
      host == "srv17.partner.example" ||
      host == "srv18.partner.example" ||
      host == "srv19.partner.example" ||
      host == "srv20.partner.example" ||
      host == "srv21.partner.example" ||
      host == "srv22.partner.example" ||
      host == "srv23.partner.example" ||
      host == "srv24.partner.example" ||
      host == "srv25.partner.example" ||
      host == "srv26.partner.example" ||
      host == "srv27.partner.example" ||
      host == "srv28.partner.example" ||
      host == "srv29.partner.example" ||
      host == "srv30.partner.example" ||
      host == "srv31.partner.example" ||
      host == "srv32.partner.example" ||
      host == "srv33.partner.example" ||
      host == "srv34.partner.example" ||
      host == "srv35.partner.example" ||
      host == "srv36.partner.example" ||
      host == "srv37.partner.example" ||
      host == "srv38.partner.example" ||
      host == "srv39.partner.example" ||
      host == "srv40.partner.example" ||
      host == "srv41.partner.example" ||
      host == "srv42.partner.example" ||
      host == "srv43.partner.example" ||
      host == "srv44.partner.example" ||
      host == "srv45.partner.example" ||
      host == "srv46.partner.example" ||
      host == "srv47.partner.example" ||
      host == "srv48.partner.example" ||
      host == "srv49.partner.example" ||
      host == "srv50.partner.example" ||
      host == "srv51.partner.example" ||
      host == "srv52.partner.example" ||
      host == "srv53.partner.example" ||
      host == "srv54.partner.example" ||
      host == "srv55.partner.example" ||
      host == "srv56.partner.example" ||
      host == "srv57.partner.example" ||
      host == "srv58.partner.example" ||
      host == "srv59.partner.example") {
    return "DIRECT";
  }
  return "PROXY proxy.corp.example:8080";
}
