// The next line must stay the first statement.
"use strict";

var proxy = "PROXY proxy.corp.example:8080";

function FindProxyForURL(url, host) {
    if (host === "wiki.corp.example") {
        return "DIRECT";
    }
    return proxy;
}
