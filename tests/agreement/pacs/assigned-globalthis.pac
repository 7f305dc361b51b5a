globalThis["FindProxyForURL"] = (url, host) => `PROXY global.test:${8000 + 80}`;
