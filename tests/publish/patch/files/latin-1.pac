// Einstellungen für den Außendienst, gepflegt von Jürgen
function FindProxyForURL(url, host) {
    // Müller & Söhne
    if (dnsDomainIs(host, ".mueller.example")) { return "DIRECT"; } // früher: ".müller.example"
    return "PROXY proxy.mueller.example:8080";
}
