"""
Endpoint documents of the Microsoft 365 web service, as plain data.

The service's JSON becomes these classes in :func:`parse_document` and nowhere else; there is no
I/O here.
Source of the format: Microsoft, "Office 365 IP Address and URL web service".
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NoReturn

from pacgen.errors import EndpointDocumentError, HostPatternError, UsageError
from pacgen.patterns import HostPattern

__all__ = [
    "Category",
    "EndpointDocument",
    "EndpointSet",
    "IPNetwork",
    "Instance",
    "PortRange",
    "ServiceArea",
    "parse_document",
    "parse_ports",
    "parse_set",
]

IPNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network

_MAX_PORT = 65535
_WEB_PORTS = (80, 443)


class Instance(StrEnum):
    """
    Microsoft's word for one of its separate clouds. The value is what the service's URLs and
    answers say.
    """

    WORLDWIDE = "Worldwide"
    CHINA = "China"
    USGOV_DOD = "USGovDoD"
    USGOV_GCC_HIGH = "USGovGCCHigh"

    @classmethod
    def parse(cls, text: str) -> Instance:
        """
        Read an instance's name, in any case.

        Raises:
            UsageError: there is no such instance.
        """
        for instance in cls:
            if instance.lower() == text.lower():
                return instance
        raise UsageError(
            f"{text!r} is no instance of Microsoft 365",
            tip=f"choose one of {', '.join(cls)}",
        )


class ServiceArea(StrEnum):
    """
    The values of ``serviceArea`` known today. Skype is what the display name calls Microsoft Teams.
    """

    COMMON = "Common"
    EXCHANGE = "Exchange"
    SHAREPOINT = "SharePoint"
    SKYPE = "Skype"
    MEM = "MEM"


class Category(StrEnum):
    """
    How Microsoft wants the traffic treated, the most demanding first.

    A name in sets of several categories has the highest of them: Optimize, then Allow, then
    Default.
    """

    OPTIMIZE = "Optimize"
    ALLOW = "Allow"
    DEFAULT = "Default"

    @property
    def rank(self) -> int:
        """0 for Optimize, 1 for Allow, 2 for Default: lower wins."""
        return tuple(Category).index(self)


@dataclass(frozen=True, slots=True, order=True)
class PortRange:
    """Ports from *first* to *last*, both included."""

    first: int
    last: int

    def __contains__(self, port: int) -> bool:
        return self.first <= port <= self.last

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


@dataclass(frozen=True, slots=True)
class EndpointSet:
    """One record of the service: hosts, addresses and ports which belong together."""

    id: int
    """Never reused within an instance; means something else in another instance."""

    service_area: str
    """Usually a :class:`ServiceArea`; Microsoft may invent further ones."""

    category: Category
    urls: tuple[HostPattern, ...] = ()
    """In the document's order, without repetition."""

    ips: tuple[IPNetwork, ...] = ()
    tcp_ports: tuple[PortRange, ...] = ()
    udp_ports: tuple[PortRange, ...] = ()
    required: bool = False
    express_route: bool = False
    display_name: str = ""
    """For people; Microsoft has changed it before. Decide on ``service_area``."""

    notes: str = ""

    @property
    def is_teams(self) -> bool:
        """Whether this set belongs to Teams and Skype for Business."""
        return self.service_area == ServiceArea.SKYPE

    @property
    def is_web(self) -> bool:
        """
        Whether anything that asks a PAC can reach this set: port 80 or 443, or no ports given.

        Mail (25, 143, 587, 993, 995), media (UDP 3478-3481) and time (UDP 123) never do.
        """
        ports = self.tcp_ports + self.udp_ports
        return not ports or any(port in ranges for port in _WEB_PORTS for ranges in ports)


@dataclass(frozen=True, slots=True)
class EndpointDocument:
    """All endpoint sets of one instance at one version."""

    instance: Instance
    version: str
    """Ten digits, ``YYYYMMDDNN``; ``""`` where it is not known (a document from somewhere else)."""

    sets: tuple[EndpointSet, ...]

    def teams(self) -> tuple[EndpointSet, ...]:
        """Return the sets of Teams and Skype for Business."""
        return tuple(endpoint_set for endpoint_set in self.sets if endpoint_set.is_teams)

    def select(self, service_areas: Iterable[str]) -> EndpointDocument:
        """Return the document with the sets of *service_areas* alone."""
        wanted = frozenset(service_areas)
        kept = tuple(s for s in self.sets if s.service_area in wanted)
        return EndpointDocument(self.instance, self.version, kept)

    def __str__(self) -> str:
        return f"{self.instance} {self.version or '(version unknown)'}"


def parse_document(
    data: object, *, instance: Instance, version: str, source: str
) -> EndpointDocument:
    """
    Turn the decoded JSON of ``/endpoints/<instance>`` into an :class:`EndpointDocument`.

    Unknown attributes are ignored: Microsoft says that it may add some at any time.

    Args:
        data: What ``json.loads`` gave.
        instance: The instance that was asked for; the document itself does not say.
        version: The version that ``/version`` gave; the document itself does not say.
        source: File or URL, for messages.

    Raises:
        EndpointDocumentError: *data* is no list of endpoint sets; the message names the set and
        the key.
    """
    if not isinstance(data, list):
        raise EndpointDocumentError(
            f"{source}: no list of endpoint sets but {_kind(data)}",
            usually="an error page, or the answer of another URL, was saved instead",
            tip=f"fetch it again: pacgen fetch --instance {instance}",
        )
    sets = tuple(parse_set(record, source=source, index=i) for i, record in enumerate(data))
    seen: set[int] = set()
    for endpoint_set in sets:
        if endpoint_set.id in seen:
            raise EndpointDocumentError(f"{source}: set {endpoint_set.id}: the id is there twice")
        seen.add(endpoint_set.id)
    return EndpointDocument(instance, version, sets)


