var note = "// pacgen >>> list 00000000 made by hand", other = '/* pacgen <<< rule */';
/* About marks: they look like
   // pacgen >>> rule 12345678
   and end the same way. */
function FindProxyForURL(url, host) {
    // not one: // pacgen >>> rule 12345678
    if (note === other) { return "DIRECT"; }
    return "PROXY proxy.example.com:8080";
}
