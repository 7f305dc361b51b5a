"""The rules about several answers that should be one: schemes, names, a local copy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.delivery.exchange import Delivery
from pacgen.lint.delivery.rule import DeliveryRule
from pacgen.lint.finding import Finding, Severity

__all__ = ["VERSION_RULES"]

_HEADERS = """\
HTTP/1.1 200 OK
Content-Type: application/x-ns-proxy-autoconfig
Cache-Control: max-age=3600
"""
_ONE = f"GET https://pac.example.com/wpad.dat\n{_HEADERS}Body: function FindProxyForURL() {{}}\n"


class SchemeDependentDelivery(DeliveryRule):
    """
    Checks for files that differ between http and https.

    Why is this bad?
        Clients that find the file by WPAD load it over http, those with a policy over https: the
        same machine routes in two ways.

    Known problems
        A file that changes between the two requests is reported.

    References
        None.
    """

    name: ClassVar[str] = "scheme-dependent-delivery"
    code: ClassVar[str] = "DE09"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = "clients get another file by policy than by WPAD, which knows http alone"
    tip: ClassVar[str] = "serve one file over both, or redirect neither"
    bad: ClassVar[str] = (
        f"{_ONE}\nGET http://pac.example.com/wpad.dat\n{_HEADERS}Body: function Old() {{}}\n"
    )
    good: ClassVar[str] = f"{_ONE}\n{_ONE.replace('https:', 'http:')}"

    def check(self, delivery: Delivery) -> Iterator[Finding]:
        """See :meth:`DeliveryRule.check`."""
        other = delivery.other_scheme
        if other is not None and other.is_found and other.body != delivery.final.body:
            yield self.finding(delivery, f"{other.url} serves another file")


class PathDependentDelivery(DeliveryRule):
    """
    Checks for another file under the other usual name, ``/wpad.dat`` or ``/proxy.pac``.

    Why is this bad?
        WPAD asks for ``/wpad.dat``, policies usually name ``/proxy.pac``. When only one of them is
        changed, half of the clients do not notice.

    Known problems
        Two files may be meant.

    References
        None.
    """

    name: ClassVar[str] = "path-dependent-delivery"
    code: ClassVar[str] = "DE10"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = "a change under one name does not reach the clients that ask for the other"
    tip: ClassVar[str] = "serve one file under both names"
    bad: ClassVar[str] = (
        f"{_ONE}\nGET https://pac.example.com/proxy.pac\n{_HEADERS}Body: function Old() {{}}\n"
    )
    good: ClassVar[str] = f"{_ONE}\n{_ONE.replace('wpad.dat', 'proxy.pac')}"

    def check(self, delivery: Delivery) -> Iterator[Finding]:
        """See :meth:`DeliveryRule.check`."""
        for sibling in delivery.siblings:
            if sibling.is_found and sibling.body != delivery.final.body:
                yield self.finding(delivery, f"{sibling.url} serves another file")


class LocalCopyDiffers(DeliveryRule):
    """
    Checks for a served file that is not the local copy it was compared with.

    Why is this bad?
        What was reviewed and tested is not what clients get: a deployment did not arrive, or
        somebody changed the file in place.

    Known problems
        None: every byte counts, line ends too.

    References
        None.
    """

    name: ClassVar[str] = "local-copy-differs"
    code: ClassVar[str] = "DE11"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = "clients do not get the file that was reviewed"
    tip: ClassVar[str] = "find out which of the two is meant, and publish it"
    bad: ClassVar[str] = f"{_ONE}Local-Copy: function New() {{}}\n"
    good: ClassVar[str] = f"{_ONE}Local-Copy: function FindProxyForURL() {{}}\n"

    def check(self, delivery: Delivery) -> Iterator[Finding]:
        """See :meth:`DeliveryRule.check`."""
        if delivery.local is None or delivery.local[1] == delivery.final.body:
            return
        name, data = delivery.local
        served = delivery.final.body
        if data.split() == served.split():
            yield self.finding(delivery, f"the file is {name} with other blanks or line ends")
            return
        pairs = zip(data.splitlines(), served.splitlines(), strict=False)
        same = next((n for n, (a, b) in enumerate(pairs, 1) if a != b), None)
        where = f"from line {same} on" if same else "at its end"
        yield self.finding(delivery, f"the file is not {name}: they differ {where}")


VERSION_RULES: tuple[DeliveryRule, ...] = (
    SchemeDependentDelivery(),
    PathDependentDelivery(),
    LocalCopyDiffers(),
)
"""The rules about several answers."""
