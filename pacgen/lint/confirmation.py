"""
What a rule about the text suspects is tried out.

A pattern that matches too much is shown to do so by a host that nobody meant: if that one goes
DIRECT, the suspicion is proven, and the request is its evidence.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pacgen.engine import Request
from pacgen.lint.answers import Answer
from pacgen.lint.context import LintContext
from pacgen.lint.finding import Confidence, Finding
from pacgen.lint.probes import Probe, Role

__all__ = ["confirmed"]

_MOST = 300
"""So many suspicions of one file are tried out."""


def confirmed(context: LintContext, findings: Iterable[Finding]) -> list[Finding]:
    """
    Return *findings*; those whose :attr:`Finding.stranger` goes DIRECT are proven now.

    Where DIRECT is what the file is for, nothing can be shown so.
    """
    findings = list(findings)
    if context.default_is_direct:
        return findings
    strangers = [f.stranger for f in findings if f.stranger and not f.evidence][:_MOST]
    probes = {stranger: _probe(stranger) for stranger in strangers}
    answers = {
        id(answer.probe): answer
        for answer in context.ask(probes.values())
        if answer.target is context.reference and answer.is_clean_direct
    }
    shown = {stranger: answers.get(id(probe)) for stranger, probe in probes.items()}
    return [_with_evidence(context, finding, shown.get(finding.stranger)) for finding in findings]


def _probe(stranger: str) -> Probe:
    if "://" in stranger:
        request = Request.for_url(stranger)
        return Probe(Role.STRANGER, request.host, request)
    return Probe(Role.STRANGER, stranger, Request.for_host(stranger))


def _with_evidence(context: LintContext, finding: Finding, answer: Answer | None) -> Finding:
    if answer is None or finding.evidence:
        return finding
    return replace(
        finding,
        confidence=Confidence.PROVEN,
        evidence=context.evidence([answer]),
        count=1,
        targets=context.targets_of([answer]),
    )
