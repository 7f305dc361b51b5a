// 代理设置 – réglages du proxy – 🚦
var firma = "Ærø";
function FindProxyForURL(url, host) { /* ← begin */
    if (firma === "Ærø" && shExpMatch(host, "*.aeroe.example")) {
        return "DIRECT";
    }
    return "PROXY proxy.aeroe.example:8080"; // → proxy
}
// Schluß