function FindProxyForURL(url, host) { if (host) return "PROXY a.test:1"; ; else return "DIRECT"; }
