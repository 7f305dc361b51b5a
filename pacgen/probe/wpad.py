"""
Where a computer that looks for a PAC file by itself (WPAD) finds one: DHCP, then DNS.

DHCP is asked nothing: what the server offered stands in the leases. By DNS the names
``wpad.DOMAIN`` are asked for, of the domains in which the computer looks for short names and of
those above them, but never above the domain that somebody can register: ``wpad.co.uk`` belongs to
a stranger, who would be asked for a file that says where all requests go.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pacgen.probe.names import Resolver
from pacgen.probe.parallel import side_by_side
from pacgen.probe.proxy_setting import without_password
from pacgen.probe.settings import Run

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

__all__ = ["Offer", "Search", "domains_of", "names_in", "offers_of"]

_MOST_NAMES = 8
_LARGEST = 1024 * 1024
_LEASES = (
    "var/lib/dhcp/*.leases",
    "var/lib/dhclient/*.lease*",
    "var/lib/NetworkManager/dhclient-*.lease",
)
_NETWORKD = "run/systemd/netif/leases/*"
_LEASE = re.compile(r"^lease\s*\{(.*?)^\}", re.DOTALL | re.MULTILINE)
_EXPIRE = re.compile(r"^\s*expire \d (\d{4}/\d\d/\d\d \d\d:\d\d:\d\d)", re.MULTILINE)
_OPTION = re.compile(
    r'^\s*option (?:wpad|wpad-url|unknown-252) (?:"((?:[^"\\]|\\.)*)"|([0-9a-f:]+));',
    re.MULTILINE,
)
_NMCLI = re.compile(r"^DHCP4\.OPTION\[\d+\]:wpad = (.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Offer:
    """The address of a PAC file, and who told it."""

    url: str
    source: str
    """``DHCP`` or ``DNS``."""


@dataclass(frozen=True, slots=True)
class Search:
    """Where a PAC file is looked for."""

    offers: tuple[Offer, ...]
    """By DHCP; who has one does not look further."""

    names: tuple[str, ...]
    """To ask DNS for, the best first."""

    resolver: Resolver

    def find(self) -> Offer | None:
        """Return the first offer, asking DNS if there is none yet."""
        if self.offers:
            return self.offers[0]
        # With a dot at the end, so that no domain is put behind it.
        found = side_by_side(lambda name: self.resolver.lookup(f"{name}."), self.names)
        for name, lookup in zip(self.names, found, strict=True):
            if lookup.addresses:
                return Offer(f"http://{name}/wpad.dat", "DNS")
        return None

    def plan(self) -> Iterator[str]:
        """Yield what is asked, a line each."""
        if self.offers:
            url = without_password(self.offers[0].url)
            yield f"{url}, which DHCP told, is read, and run without network"
            return
        for name in self.names:
            yield f"DNS queries for A and AAAA of {name} to {self.resolver.label}"
        for name in self.names:
            yield f"if it has an address, and no name above has, http://{name}/wpad.dat is read"


def names_in(domains: Iterable[str]) -> tuple[str, ...]:
    """
    Return the names to ask DNS for.

    Args:
        domains: In which the computer looks for short names, the best first. First each of them
            is asked, as browsers do, then those above, as Windows does.
    """
    # Reads a large list, and only who looks for WPAD needs it.
    from publicsuffixlist import PublicSuffixList  # noqa: PLC0415 - see above

    suffixes = PublicSuffixList()
    chains = [list(_upward(domain.strip(".").lower(), suffixes)) for domain in domains]
    first = [chain[0] for chain in chains if chain]
    above = [domain for chain in chains for domain in chain[1:]]
    return tuple(f"wpad.{domain}" for domain in dict.fromkeys(first + above))[:_MOST_NAMES]


def _upward(domain: str, suffixes: PublicSuffixList) -> Iterator[str]:
    """Yield *domain* and those above it, down to the one that its owner registered."""
    registered = suffixes.privatesuffix(domain) if _is_name(domain) else None
    if registered is None:
        return
    while True:
        yield domain
        if domain == registered:
            return
        domain = domain.partition(".")[2]


def _is_name(domain: str) -> bool:
    labels = domain.split(".")
    return all(re.fullmatch(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?", label) for label in labels)


def domains_of(resolv_conf: Path, host: str) -> Iterator[str]:
    """
    Yield the domains in which a computer looks for short names.

    Args:
        resolv_conf: The file that says so; its last line with domains counts.
        host: The computer's own name, whose domain comes first.
    """
    _, _, own = host.partition(".")
    if own:
        yield own
    found: list[str] = []
    try:
        lines = resolv_conf.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return
    for line in lines:
        words = line.split()
        if words[:1] in (["search"], ["domain"]):
            found = words[1:]
    yield from found


def offers_of(root: Path, run: Run, now: datetime | None = None) -> tuple[Offer, ...]:
    """
    Return what DHCP offers by option 252, as far as leases can be read.

    Args:
        root: Of the file system.
        run: Runs a program: NetworkManager is asked for the leases of its own.
        now: Leases of dhclient that have expired by then do not count.
    """
    now = datetime.now(UTC) if now is None else now
    urls = [
        *(_dhclient(text, now) for pattern in _LEASES for text in _texts(root, pattern)),
        *(_networkd(text) for text in _texts(root, _NETWORKD)),
        *(
            found.replace("\\:", ":")
            for found in _NMCLI.findall(run(["nmcli", "-t", "-f", "DHCP4", "device", "show"]))
        ),
    ]
    # Servers are known to end the option with a NUL or the end of a line.
    cleaned = (url.strip("\0 \r\n\t") for url in urls)
    good = (url for url in cleaned if re.fullmatch(r"https?://[!-~]+", url, re.IGNORECASE))
    return tuple(Offer(url, "DHCP") for url in dict.fromkeys(good))


def _texts(root: Path, pattern: str) -> Iterator[str]:
    for path in sorted(root.glob(pattern)):
        try:
            with path.open(encoding="utf-8", errors="replace") as stream:
                yield stream.read(_LARGEST)
        except OSError:
            continue


def _dhclient(text: str, now: datetime) -> str:
    """Return what the newest lease says, which is the last."""
    leases = _LEASE.findall(text)
    if not leases:
        return ""
    expire = _EXPIRE.search(leases[-1])
    if expire:
        end = datetime.strptime(f"{expire[1]} +0000", "%Y/%m/%d %H:%M:%S %z")
        if end <= now:
            return ""
    option = _OPTION.search(leases[-1])
    if option is None:
        return ""
    if option[2]:
        return bytes(int(byte, 16) & 0xFF for byte in option[2].split(":") if byte).decode(
            "latin-1"
        )
    return re.sub(r"\\(\d{3}|.)", _unescaped, option[1])


def _unescaped(match: re.Match[str]) -> str:
    if len(match[1]) == 1:
        return {"n": "\n", "r": "\r", "t": "\t"}.get(match[1], match[1])
    return chr(int(match[1], 8) & 0xFF) if set(match[1]) <= set("01234567") else match[1]


def _networkd(text: str) -> str:
    found = re.search(r"^OPTION_252=((?:[0-9a-f]{2})+)$", text, re.MULTILINE)
    return bytes.fromhex(found[1]).decode("latin-1") if found else ""
