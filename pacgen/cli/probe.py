"""``pacgen probe``: does this network follow Microsoft's advice for Teams?"""

from __future__ import annotations

import contextlib
import math
import ssl
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click
import truststore

from pacgen import endpoints
from pacgen.cli.lint_config import read_defaults
from pacgen.cli.numbers import NumberRange
from pacgen.cli.options import config_option, endpoints_option, instance_option, is_given
from pacgen.cli.output import Colour, color_option, write
from pacgen.cli.probe_inputs import (
    parse_proxy,
    parse_relay,
    parse_resolver,
    parse_target,
)
from pacgen.cli.probe_pac import judge_of, search_of
from pacgen.cli.probe_report import Places
from pacgen.endpoints import EndpointDocument, Instance
from pacgen.errors import UsageError
from pacgen.probe.check import Verdict
from pacgen.probe.deadline import Deadline
from pacgen.probe.names import Remembering, SystemResolver
from pacgen.probe.proxy_setting import ProxySetting, without_password
from pacgen.probe.quality import Profile
from pacgen.probe.settings import find_settings
from pacgen.probe.setup import Relay, Setup, Target, default_relay, default_web
from pacgen.probe.steps import SPARE, STEPS, Step, run_steps
from pacgen.reporters.probe import FORMATS
from pacgen.reporters.text import printable

__all__ = ["command"]

_FAILURES = 1
_SHORTEST, _LONGEST, _USUAL = 0.5, 300.0, 10.0
_TCP_PORT = 443
_SHARE = 1.0
"""Seconds at least for what is checked besides quality."""


@click.command("probe")
@config_option
@instance_option
@endpoints_option
@click.option("--plan", "only_plan", is_flag=True, help="Say what would be sent, and send nothing.")
@click.option(
    "--target",
    "targets",
    multiple=True,
    metavar="HOST[:PORT]",
    help="Ask this web server, and no host of the endpoint list; repeatable.",
)
@click.option(
    "--relay",
    metavar="HOST[:PORT[-PORT]]",
    help="Ask this relay over UDP.  [default: Microsoft's; with --target, its first host]",
)
@click.option(
    "--relay-tcp-port",
    type=click.IntRange(1, 65535),
    default=_TCP_PORT,
    show_default=True,
    help="The relay's port for clients to which UDP is shut.",
)
@click.option(
    "--resolver",
    metavar="ADDRESS[:PORT]",
    help="Resolve names by this server instead of the system's.",
)
@click.option(
    "--reference",
    metavar="ADDRESS[:PORT]",
    help="Compare with this server's answers.",
)
@click.option(
    "--pac",
    metavar="FILE|URL",
    help="Judge this PAC file instead of the one in the system's settings.",
)
@click.option(
    "--wpad",
    "looks_for_pac",
    is_flag=True,
    help="Look for the PAC file by DHCP and DNS even where no setting says so.",
)
@click.option(
    "--proxy",
    metavar="HOST:PORT",
    help="Ask this proxy whether it wants a password, instead of the one in the settings.",
)
@click.option(
    "--seconds",
    type=NumberRange(_SHORTEST, _LONGEST),
    default=_USUAL,
    show_default=True,
    help="How long to measure quality, with 50 packets a second.",
)
@click.option(
    "--deadline",
    "most_seconds",
    type=NumberRange(_SHORTEST, _LONGEST + SPARE),
    metavar="SECONDS",
    help=f"End after so long, whatever is missing then.  [default: {SPARE:g} more than --seconds]",
)
@click.option(
    "--from",
    "profile",
    type=click.Choice([profile.value for profile in Profile]),
    default=Profile.CLIENT.value,
    show_default=True,
    help="Where this computer stands: a client's place, or the edge of your network.",
)
@click.option(
    "--only",
    multiple=True,
    type=click.Choice([step.name for step in STEPS]),
    help="Only this check; repeatable.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="full",
    show_default=True,
    help="How the result is written.",
)
@click.option(
    "-o",
    "--output-file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the result into a file.",
)
@click.option(
    "--chart",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Draw the measured round trips into this file, as SVG.",
)
@color_option
@click.pass_context
def command(
    context: click.Context,
    *,
    config_path: Path | None,
    instance: Instance,
    endpoints_directory: Path | None,
    only_plan: bool,
    targets: tuple[str, ...],
    relay: str | None,
    relay_tcp_port: int,
    resolver: str | None,
    reference: str | None,
    pac: str | None,
    looks_for_pac: bool,
    proxy: str | None,
    seconds: float,
    most_seconds: float | None,
    profile: str,
    only: tuple[str, ...],
    form: str,
    output_file: Path | None,
    chart: Path | None,
    colour: str,
) -> int:
    """
    Say whether this network follows Microsoft's advice for Teams.

    Is a proxy in the way, are names resolved as on the Internet, does TLS reach Microsoft itself,
    does media get through over UDP, and is the path good enough for it? Only hosts of the endpoint
    list are asked, or those that you name, and for the PAC file those that this computer's settings
    name; --plan lists what would be sent. The PAC file is held against pacgen.yaml, if there is
    one.

    Exit codes: 0 nothing failed; 1 something did.

    \b
    Examples:
      pacgen probe --plan
      pacgen probe --reference 192.0.2.53 --format markdown -o probe.md
    """  # noqa: D301 - click's mark for "do not rewrap" is a real backspace
    started = time.monotonic()
    defaults = read_defaults(config_path)
    chosen = instance if is_given(context, "instance") else defaults.instance
    snapshot = endpoints.load(chosen, endpoints_directory)
    steps = [step for step in STEPS if not only or step.name in only]
    web = tuple(map(parse_target, targets)) or default_web(snapshot.document)
    settings = find_settings()
    # Who names targets wants nobody else to be asked: not the proxy or the PAC file's server.
    asked = () if targets else settings
    names = Remembering(parse_resolver(resolver, "--resolver") if resolver else SystemResolver())
    if pac and looks_for_pac:
        raise UsageError("--pac names the file that --wpad looks for", tip="leave one of them out")
    looks_for_pac = looks_for_pac or (not pac and any(s.auto_detect for s in asked))
    setup = Setup(
        document=snapshot.document,
        web=web,
        relay=_relay(relay, relay_tcp_port, web if targets else (), snapshot.document),
        resolver=names,
        reference=parse_resolver(reference, "--reference") if reference else None,
        settings=settings,
        judge_pac=lambda: None,
        proxy=parse_proxy(proxy) if proxy else _proxy_of(asked),
        wpad=search_of(names) if looks_for_pac else None,
        seconds=seconds,
        profile=Profile(profile),
        trust=lambda: truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
    )
    if only_plan:
        write(_plan(steps, setup, pac or next((s.pac_url for s in asked if s.pac_url), "")))
        return 0
    places = Places(output_file, chart)
    places.check()
    deadline = Deadline(started + _most_seconds(most_seconds, setup, steps))
    if any(step.name == "proxy" for step in steps):
        expectation = defaults.expectation(snapshot.document, None, None)
        setup = replace(setup, judge_pac=judge_of(pac, setup.wpad, asked, expectation))
    if sys.stderr.isatty():
        click.echo("probing; --plan says what is sent", err=True)
    checks = run_steps(steps, setup, deadline)
    places.write(checks, form, source=str(snapshot), colour=Colour(colour))
    return _FAILURES if any(check.verdict is Verdict.FAIL for check in checks) else 0


