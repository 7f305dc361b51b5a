function FindProxyForURL(url, host) { return /[/.test(host) ? "DIRECT" : "PROXY a.test:1"; }
