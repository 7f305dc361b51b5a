function FindProxyForURL(url, host) { return "PROXY load.test:8080"; }
window.onload = null;
