"""The checks of what Teams does by name and TCP: proxy settings, DNS, TLS, passwords."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus

from pacgen.probe.check import Check, Verdict, worst
from pacgen.probe.names import IPAddress, Lookup, is_sinkhole, with_a_way
from pacgen.probe.parallel import UnfinishedError, side_by_side, within
from pacgen.probe.points import DNS, PROXY, PROXY_PASSWORD, TLS
from pacgen.probe.proxy_setting import ProxySetting
from pacgen.probe.settings import bypasses
from pacgen.probe.setup import PacJudgement, Setup, Target
from pacgen.probe.web import LONGEST_REQUEST, ProxyAnswer, WebResult, ask_proxy, ask_web
from pacgen.probe.wpad import Search

__all__ = ["check_dns", "check_proxy", "check_proxy_password", "check_tls"]

_ISSUERS = ("microsoft", "digicert")
"""Who issues the certificates of Teams."""

_GENERATE = "send Teams directly: pacgen generate writes the PAC file, pacgen patch mends yours"

_SLOW = 1.0
"""Seconds after which a lookup is felt by whoever starts a call."""


def check_proxy(setup: Setup) -> tuple[Check, ...]:
    """Say whether a proxy is in the way of Teams, by the settings and the PAC file."""
    check = PROXY
    if setup.settings:
        check = dataclasses.replace(check, evidence=tuple(map(str, setup.settings)))
    pac = setup.judge_pac()
    found = [*_pac_problems(pac), *_setting_problems(setup, pac)]
    if found:
        verdict = worst(problem.verdict for problem in found)
        first = next(problem for problem in found if problem.verdict is verdict)
        evidence = (*check.evidence, *(problem.text for problem in found))
        if pac is not None:
            evidence += pac.problems
        check = dataclasses.replace(
            check, verdict=verdict, summary=first.text, evidence=evidence, advice=first.advice
        )
    elif pac is not None:
        check = dataclasses.replace(check, summary=f"{pac.source}: {pac.verdict}")
    elif setup.settings:
        check = dataclasses.replace(check, summary="the settings send Teams directly")
    return (check,)


@dataclass(frozen=True, slots=True)
class _Problem:
    verdict: Verdict
    text: str
    advice: str = _GENERATE


def _pac_problems(pac: PacJudgement | None) -> Iterator[_Problem]:
    if pac is not None and not pac.is_good:
        yield _Problem(Verdict.FAIL, f"{pac.source}: {pac.verdict}")


def _setting_problems(setup: Setup, pac: PacJudgement | None) -> Iterator[_Problem]:
    hosts = [target.host for target in setup.web]
    for setting in setup.settings:
        proxied = [host for host in hosts if not bypasses(host, setting.bypass)]
        if setting.proxy and proxied:
            text = f"{setting.source} sends {', '.join(proxied)} through a proxy"
            yield _Problem(Verdict.FAIL, text)
        if setting.auto_detect and pac is None:
            yield _wpad_problem(setting, setup.wpad)
    by_source = {setting.source: setting for setting in setup.settings}
    user, winhttp = by_source.get("Windows"), by_source.get("WinHTTP")
    if winhttp is not None and _differ(user, winhttp):
        text = "WinHTTP and the user's settings differ: Teams and services may take different ways"
        yield _Problem(Verdict.WARN, text, "set both alike: netsh winhttp import proxy source=ie")


def _wpad_problem(setting: ProxySetting, search: Search | None) -> _Problem:
    looks = f"{setting.source} looks for a PAC file by WPAD"
    if search is None:
        return _Problem(Verdict.WARN, looks, "name that file with --pac, or look with --wpad")
    asked = f" or DNS ({', '.join(search.names)})" if search.names else ""
    return _Problem(
        Verdict.WARN,
        f"{looks}, and none was found by DHCP{asked}",
        "switch WPAD off where there is no such file, before somebody else offers one; "
        "if there is one, name it with --pac",
    )


def _differ(user: ProxySetting | None, winhttp: ProxySetting) -> bool:
    # WinHTTP knows no PAC file of its own: programs hand it the user's.
    return winhttp.proxy != (user.proxy if user else "")


def check_dns(setup: Setup) -> tuple[Check, ...]:
    """Say whether names have the addresses that Microsoft publishes."""
    if not setup.names:
        return (DNS,)
    found = side_by_side(lambda name: _judge_name(setup, name), setup.names)
    verdict = worst(level for level, _ in found)
    bad = [text for level, text in found if level is verdict]
    label = setup.resolver.label
    summary = bad[0] if verdict is not Verdict.PASS else f"{len(found)} names are right by {label}"
    advice = ""
    if verdict is not Verdict.PASS:
        advice = "let clients resolve Microsoft's names by an external resolver near them"
    return (
        dataclasses.replace(
            DNS,
            verdict=verdict,
            summary=summary,
            evidence=(
                f"resolver: {label}",
                *(text for _, text in found),
                *(
                    f"what {s.source} sends to its proxy is resolved there, not here"
                    for s in setup.settings
                    if s.proxy
                ),
            ),
            advice=advice,
        ),
    )


def _judge_name(setup: Setup, name: str) -> tuple[Verdict, str]:
    found = setup.resolver.lookup(name)
    if found.error:
        return Verdict.FAIL, f"{name}: {found.error}"
    text = f"{name}: {', '.join(map(str, found.addresses))} in {found.seconds * 1000:.0f} ms"
    sunk = [str(address) for address in found.addresses if is_sinkhole(address)]
    if sunk:
        return Verdict.FAIL, f"{name} is {', '.join(sunk)}, which is not on the Internet"
    outside = _outside(setup, name, found.addresses)
    if outside:
        other = setup.reference.lookup(name) if setup.reference else None
        return _judge_outside(setup, outside, found, other)
    if found.seconds > _SLOW:
        return Verdict.WARN, f"{text}, which is slow"
    return Verdict.PASS, text


def _judge_outside(
    setup: Setup, outside: list[IPAddress], found: Lookup, other: Lookup | None
) -> tuple[Verdict, str]:
    text = f"{found.name} is {', '.join(map(str, outside))}, outside the published prefixes"
    if other is None or setup.reference is None or not other.addresses:
        return Verdict.WARN, text
    said = f"{setup.reference.label} says {', '.join(map(str, other.addresses))}"
    is_inside = not _outside(setup, found.name, other.addresses)
    return (Verdict.FAIL if is_inside else Verdict.WARN), f"{text}; {said}"


def _outside(setup: Setup, name: str, addresses: tuple[IPAddress, ...]) -> list[IPAddress]:
    published = setup.published(name)
    if not published:
        return []
    return [a for a in addresses if not any(a in network for network in published)]


def check_tls(setup: Setup) -> tuple[Check, ...]:
    """Say whether TLS reaches Microsoft itself on port 443."""
    if not setup.web:
        return (TLS,)
    found = side_by_side(lambda target: _judge_web(setup, target), setup.web)
    verdict = worst(level for level, _, _ in found)
    summary, advice = next((text, advice) for level, text, advice in found if level is verdict)
    if verdict is Verdict.PASS:
        summary = f"{len(found)} of {len(found)} servers show certificates of their own"
    evidence = tuple(text for _, text, _ in found)
    return (
        dataclasses.replace(
            TLS, verdict=verdict, summary=summary, evidence=evidence, advice=advice
        ),
    )


def _judge_web(setup: Setup, target: Target) -> tuple[Verdict, str, str]:
    found = setup.lookup(target.host)
    way = with_a_way(found.addresses)
    if way is None:
        return Verdict.FAIL, f"{target}: {found.error}", "see the check of names"
    address = str(way)
    try:
        result = within(
            LONGEST_REQUEST, lambda: ask_web(target.host, address, target.port, trust=setup.trust)
        )
    except UnfinishedError:
        why = f"{target} at {address}: no end of an answer in {LONGEST_REQUEST:g} s"
        return Verdict.FAIL, why, "see what holds TLS up there"
    if result.connect_seconds is None:
        advice = "open TCP 80 and 443 to the published prefixes: pacgen export"
        return Verdict.FAIL, f"{target} at {address}: {result.error}", advice
    if result.error and not result.issuer:
        return Verdict.FAIL, f"{target} at {address}: {result.error}", "see what ends TLS there"
    return _judge_answer(setup, target, result)


def _judge_answer(setup: Setup, target: Target, result: WebResult) -> tuple[Verdict, str, str]:
    inspected = "do not inspect TLS to Teams: it breaks calls, and certificates are pinned"
    issuer = result.issuer or "an unnamed issuer"
    if not result.is_trusted:
        why = f"{target}: certificate of {issuer}: {result.error}"
        return Verdict.FAIL, why, inspected
    if setup.is_microsoft(target.host) and not _is_known(issuer):
        return Verdict.FAIL, f"{target}: TLS is inspected: certificate of {issuer}", inspected
    if result.status == HTTPStatus.PROXY_AUTHENTICATION_REQUIRED or (
        result.status == HTTPStatus.FORBIDDEN and "via:" in result.server.lower()
    ):
        why = f"{target}: a proxy answers {result.status} ({result.server or 'no name'})"
        return Verdict.FAIL, why, "let Teams pass without a password"
    connect = (result.connect_seconds or 0) * 1000
    upgrade = "WebSocket" if result.upgraded else f"status {result.status or 'none'}"
    text = f"{target}: connected in {connect:.0f} ms, certificate of {issuer}, {upgrade}"
    return Verdict.PASS, text, ""


def _is_known(issuer: str) -> bool:
    return issuer.lower().startswith(_ISSUERS)


def check_proxy_password(setup: Setup) -> tuple[Check, ...]:
    """Say whether the proxy lets Teams through without a password."""
    unasked = next((s.source for s in setup.settings if s.proxy and setup.proxy is None), None)
    if unasked is not None:
        summary = f"the proxy of {unasked} was not asked: name it with --proxy"
        evidence = tuple(map(str, setup.settings))
        return (
            dataclasses.replace(
                PROXY_PASSWORD, verdict=Verdict.INCONCLUSIVE, summary=summary, evidence=evidence
            ),
        )
    if setup.proxy is None or not setup.web:
        return (PROXY_PASSWORD,)
    host, port = setup.proxy
    target = setup.web[0]
    try:
        answer = within(LONGEST_REQUEST, lambda: ask_proxy((host, port), target.host, target.port))
    except UnfinishedError:
        answer = ProxyAnswer(None, "no end of an answer")
    text = f"{host}:{port} answers CONNECT {target} with {answer.status or answer.error}"
    evidence = (text,)
    match answer.status:
        case HTTPStatus.PROXY_AUTHENTICATION_REQUIRED:
            verdict, summary = Verdict.FAIL, f"{host}:{port} asks for a password (407)"
        case HTTPStatus.FORBIDDEN:
            verdict, summary = Verdict.FAIL, f"{host}:{port} does not let Teams through (403)"
        case HTTPStatus.OK:
            verdict, summary = Verdict.PASS, f"{host}:{port} lets Teams through"
        case _:
            verdict, summary = Verdict.INCONCLUSIVE, text
    advice = ""
    if verdict is Verdict.FAIL:
        advice = "exempt Microsoft's endpoints from authentication: pacgen export --format squid"
    return (
        dataclasses.replace(
            PROXY_PASSWORD, verdict=verdict, summary=summary, evidence=evidence, advice=advice
        ),
    )
