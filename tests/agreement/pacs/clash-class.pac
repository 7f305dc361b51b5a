class alert {}
function FindProxyForURL(url, host) { return "PROXY own.test:1"; }
