"""Cases of the rules about the text of a file that their examples do not cover."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pacgen.lint import Finding, Severity

Read = Callable[[str], list[Finding]]

FOUND = {
    "missing-leading-dot": (
        'var L = ["contoso.com"]; for (var i = 0; i < L.length; i++) if (dnsDomainIs(host, L[i])) return "DIRECT";',
    ),
    "wildcard-outside-shexpmatch": (
        'if (host == "*.contoso.com") return "DIRECT";',
        'if (host.indexOf("*.contoso.com") >= 0) return "DIRECT";',
    ),
    "blank-in-pattern": ('if (shExpMatch(host, "*.contoso.com ")) return "DIRECT";',),
    "uppercase-pattern": (
        'switch (host) { case "A.contoso.com": return "DIRECT"; }',
        'if (/(^|\\.)Contoso\\.com$/.test(host)) return "DIRECT";',
        'if (shExpMatch(url, "http://A.contoso.com/x/*")) return "DIRECT";',
    ),
    "port-in-host-comparison": (
        'if (shExpMatch(host, "*.contoso.com:8080")) return "DIRECT";',
        'if (host == "10.1.2.3:8080") return "DIRECT";',
    ),
    "wrong-subject": (
        'if (dnsDomainIs(host, ".contoso.com/path")) return "DIRECT";',
        'if (shExpMatch(host, "https://contoso.com/*")) return "DIRECT";',
        'if (isPlainHostName(url)) return "DIRECT";',
        'if (dnsDomainIs(url, ".contoso.com")) return "DIRECT";',
        'if (url == "wiki.contoso.com") return "DIRECT";',
        'if (shExpMatch(url, "http://wiki.contoso.com")) return "DIRECT";',
    ),
    "swapped-arguments": ('if (isInNet("10.0.0.0", host, "255.0.0.0")) return "DIRECT";',),
    "wrong-arity": (
        'if (dnsDomainIs(host, ".a.example", ".b.example")) return "DIRECT";',
        'if (shExpMatch(host)) return "DIRECT";',
    ),
    "invalid-subnet-mask": (
        'if (isInNet(host, "10.0.0.0", "8")) return "DIRECT";',
        'if (isInNet(host, "10.0.0.0", "255.0.0")) return "DIRECT";',
    ),
    "invalid-subnet-address": ('if (isInNet(host, "10.*.*.*", "255.0.0.0")) return "DIRECT";',),
    "constant-condition": (
        'if (dnsDomainIs(host, ".a.example" || ".b.example")) return "DIRECT";',
        'if (isPlainHostName) return "DIRECT";',
        'if (host == "a" || /b/) return "DIRECT";',
    ),
    "indexof-as-boolean": ('return url.indexOf("x") ? "DIRECT" : "PROXY p.contoso.com:80";',),
    "assignment-in-condition": ('if (host = "wiki.contoso.com") return "DIRECT";',),
    "empty-if-body": ('if (host == "a"); else return "DIRECT";',),
    "shexpmatch-throws": (
        'if (shExpMatch(host, "(*.contoso.com")) return "DIRECT";',
        'if (shExpMatch(host, "[")) return "DIRECT";',
    ),
    "regex-in-shexpmatch": ('if (shExpMatch(host, "^.*$")) return "DIRECT";',),
    "shexpmatch-metacharacter": ('if (shExpMatch(host, "ls.st|*.example")) return "DIRECT";',),
    "unescaped-regex-dot": ('if (/^10.\\d+\\.\\d+\\.\\d+$/.test(host)) return "DIRECT";',),
    "unanchored-regex": (
        'if (/contoso\\.com$/.test(host)) return "DIRECT";',
        'if (/^wiki\\.contoso\\.com/.test(host)) return "DIRECT";',
    ),
    "open-ended-pattern": (
        'if (host.indexOf("wiki.contoso.com") == 0) return "DIRECT";',
        'if (shExpMatch(url, "https://wiki.contoso.com*")) return "DIRECT";',
        'if (shExpMatch(host, "*domain.com*")) return "DIRECT";',
    ),
    "url-substring-match": ('if (url.indexOf("wiki.contoso.com") != -1) return "DIRECT";',),
    "https-path-match": ('if (url.indexOf("https://contoso.com/a") == 0) return "DIRECT";',),
    "overbroad-direct": ('if (dnsDomainIs(host, ".cloudfront.net")) return "DIRECT";',),
    "shadowed-rule": (
        'if (dnsDomainIs(host, ".a.example")) return "DIRECT"; else if (host == "b.a.example") return "PROXY q.contoso.com:80";',
    ),
    "conflicting-rule": (
        'if (host == "a") return "DIRECT"; if (shExpMatch(host, "a")) return "PROXY q.contoso.com:80";',
    ),
    "unknown-function": (
        'if (ShExMatch(host, "*.contoso.com")) return "DIRECT";',
        'if (host.endWith(".contoso.com")) return "DIRECT";',
    ),
    "undefined-variable": ('if (hots == "a") return "DIRECT";',),
    "browser-api": ("console.log(host);",),
    "redefined-builtin": (
        'var dnsResolve = 1; function FindProxyForURL(u, h) { return "DIRECT"; }',
    ),
    "wrong-parameters": (
        'function FindProxyForURL() { return host == "a" ? "DIRECT" : "PROXY p:1"; }',
    ),
    "trailing-comma": (
        'var T = { "a": 1, }; function FindProxyForURL(u, h) { return T[h] ? "DIRECT" : "PROXY p.contoso.com:1"; }',
    ),
    "jscript-conditional-comment": ("//@cc_on\n",),
    "ms-extension-outside-ex": (
        'if (isInNetEx(dnsResolveEx(host), "52.112.0.0/14")) return "DIRECT";',
    ),
    "dns-at-load-time": (
        'var ip = dnsResolve("a.example"); function FindProxyForURL(u, h) { return ip ? "DIRECT" : "PROXY p.contoso.com:1"; }',
    ),
    "dynamic-code": ('new Function("x")();', 'new ActiveXObject("x");', 'unescape("%41");'),
    "unexpanded-placeholder": (
        'return host == "a" ? "PROXY {{ proxy }}:80" : "PROXY %PROXY%:80";',
    ),
    "blackhole-proxy": (
        'if (host == "a") return "PROXY 0.0.0.0:8080";',
        'if (host == "a") return "PROXY localhost:1";',
    ),
}
"""For each rule, statements that it must find something in."""

SILENT = (
    'if (dnsDomainIs("." + host, ".contoso.com")) return "DIRECT";',
    'if (shExpMatch(host, "10.*") || shExpMatch(host, "fe80:*")) return "DIRECT";',
    'if (host.indexOf(".") == -1 || !host.indexOf("www.")) return "DIRECT";',
    'if (/^10\\.\\d+\\.\\d+\\.\\d+$/.test(host) || /^(.*\\.)?contoso\\.com$/i.test(host)) return "DIRECT";',
    'if (/\\.(lync|skype)\\.com\\.?$/.test(host)) return "DIRECT";',
    'if (url.substring(0, 5) == "http:" || shExpMatch(url, "ftp:*")) return "DIRECT";',
    'if (shExpMatch(url, "http://wiki.contoso.com/public/*")) return "DIRECT";',
    'if (shExpMatch(url, "*.pdf")) return "DIRECT";',
    'if (shExpMatch(host, "proxy?.contoso.com")) return "DIRECT";',
    'if (typeof isInNetEx == "function" && isInNetEx(host, "fd00::/8")) return "DIRECT";',
    'var ip; if ((ip = dnsResolve(host)) && ip != "127.0.0.1") return "DIRECT";',
    'function FindProxyForURL(u, h) { var t = {}; return t.a && t.b || "DIRECT"; }',
    'function FindProxyForURL(url, host) { return "DIRECT"; } var FindProxyForURL;',
    'while (true) { return "DIRECT"; }',
    'switch (host) { case "a": return "DIRECT"; break; default: return "PROXY p.contoso.com:80"; }',
    'function FindProxyForURL(url, host) { return late(host); function late(h) { return "DIRECT"; } }',
    'for (var i = 0; i < 3; i++) { if (host == "a" + i) return "DIRECT"; }',
    'if (host == "a" ||\n  dnsDomainIs(host, ".b") && url.indexOf("http:") == 0 ||\n  host == "c") return "DIRECT";',
    'if (host == "a") return "PROXY 127.0.0.1:3128";',
    'var o = { host: 1, "b": 2 }; if (o.host && o["b"]) return "DIRECT";',
    'if (dnsDomainIs(host, ".corp") || dnsDomainIs(host, ".local")) return "DIRECT";',
    'if (!shExpMatch(host, "*.*")) return "DIRECT";',
    'if (isInNet(host, "10.1.0.0", "255.255.0.0")) return "DIRECT";',
    "// <-- the token: see the vault\n",
    'if (host == "a.example" && isResolvable("probe.corp.contoso.com")) return "DIRECT";',
)
"""Good statements that come close to something bad."""


@pytest.mark.parametrize(
    ("rule", "text"),
    [(rule, text) for rule, texts in FOUND.items() for text in texts],
)
def test_each_form_of_a_mistake_is_found_once(rule: str, text: str, read_text: Read) -> None:
    """The rule finds it, once, and says where it stands."""
    findings = [finding for finding in read_text(text) if finding.rule == rule]

    assert [True] * len(findings) == [finding.place.line is not None for finding in findings]
    assert (2 if text.count("proxy }}") else 1) == len(findings)


@pytest.mark.parametrize("text", SILENT)
def test_good_text_is_left_in_peace(text: str, read_text: Read) -> None:
    """What comes close to a mistake and is none gives no error and no warning."""
    findings = read_text(text)

    assert [] == [f"{f.rule}: {f.message}" for f in findings if f.severity is not Severity.INFO]


@pytest.mark.parametrize(
    "text",
    [
        "function FindProxyForURL(url, host) { let { a = 1, ...r } = url; class X { #p = 1; get q() { return a ?? r; } } l: for (const [k, v] of Object.entries(r)) continue l; return `${host?.length}${k ** v}`; }",
        "async function* FindProxyForURL(url, host) { for await (const x of host) yield* x; }",
        "function FindProxyForURL(url, host) { with (url) { switch (host) { default: } } do ; while (0) }",
        "function FindProxyForURL(url, host) { return; ",
        "}{)(",
        "",
        "\ufeff\u2028var a = '\ud800';".encode("utf-8", "replace").decode(),
        "function FindProxyForURL(url, host) { return " + "(" * 500 + "1" + ")" * 500 + " }",
        "function FindProxyForURL(url, host) { return " + " + ".join(['"a"'] * 5000) + " }",
        "function FindProxyForURL(url, host) { if (" + "!" * 3000 + "host) return 'DIRECT'; }",
        "function FindProxyForURL(url, host) { "
        + "".join(f"if (host == 'h{i}') return 'DIRECT'; else " for i in range(2000))
        + "return 'DIRECT'; }",
    ],
    ids=range(11),
)
def test_no_text_is_too_much(text: str, read_text: Read) -> None:
    """New syntax, broken text and deep nesting are read without a failure."""
    assert all(finding.message for finding in read_text(text + "// FindProxyForURL"))


def test_a_pattern_that_leads_to_a_proxy_matters_less(read_text: Read) -> None:
    """Where no host escapes a proxy, a pattern that matches too much is an info."""
    (finding,) = read_text('if (shExpMatch(host, "*contoso.com")) return "PROXY q.contoso.com:80";')

    assert ("pattern-missing-label-boundary", Severity.INFO) == (finding.rule, finding.severity)


def test_both_places_of_a_conflict_are_shown(read_text: Read) -> None:
    """The finding stands at the dead rule, and points at the one that decides."""
    text = 'if (host == "a") return "DIRECT";\nif (host == "a") return "PROXY q.contoso.com:80";'
    (finding,) = read_text(text)

    assert [3, [2]] == [finding.place.line, [related.place.line for related in finding.related]]


def test_an_element_of_a_list_has_its_own_place(read_text: Read) -> None:
    """The finding points at the string in the list, not at the loop."""
    text = 'var L = [\n".a.contoso.com",\n"b.contoso.com"];\nL.some(function (d) { return dnsDomainIs(host, d); });'
    places = [f.place.line for f in read_text(text) if f.rule == "missing-leading-dot"]

    assert [4] == places
