let shExpMatch = function () { return true; };
function FindProxyForURL(url, host) { return shExpMatch() ? "PROXY own.test:1" : "DIRECT"; }
