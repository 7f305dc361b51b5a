var shell = null;
try { shell = new ActiveXObject("WScript.Shell"); } catch (error) {}
function FindProxyForURL(url, host) { return shell ? "PROXY windows.test:8080" : "PROXY other.test:8080"; }
