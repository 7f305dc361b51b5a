const wdays = 1;
function FindProxyForURL(url, host) { return "PROXY wdays.test:1"; }
