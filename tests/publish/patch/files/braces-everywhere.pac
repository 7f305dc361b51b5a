/* function FindProxyForURL(url, host) { return "DIRECT"; } was the old version { { */
// }}} function FindProxyForURL(
function FindProxyForURL /* { */ (url /* , x { */, host) // {
/* { */ { // } and more
    var brace = "}", quote = '\'{', re = /[}\]{]\//;
    if (brace === "}" && re.test(host)) { return "DIRECT"; }
    return "PROXY proxy.example.com:8080"; // }
}
/* } */
