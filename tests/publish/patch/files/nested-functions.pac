function FindProxyForURL(url, host) {
    function inside(domain) {
        function ends(text) { return text.slice(-domain.length) === domain; }
        return ends(host);
    }
    function route() { return inside(".corp.example") ? "DIRECT" : "PROXY proxy.corp.example:8080"; }
    return route();
}
function inside() { return true; }
