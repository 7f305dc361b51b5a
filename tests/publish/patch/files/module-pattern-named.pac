var FindProxyForURL = function (init, profiles) {
    function find(url, host) {
        "use strict";
        var result = init, scheme = url.substr(0, url.indexOf(":"));
        do {
            result = profiles[result];
            if (typeof result === "function") { result = result(url, host, scheme); }
        } while (typeof result !== "string" || result.charCodeAt(0) === 43);
        return result;
    }
    return find;
}("+auto switch", {
    "+auto switch": function (url, host, scheme) {
        "use strict";
        if (/(?:^|\.)corp\.example$/.test(host)) { return "DIRECT"; }
        return "+proxy";
    },
    "+proxy": function (url, host, scheme) {
        "use strict";
        if (/^127\.0\.0\.1$/.test(host)) { return "DIRECT"; }
        return "PROXY proxy.corp.example:8080";
    }
});
