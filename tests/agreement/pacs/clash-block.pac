{ let shExpMatch = 1; }
function FindProxyForURL(url, host) { let isInNet = 2; return "PROXY block.test:1"; }
