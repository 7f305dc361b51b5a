function FindProxyForURL(url, host) {
    if (weekdayRange("MON", "FRI") && timeRange(8, 18)) {
        return "PROXY work.corp.example:8080";
    }
    return "PROXY rest.corp.example:8080";
}
