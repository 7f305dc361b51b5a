var x = 1; // no FindProxyForURL
