from __future__ import annotations

from collections.abc import Callable

import pytest

from pacgen.engine import PacFile
from pacgen.lint import Finding, Report, Severity
from pacgen.lint.fix import apply_fixes
from pacgen.policy.expectation import Expectation

LINES = [
    "function FindProxyForURL(url, host) {",
    "  // everything",
    '  return "DIRECT";',
    "}",
    "",
]


def _mixed(report: Report) -> list[Finding]:
    return [finding for finding in report.findings if finding.rule == "mixed-line-ends"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_one_kind_is_no_finding(end: str, lint_text: Callable[..., Report]) -> None:
    """However lines end, it is the mixture that is reported."""
    text = end.join(LINES) if end != "\r" else end.join(LINES).replace("  // everything\r", "")

    assert [] == _mixed(lint_text(text))


def test_the_first_odd_one_is_shown(lint_text: Callable[..., Report]) -> None:
    """The message counts, the place is the first line end that is not the usual one."""
    text = "\n".join(LINES).replace('"DIRECT";\n', '"DIRECT";\r\n')
    (finding,) = _mixed(lint_text(text))

    assert "lines end in different ways: 1 with CRLF, 3 with LF" == finding.message
    assert (Severity.INFO, 3, 19) == (finding.severity, finding.place.line, finding.place.column)


def test_a_lone_carriage_return_is_worse(lint_text: Callable[..., Report]) -> None:
    """Clients end a line, and with it a comment, where editors do not."""
    text = "\n".join(LINES).replace("everything\n", "everything\r")
    (finding,) = _mixed(lint_text(text))

    assert Severity.WARNING is finding.severity


@pytest.mark.parametrize("usual", ["\n", "\r\n"])
def test_the_fix_makes_them_all_alike(
    usual: str, lint_text: Callable[..., Report], expecting: Callable[..., Expectation]
) -> None:
    """All lines end as most of them did, and nothing else changes."""
    odd = "\r\n" if usual == "\n" else "\n"
    text = usual.join(LINES)
    report = lint_text(text.replace(usual, odd, 1))
    pac = PacFile.from_bytes("wpad.dat", report.pac.data)

    assert text.encode() == apply_fixes(pac, _mixed(report), expecting("a.example")).pac.data
