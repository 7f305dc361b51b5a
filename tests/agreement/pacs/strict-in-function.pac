function FindProxyForURL(url, host) { "use strict"; return "PROXY " + typeof this + ".test:8080"; }
