function FindProxyForURL(url, host) { "use strict"; return (function () { return !this; })() ? "PROXY strict.corp.example:8080" : "PROXY sloppy.corp.example:8080"; }
