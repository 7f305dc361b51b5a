"""The rules about one answer: its type, encoding, lifetime, and the way to it."""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Iterator
from typing import ClassVar

from pacgen.engine import PacFile
from pacgen.lint.delivery.exchange import Delivery
from pacgen.lint.delivery.rule import DeliveryRule
from pacgen.lint.finding import Finding, Severity

__all__ = ["HEADER_RULES"]

_MIME_TYPE = "application/x-ns-proxy-autoconfig"
_MIME_TYPES = frozenset({_MIME_TYPE, "application/x-javascript-config"})
_ENDINGS = (".pac", ".dat", ".js", ".jvs")
_DAY = 24 * 60 * 60
_SLOW = 5.0
_NAMES = {"latin-1": {"iso-8859-1", "latin1", "windows-1252"}, "utf-16": {"utf-16"}}

_GOOD = f"""\
GET https://pac.example.com/wpad.dat
HTTP/1.1 200 OK
Content-Type: {_MIME_TYPE}
Cache-Control: max-age=3600
ETag: "1"
"""


class WrongMimeType(DeliveryRule):
    """
    Checks for PAC files that are served as something else.

    Why is this bad?
        WinHTTP takes a file only by this type, or by an ending that it knows (.pac, .dat, .js,
        .jvs). A type of text/html is what error pages and login portals have.

    Known problems
        None.

    References
        Microsoft, "WinHTTP AutoProxy Functions".
        Chromium, net/proxy_resolution/pac_file_fetcher_impl.cc.
    """

    name: ClassVar[str] = "wrong-mime-type"
    code: ClassVar[str] = "DE01"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = "some clients take a file for a PAC file only by its type"
    tip: ClassVar[str] = f"let the server send\n    Content-Type: {_MIME_TYPE}"
    bad: ClassVar[str] = _GOOD.replace(_MIME_TYPE, "text/html")
    good: ClassVar[str] = _GOOD

    def check(self, delivery: Delivery) -> Iterator[Finding]:
        """See :meth:`DeliveryRule.check`."""
        kind = delivery.final.mime_type
        if kind in _MIME_TYPES:
            return
        path = urllib.parse.urlsplit(delivery.final.url).path.lower()
        severity = Severity.WARNING if path.endswith(_ENDINGS) else Severity.ERROR
        what = f"the file is served as {kind}" if kind else "the file is served without a type"
        yield self.finding(delivery, what, severity=severity)


class RedirectedDelivery(DeliveryRule):
    """
    Checks for redirects on the way to the file.

    Why is this bad?
        Every client follows redirects in its own way, if it does at all, and each costs time
        before the first page. A redirect to another host is what login portals do; one from https
        to http undoes what https is for.

    Known problems
        None.

    References
        Chromium, net/proxy_resolution/pac_file_fetcher_impl.cc.
    """

    name: ClassVar[str] = "redirected-delivery"
    code: ClassVar[str] = "DE02"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = "clients follow redirects each in its own way, or not at all"
    tip: ClassVar[str] = "let clients ask for the last URL, or serve the file at the first"
    bad: ClassVar[str] = (
        "GET https://pac.example.com/proxy\nHTTP/1.1 302 Found\n"
        f"Location: https://pac.example.com/wpad.dat\n\n{_GOOD}"
    )
    good: ClassVar[str] = _GOOD

    def check(self, delivery: Delivery) -> Iterator[Finding]:
        """See :meth:`DeliveryRule.check`."""
        if len(delivery.hops) == 1:
            return
        first, last = (urllib.parse.urlsplit(hop.url) for hop in (delivery.asked, delivery.final))
        is_weaker = first.scheme == "https" and last.scheme != "https"
        away = is_weaker or first.hostname != last.hostname
        yield self.finding(
            delivery,
            f"the URL is redirected to {delivery.final.url}",
            severity=Severity.ERROR if away else None,
        )


