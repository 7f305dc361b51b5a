const proxies = ["PROXY a.test:1", "PROXY b.test:2"];
function FindProxyForURL(url, host = "x", ...rest) { const [first, second] = proxies; return `${second}; ${first}`; }
