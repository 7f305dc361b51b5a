var shExpMatch = function () { return true; };
function isInNet() { return true; }
function FindProxyForURL(url, host) { return shExpMatch() && isInNet() ? "PROXY own.test:1" : "DIRECT"; }
