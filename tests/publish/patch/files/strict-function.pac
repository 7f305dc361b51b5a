function FindProxyForURL(url, host) {
    /* a comment, then two directives */
    'use strict'
    "another"; // with a comment
    var strict = (function () { return this === undefined; })();
    return strict ? "PROXY strict.corp.example:8080" : "PROXY sloppy.corp.example:8080";
}
