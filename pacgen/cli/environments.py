"""The options which say in what world a PAC file is asked: addresses, DNS answers, clock."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import click

from pacgen.cli.numbers import NumberRange
from pacgen.engine import DnsRecord, Environment
from pacgen.engine.environment import parse_address, parse_clock
from pacgen.engine.environment_file import parse_environments
from pacgen.engine.live import LiveDns
from pacgen.errors import InputError, UsageError
from pacgen.resolver import look_up_all

__all__ = ["World", "environment_options"]

R = TypeVar("R")
T = TypeVar("T")

_MAX_SIZE = 10 * 1024 * 1024
_NOW = "now"


@dataclass(frozen=True, slots=True)
class World:
    """What the options said; handed to the command as *world*."""

    file: Path | None = None
    names: tuple[str, ...] = ()
    client_addresses: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    at: str = ""
    live: bool = False
    live_names: int = 100
    live_seconds: float = 10.0
    clock: Callable[[], datetime] = field(default=lambda: datetime.now().astimezone())
    """Says what ``--at now`` is."""

    def environments(self) -> Mapping[str, Environment]:
        """
        Return the environments to ask in, by name; a single one without a name has ``""``.

        Raises:
            UsageError: a value cannot be meant, the file is wrong, or has no such environment.
            InputError: the file cannot be read.
        """
        found: Mapping[str, Environment] = {"": Environment()}
        if self.file is not None:
            found = parse_environments(_read(self.file), str(self.file))
        if self.names:
            found = {name: _chosen(found, name) for name in self.names}
        return {name: self._overridden(environment) for name, environment in found.items()}

    def live_dns(self) -> LiveDns | None:
        """Return what fills environments up with real answers, if that was asked for."""
        if not self.live:
            return None
        return LiveDns(
            lambda names, seconds: look_up_all(names, seconds=seconds),
            max_names=self.live_names,
            seconds=self.live_seconds,
        )

    def _overridden(self, environment: Environment) -> Environment:
        if self.client_addresses:
            addresses = tuple(_flag("--client-ip", parse_address, a) for a in self.client_addresses)
            environment = replace(environment, client_addresses=addresses)
        if self.at:
            moment = self.clock() if self.at == _NOW else _flag("--at", parse_clock, self.at)
            environment = replace(environment, clock=moment)
        return environment.with_records(_flag("--dns", _record, text) for text in self.records)


def environment_options(command: Callable[..., R]) -> Callable[..., R]:
    """Give a command the options of :class:`World`, handed over as *world*."""

    @functools.wraps(command)
    def packed(
        *,
        env_file: Path | None,
        env_names: tuple[str, ...],
        client_ips: tuple[str, ...],
        dns: tuple[str, ...],
        at: str,
        live_dns: bool,
        live_dns_max: int,
        live_dns_seconds: float,
        **others: object,
    ) -> R:
        world = World(
            env_file, env_names, client_ips, dns, at, live_dns, live_dns_max, live_dns_seconds
        )
        return command(world=world, **others)

    decorated: Callable[..., R] = packed
    for option in reversed(_OPTIONS):
        decorated = option(decorated)
    return decorated


_OPTIONS = (
    click.option(
        "--client-ip",
        "client_ips",
        multiple=True,
        metavar="ADDRESS",
        help="What myIpAddress finds, IPv4 or IPv6; repeatable.  [default: 192.0.2.1]",
    ),
    click.option(
        "--dns",
        multiple=True,
        metavar="HOST=IP[,IP...]",
        help="What a name resolves to; *.example.com= for all names below, HOST= for one that does "
        "not resolve; repeatable.  [default: no name resolves]",
    ),
    click.option(
        "--at",
        default="",
        metavar="TIME",
        help="The client's clock with its time zone, as in 2026-11-23T09:00+01:00, or 'now'.  "
        "[default: 2026-01-07T12:00Z, a Wednesday]",
    ),
    click.option(
        "--env",
        "env_file",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        help="Client addresses, DNS answers and clock from a YAML file, which may hold several "
        "environments with names. The options above count more.",
    ),
    click.option(
        "--env-name",
        "env_names",
        multiple=True,
        metavar="NAME",
        help="One of the environments in the file; repeatable.  [default: all]",
    ),
    click.option(
        "--live-dns",
        is_flag=True,
        help="Look up for real, on this computer, what the script asks and no option answers. The "
        "script itself never gets near the network.",
    ),
    click.option(
        "--live-dns-max",
        type=click.IntRange(min=0),
        default=100,
        show_default=True,
        metavar="N",
        help="How many names may be looked up.",
    ),
    click.option(
        "--live-dns-seconds",
        type=NumberRange(min=0, max=3600),
        default=10.0,
        show_default=True,
        metavar="SECONDS",
        help="How long all lookups may take together.",
    ),
)


def _flag(name: str, parse: Callable[[str], T], text: str) -> T:
    """Read a flag's value; a message about it names the flag."""
    try:
        return parse(text)
    except UsageError as error:
        raise UsageError(f"{name}: {error.what}", usually=error.usually, tip=error.tip) from None


def _record(text: str) -> DnsRecord:
    name, separator, addresses = text.partition("=")
    if not separator:
        raise UsageError(
            f"{text!r} is no HOST=IP",
            tip=f"write {name}=10.1.2.3, or {name}= if it does not resolve",
        )
    return DnsRecord(name, tuple(part for part in addresses.split(",") if part.strip()))


def _chosen(found: Mapping[str, Environment], name: str) -> Environment:
    if name not in found:
        named: Sequence[str] = [known for known in found if known]
        raise UsageError(
            f"--env-name: there is no environment {name!r}",
            tip=f"choose one of {', '.join(named)}"
            if named
            else "name a file that has it: --env FILE",
        )
    return found[name]


def _read(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            data = stream.read(_MAX_SIZE + 1)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from None
    if len(data) > _MAX_SIZE:
        raise InputError(f"{path}: larger than {_MAX_SIZE // 1024**2} MB; this is no environment")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(f"{path}:{line}: not UTF-8", tip="save the file as UTF-8") from None
