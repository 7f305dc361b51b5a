class FindProxyForURL { constructor() { return "PROXY class.test:8080"; } }