def parse_set(record: object, *, source: str, index: int) -> EndpointSet:
    """
    Turn one record into an :class:`EndpointSet`.

    Missing, ``null`` and empty keys all mean "none": the service does all but ``null`` itself.

    Raises:
        EndpointDocumentError: something in the record cannot be understood.
    """
    if not isinstance(record, Mapping):
        raise EndpointDocumentError(f"{source}: item {index}: no endpoint set but {_kind(record)}")
    identifier = record.get("id")
    if not isinstance(identifier, int) or isinstance(identifier, bool):
        raise EndpointDocumentError(
            f"{source}: item {index}: key 'id': a number is wanted, not {_kind(identifier)}"
        )
    reader = _Reader(record, f"{source}: set {identifier}")
    return EndpointSet(
        id=identifier,
        service_area=reader.text("serviceArea", required=True),
        category=reader.category(),
        urls=reader.urls(),
        ips=reader.ips(),
        tcp_ports=reader.ports("tcpPorts"),
        udp_ports=reader.ports("udpPorts"),
        required=reader.boolean("required"),
        express_route=reader.boolean("expressRoute"),
        display_name=reader.text("serviceAreaDisplayName"),
        notes=reader.text("notes"),
    )


def parse_ports(text: str) -> tuple[PortRange, ...]:
    """
    Read the service's port strings: ``80,443``, ``143, 587, 993, 995``, ``50000-59999``, or blank.

    Raises:
        ValueError: *text* is something else.
    """
    if not text.strip():
        return ()
    return tuple(sorted({_port_range(part.strip()) for part in text.split(",")}))


def _port_range(text: str) -> PortRange:
    match = re.fullmatch(r"([0-9]{1,5})(?:\s*-\s*([0-9]{1,5}))?", text)
    if match is None:
        raise ValueError(f"{text!r} is no port and no range of ports")
    first = int(match.group(1))
    last = int(match.group(2) or first)
    if not 1 <= first <= last <= _MAX_PORT:
        raise ValueError(f"{text!r} is outside 1 to {_MAX_PORT}, or runs backwards")
    return PortRange(first, last)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the keys of one record; every error names the record and the key."""

    record: Mapping[str, Any]
    place: str

    def text(self, key: str, *, required: bool = False) -> str:
        value = self.record.get(key)
        if value is None and not required:
            return ""
        if not isinstance(value, str) or (required and not value.strip()):
            self._refuse(key, f"a text is wanted, not {_kind(value)}")
        # The words that programs decide on are printed too, in PAC files and on terminals.
        if required and not value.isprintable():
            self._refuse(key, f"{value!r} holds a character that cannot be printed")
        return value

    def boolean(self, key: str) -> bool:
        # The /changes feed writes booleans as the strings "true" and "false"; be ready for it
        # here too.
        match self.record.get(key):
            case None | "" | "false" | "False" | False:
                return False
            case "true" | "True" | True:
                return True
            case other:
                self._refuse(key, f"true or false is wanted, not {_kind(other)}")

    def category(self) -> Category:
        value = self.text("category", required=True)
        try:
            return Category(value)
        except ValueError:
            self._refuse("category", f"{value!r} is none of {', '.join(Category)}")

    def urls(self) -> tuple[HostPattern, ...]:
        patterns = []
        for text in self._texts("urls"):
            try:
                patterns.append(HostPattern.parse(text))
            except HostPatternError as error:
                self._refuse("urls", error.what)
        return tuple(dict.fromkeys(patterns))

    def ips(self) -> tuple[IPNetwork, ...]:
        networks = []
        for text in self._texts("ips"):
            try:
                networks.append(ipaddress.ip_network(text.strip()))
            except ValueError:
                self._refuse("ips", f"{text!r} is no address range such as 52.112.0.0/14")
            if "%" in text:
                self._refuse("ips", f"{text!r} names a network interface of one machine")
        return tuple(dict.fromkeys(networks))

    def ports(self, key: str) -> tuple[PortRange, ...]:
        try:
            return parse_ports(self.text(key))
        except ValueError as error:
            self._refuse(key, str(error))

    def _texts(self, key: str) -> list[str]:
        value = self.record.get(key)
        if value is None or value == "":
            return []
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self._refuse(key, f"a list of texts is wanted, not {_kind(value)}")
        return value

    def _refuse(self, key: str, what: str) -> NoReturn:
        raise EndpointDocumentError(
            f"{self.place}: key {key!r}: {what}",
            usually="the document was edited by hand, or Microsoft published something new",
            tip="fetch it again, or report it to the maintainers with this message",
        )


def _kind(value: object) -> str:
    """Name the JSON type of *value* for a message, with a glimpse of it where that helps."""
    match value:
        case None:
            return "nothing"
        case bool():
            return f"the boolean {str(value).lower()}"
        case int() | float():
            return f"the number {value}"
        case str():
            return f"the text {value[:40]!r}" if value else "an empty text"
        case list():
            return "a list with something else in it" if value else "an empty list"
        case dict():
            return f"an object with the keys {', '.join(sorted(map(str, value))[:5]) or '(none)'}"
        case _:
            return type(value).__name__
