function FindProxyForURL(url, host) {
    // Everything goes direct since the proxy was switched off.
}
