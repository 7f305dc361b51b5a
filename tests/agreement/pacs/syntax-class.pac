class Chooser { #proxy = "PROXY class.test:1"; static make() { return new Chooser(); } get proxy() { return this.#proxy; } }
function FindProxyForURL(url, host) { return Chooser.make().proxy; }
