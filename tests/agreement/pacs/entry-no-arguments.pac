function FindProxyForURL() { return "PROXY " + arguments[1].replace(/[^a-z.]/g, "") + "x:" + arguments.length; }