class UntrustedCertificate(DeliveryRule):
    """
    Checks for servers whose certificate is not trusted here.

    Why is this bad?
        Clients load a PAC file without asking anybody: a certificate that they do not trust ends
        in no PAC file at all, and in most clients in DIRECT for everything.

    Known problems
        Whom this machine trusts need not be whom the clients trust.

    References
        Chromium, "Proxy support in Chrome", section "Proxy auto-config (PAC) scripts".
    """

    name: ClassVar[str] = "untrusted-certificate"
    code: ClassVar[str] = "DE03"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = "clients that do not trust the server load no PAC file, and go DIRECT"
    tip: ClassVar[str] = "use a certificate of a CA that all clients trust, for this very name"
    bad: ClassVar[str] = f"{_GOOD}Certificate: self-signed certificate\n"
    good: ClassVar[str] = _GOOD

    def check(self, delivery: Delivery) -> Iterator[Finding]:
        """See :meth:`DeliveryRule.check`."""
        if delivery.certificate_problem:
            problem = delivery.certificate_problem
            yield self.finding(delivery, f"the server's certificate is not trusted: {problem}")


class PacOverPlainHttp(DeliveryRule):
    """
    Checks for PAC files that are loaded over http.

    Why is this bad?
        Whoever is on the path, in a café's network for one, can put in a script of their own, and
        with it read or redirect what the clients ask for.

    Known problems
        WPAD itself knows http alone: name the URL in a policy instead.

    References
        Chromium, "Proxy support in Chrome".
    """

    name: ClassVar[str] = "pac-over-plain-http"
    code: ClassVar[str] = "DE04"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = "anybody on the path can put in a script of their own"
    tip: ClassVar[str] = "serve the file over https, and name that URL in the clients' policy"
    bad: ClassVar[str] = _GOOD.replace("https:", "http:")
    good: ClassVar[str] = _GOOD

    def check(self, delivery: Delivery) -> Iterator[Finding]:
        """See :meth:`DeliveryRule.check`."""
        if delivery.asked.url.startswith("http:"):
            yield self.finding(delivery, "the file is loaded over http, without protection")


class MissingCacheHeaders(DeliveryRule):
    """
    Checks for answers that do not say how long they hold.

    Why is this bad?
        Each client then keeps the file as long as it likes: a change reaches some at once and
        others next week, and nobody can tell which.

    Known problems
        Chromium loads the file anew after a change of network, whatever the headers say.

    References
        RFC 9111, section 4.2.2.
    """

    name: ClassVar[str] = "missing-cache-headers"
    code: ClassVar[str] = "DE05"
    severity: ClassVar[Severity] = Severity.INFO
    why: ClassVar[str] = "each client keeps the file as long as it likes"
    tip: ClassVar[str] = "let the server send\n    Cache-Control: max-age=3600"
    bad: ClassVar[str] = _GOOD.replace("Cache-Control: max-age=3600\n", "")
    good: ClassVar[str] = _GOOD

    def check(self, delivery: Delivery) -> Iterator[Finding]:
        """See :meth:`DeliveryRule.check`."""
        if {"cache-control", "expires"}.isdisjoint(delivery.final.headers):
            yield self.finding(delivery, "the answer does not say how long it may be kept")


class LongCacheLifetime(DeliveryRule):
    """
    Checks for answers that clients may keep for more than a day.

    Why is this bad?
        A mistake in the file, or a new endpoint of Microsoft's, stays with the clients for so long.

    Known problems
        None.

    References
        RFC 9111, section 5.2.2.1.
    """

    name: ClassVar[str] = "long-cache-lifetime"
    code: ClassVar[str] = "DE06"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = "a change, or the way back from one, reaches the clients late"
    tip: ClassVar[str] = "let the server send\n    Cache-Control: max-age=3600"
    bad: ClassVar[str] = _GOOD.replace("3600", "604800")
    good: ClassVar[str] = _GOOD

    def check(self, delivery: Delivery) -> Iterator[Finding]:
        """See :meth:`DeliveryRule.check`."""
        lifetime = delivery.final.lifetime
        if lifetime is not None and lifetime > _DAY:
            days = f"{lifetime / _DAY:.3g}"
            yield self.finding(delivery, f"clients may keep the file for {days} days")


