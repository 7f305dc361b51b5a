function FindProxyForURL(url, host) { return { a: { b: "PROXY optional.test:1" } }?.a?.b ?? "DIRECT"; }
