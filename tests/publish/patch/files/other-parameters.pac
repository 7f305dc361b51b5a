function FindProxyForURL(u,h){
  if(h=="www.contoso.example")return "DIRECT";
  return "PROXY proxy.contoso.example:8080";
}
