async function FindProxyForURL(url, host) { return "PROXY async.test:8080"; }