def _most_seconds(given: float | None, setup: Setup, steps: Sequence[Step]) -> float:
    """
    Return how long all of it may take.

    Raises:
        UsageError: nothing could be measured in the time that was given.
    """
    least = max((s.need(setup) for s in steps if s.name == "quality"), default=0.0)
    least += _SHARE if len(steps) > 1 and least else 0.0
    if given is not None and given < least:
        raise UsageError(
            f"--deadline {given:g} is too short to measure for {setup.seconds:g} s",
            tip=f"allow {math.ceil(least)} s, measure less with --seconds, or leave out quality",
        )
    return given or setup.seconds + SPARE


def _relay(
    given: str | None, tcp_port: int, targets: Sequence[Target], document: EndpointDocument
) -> Relay | None:
    """Return the relay to ask: none of Microsoft's where the user named other targets."""
    if given:
        return parse_relay(given, tcp_port)
    if targets:
        return Relay(targets[0].host, tcp_port=tcp_port)
    return default_relay(document)


def _proxy_of(settings: Sequence[ProxySetting]) -> tuple[str, int] | None:
    for setting in settings:
        if setting.proxy:
            # What is written there may be anything; the check of settings shows it.
            with contextlib.suppress(UsageError):
                return parse_proxy(setting.proxy)
    return None


def _plan(steps: Sequence[Step], setup: Setup, pac: str) -> str:
    lines = [f"{step.name:15}{line}" for step in steps for line in step.plan(setup)]
    if pac and any(step.name == "proxy" for step in steps):
        lines.insert(
            0, f"{'proxy':15}{printable(without_password(pac))} is read, and run without network"
        )
    return "".join(f"{line}\n" for line in lines)
