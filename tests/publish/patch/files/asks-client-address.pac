function FindProxyForURL(url, host) {
    if (isInNet(myIpAddress(), "10.1.0.0", "255.255.0.0")) return "PROXY paris.corp.example:8080";
    if (isInNet(myIpAddress(), "10.2.0.0", "255.255.0.0")) return "PROXY berlin.corp.example:8080";
    return "DIRECT";
}
