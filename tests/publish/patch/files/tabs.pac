function FindProxyForURL(url, host)
{
	// local
	if (isPlainHostName(host))
		return "DIRECT";

	return "PROXY proxy.corp.example:8080";
}
