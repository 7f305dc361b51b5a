var start = init();
function FindProxyForURL(url, host) {
    var answer = lookup(host);
    return answer;
    var never = 1;
    function lookup(name) { return table[name] || standard; }
}
var table = { "wiki.corp.example": "DIRECT" };
var standard = "PROXY proxy.corp.example:8080";
function init() { return typeof FindProxyForURL; }
