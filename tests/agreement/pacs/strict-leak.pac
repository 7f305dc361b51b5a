"use strict";
function FindProxyForURL(url, host) { leak = 1; return "PROXY leak.test:8080"; }
