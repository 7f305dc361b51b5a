var FindProxyForURL = (function () {
    var hosts = { "wiki.corp.example": true };
    function known(name) {
        return hosts[name] === true;
    }
    return function (url, host) {
        return known(host) ? "DIRECT" : "PROXY proxy.corp.example:8080";
    };
})();
