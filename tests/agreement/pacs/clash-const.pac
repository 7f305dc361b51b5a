const isInNet = () => true;
function FindProxyForURL(url, host) { return isInNet() ? "PROXY own.test:1" : "DIRECT"; }
