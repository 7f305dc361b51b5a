// one
function FindProxyForURL(url, host)
{
	if (host == "intranet.example")
		return "DIRECT";
	return "PROXY p.example:8080";
}
// the end