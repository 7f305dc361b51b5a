"""The names that a PAC file can rely on, and those that it cannot."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

__all__ = [
    "ARITY",
    "BROWSER",
    "DNS_HELPERS",
    "EXTENDED",
    "HELPERS",
    "KNOWN",
    "SIGNATURES",
    "STRING_METHODS",
    "TIME_HELPERS",
    "nearest",
]

SIGNATURES = {
    "dnsDomainIs": 'dnsDomainIs(host, ".example.com")',
    "shExpMatch": 'shExpMatch(host, "*.example.com")',
    "localHostOrDomainIs": 'localHostOrDomainIs(host, "www.example.com")',
    "isInNet": 'isInNet(host, "10.0.0.0", "255.0.0.0")',
    "isPlainHostName": "isPlainHostName(host)",
    "dnsResolve": "dnsResolve(host)",
    "isResolvable": "isResolvable(host)",
    "dnsDomainLevels": "dnsDomainLevels(host)",
    "weekdayRange": 'weekdayRange("MON", "FRI")',
    "dateRange": 'dateRange(1, "JAN", 31, "MAR")',
    "timeRange": "timeRange(8, 0, 17, 59)",
}
"""How the helpers are called."""

ARITY = {
    "dnsDomainIs": (2,),
    "shExpMatch": (2,),
    "localHostOrDomainIs": (2,),
    "isInNet": (3,),
    "isPlainHostName": (1,),
    "dnsResolve": (1,),
    "isResolvable": (1,),
    "dnsDomainLevels": (1,),
    "weekdayRange": (1, 2, 3),
    "dateRange": (1, 2, 3, 4, 5, 6, 7),
    "timeRange": (1, 2, 3, 4, 5, 6, 7),
}
"""How many arguments they take."""

TIME_HELPERS = ("weekdayRange", "dateRange", "timeRange")

DNS_HELPERS = ("dnsResolve", "isResolvable", "isInNet", "dnsResolveEx", "isResolvableEx")
"""Helpers that may ask the DNS."""

EXTENDED = (
    "dnsResolveEx",
    "isResolvableEx",
    "isInNetEx",
    "myIpAddressEx",
    "sortIpAddressList",
    "getClientVersion",
)
"""Microsoft's additions for IPv6."""

HELPERS = frozenset({*ARITY, "myIpAddress", "alert"})
"""What every client provides."""

BROWSER = frozenset(
    {
        *("window", "document", "navigator", "location", "screen", "history", "self", "top"),
        *("fetch", "XMLHttpRequest", "setTimeout", "setInterval", "clearTimeout", "require"),
        *("process", "module", "exports", "localStorage", "sessionStorage", "console", "atob"),
        *(
            "btoa",
            "URL",
            "URLSearchParams",
            "WScript",
            "Buffer",
            "prompt",
            "confirm",
            "TextEncoder",
        ),
    }
)
"""What browsers and other hosts of scripts have, and PAC files have not."""

KNOWN = frozenset(
    {
        *HELPERS,
        *EXTENDED,
        *("FindProxyForURL", "FindProxyForURLEx", "undefined", "NaN", "Infinity", "arguments"),
        *("Object", "Function", "Array", "String", "Boolean", "Number", "Math", "Date", "RegExp"),
        *("Error", "EvalError", "RangeError", "ReferenceError", "SyntaxError", "TypeError"),
        *("URIError", "JSON", "Map", "Set", "WeakMap", "WeakSet", "Symbol", "Promise", "Proxy"),
        *("Reflect", "BigInt", "Intl", "globalThis", "ArrayBuffer", "DataView", "Uint8Array"),
        *("Int8Array", "Uint16Array", "Int16Array", "Uint32Array", "Int32Array", "Float32Array"),
        *("Float64Array", "Uint8ClampedArray", "WeakRef", "AggregateError", "Iterator"),
        *("parseInt", "parseFloat", "isNaN", "isFinite", "eval", "escape", "unescape"),
        *("encodeURI", "encodeURIComponent", "decodeURI", "decodeURIComponent"),
        *("ActiveXObject", "GetObject", "ScriptEngine", "Enumerator", "VBArray"),
        *("convert_addr", "isValidIpAddress", "wdays", "months", "isIPv4", "isIPv6"),
        *("pacUseMultihomedDNS", "ProxyConfig"),
    }
)
"""Names that mean something without the file's doing, somewhere at least."""

STRING_METHODS = frozenset(
    {
        *("charAt", "charCodeAt", "codePointAt", "concat", "endsWith", "includes", "indexOf"),
        *("lastIndexOf", "localeCompare", "match", "matchAll", "normalize", "padEnd", "padStart"),
        *("repeat", "replace", "replaceAll", "search", "slice", "split", "startsWith", "substr"),
        *("substring", "toLocaleLowerCase", "toLocaleUpperCase", "toLowerCase", "toString"),
        *("toUpperCase", "trim", "trimEnd", "trimLeft", "trimRight", "trimStart", "valueOf", "at"),
        *("hasOwnProperty", "isWellFormed", "toWellFormed", "anchor", "big", "bold", "link"),
    }
)


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the one of *known* that somebody who wrote *name* will have meant."""
    by_lower = {candidate.lower(): candidate for candidate in sorted(known)}
    close = difflib.get_close_matches(name.lower(), by_lower, n=1, cutoff=0.75)
    return by_lower[close[0]] if close else None