class CharsetMismatch(DeliveryRule):
    """
    Checks for answers whose declared character set is not that of the file.

    Why is this bad?
        Clients that believe the header read another text: a comment at best, a host or a syntax
        error at worst.

    Known problems
        A file in ASCII is the same in all of them but UTF-16.

    References
        Chromium, net/proxy_resolution/pac_file_fetcher_impl.cc.
    """

    name: ClassVar[str] = "charset-mismatch"
    code: ClassVar[str] = "DE07"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = "clients that believe the header read another text"
    tip: ClassVar[str] = "write the file in ASCII, and leave the charset out"
    bad: ClassVar[str] = _GOOD.replace(_MIME_TYPE, f"{_MIME_TYPE}; charset=utf-16")
    good: ClassVar[str] = _GOOD

    def check(self, delivery: Delivery) -> Iterator[Finding]:
        """See :meth:`DeliveryRule.check`."""
        said = delivery.final.charset
        encoding = PacFile.from_bytes("", delivery.final.body).encoding
        fits = said in _NAMES.get(encoding, {encoding})
        if encoding == "ascii":
            fits = not said.startswith(("utf-16", "utf16", "utf-32"))
        if said and not fits and not re.match(f"{re.escape(encoding)}(le|be|-le|-be)?$", said):
            yield self.finding(delivery, f"the server says {said}, the file is {encoding}")


class UnaskedCompression(DeliveryRule):
    """
    Checks for answers that are compressed although nobody asked for it.

    Why is this bad?
        Clients and libraries that do not know the compression get bytes that are no script.

    Known problems
        None.

    References
        RFC 9110, section 12.5.3.
    """

    name: ClassVar[str] = "unasked-compression"
    code: ClassVar[str] = "DE08"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = "clients that do not unpack it get no script"
    tip: ClassVar[str] = "let the server compress only what is asked for with Accept-Encoding"
    bad: ClassVar[str] = f"{_GOOD}Content-Encoding: gzip\n"
    good: ClassVar[str] = _GOOD

    def check(self, delivery: Delivery) -> Iterator[Finding]:
        """See :meth:`DeliveryRule.check`."""
        encoding = delivery.final.headers.get("content-encoding", "").strip().lower()
        if encoding not in {"", "identity"}:
            yield self.finding(delivery, f"the answer is compressed with {encoding}, unasked")


class SlowDelivery(DeliveryRule):
    """
    Checks for servers that take seconds for the file.

    Why is this bad?
        Nothing loads before the PAC file is there. Chromium gives up after thirty seconds and goes
        DIRECT.

    Known problems
        The network from here need not be that of the clients.

    References
        Chromium, net/proxy_resolution/pac_file_fetcher_impl.cc.
    """

    name: ClassVar[str] = "slow-delivery"
    code: ClassVar[str] = "DE12"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = "nothing loads before the file is there; clients give up and go DIRECT"
    tip: ClassVar[str] = "serve it as a plain file, from a server near the clients"
    bad: ClassVar[str] = f"{_GOOD}Seconds: 12\n"
    good: ClassVar[str] = _GOOD

    def check(self, delivery: Delivery) -> Iterator[Finding]:
        """See :meth:`DeliveryRule.check`."""
        seconds = sum(hop.seconds for hop in delivery.hops)
        if seconds > _SLOW:
            yield self.finding(delivery, f"the file took {seconds:.0f} seconds to arrive")


HEADER_RULES: tuple[DeliveryRule, ...] = (
    WrongMimeType(),
    RedirectedDelivery(),
    UntrustedCertificate(),
    PacOverPlainHttp(),
    MissingCacheHeaders(),
    LongCacheLifetime(),
    CharsetMismatch(),
    UnaskedCompression(),
    SlowDelivery(),
)
"""The rules about one answer."""
