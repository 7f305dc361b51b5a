"""Several clients at once: what differs between them, and what one of them cannot even load."""

from __future__ import annotations

from collections.abc import Callable

from pacgen.engine import PacFile, Target
from pacgen.lint import Report, lint
from pacgen.lint.rule import example_file
from pacgen.policy.expectation import Expectation

TEAMS = 'if (/(^|\\.)teams\\.microsoft\\.com$/.test(host)) return "DIRECT";\n'
Expecting = Callable[..., Expectation]


def _lint(text: str, expecting: Expecting, *targets: Target) -> Report:
    pac = PacFile.from_bytes("wpad.dat", text.encode())
    return lint(pac, expecting("teams.microsoft.com", "*.teams.microsoft.com"), targets=targets)


def test_a_finding_for_several_clients_names_them_once(expecting: Expecting) -> None:
    """Two clients on the proxy are one finding, and its requests are counted once."""
    text = example_file('if (host == "a") return "DIRECT";')
    one = _lint(text, expecting, Target.CHROMIUM).findings[0]
    two = _lint(text, expecting, Target.CHROMIUM, Target.MACOS).findings[0]

    assert (Target.CHROMIUM,) == one.targets
    assert (Target.CHROMIUM, Target.MACOS) == two.targets
    assert one.count == two.count


def test_clients_that_part_are_one_finding(expecting: Expecting) -> None:
    """It says who goes where, and the host is in no other finding."""
    text = example_file(f'if (typeof console == "undefined") return "PROXY o.example:80";\n{TEAMS}')
    report = _lint(text, expecting, Target.CHROMIUM, Target.FIREFOX)
    parting = [f for f in report.findings if f.rule == "target-dependent-routing"]

    assert ["target-dependent-routing"] == [f.rule for f in parting]
    assert "to PROXY o.example:80 in firefox, to DIRECT in chromium" in parting[0].message
    assert not {"required-host-proxied", "required-rule-shadowed"} & {
        f.rule for f in report.findings
    }


def test_the_first_client_that_loads_the_file_is_counted(expecting: Expecting) -> None:
    """A file for browsers alone is judged by what browsers do; Windows is one finding."""
    text = example_file(TEAMS).replace("function", 'const P = "";\nfunction', 1)
    report = _lint(text, expecting, Target.WINHTTP, Target.CHROMIUM)

    assert "Teams hosts all DIRECT: 4/4; others 12/12 proxied" == report.verdict
    assert [("es2015-syntax", (Target.WINHTTP,))] == [
        (f.rule, f.targets) for f in report.findings if f.severity.value == "error"
    ]


def test_the_order_of_the_clients_does_not_change_the_answers(expecting: Expecting) -> None:
    """Only who is named first does."""
    text = example_file('if (host == "teams.microsoft.com") return "DIRECT";')
    there = _lint(text, expecting, Target.CHROMIUM, Target.WINHTTP)
    back = _lint(text, expecting, Target.WINHTTP, Target.CHROMIUM)

    assert [(f.rule, f.subjects, f.targets) for f in there.findings] == [
        (f.rule, f.subjects, f.targets) for f in back.findings
    ]


def test_upper_case_needs_a_client_that_keeps_it(expecting: Expecting) -> None:
    """Asked for browsers alone, case is no matter."""
    text = (
        "function FindProxyForURL(url, host) {\n  " + TEAMS + '  return "PROXY p.example:80";\n}\n'
    )
    browsers = _lint(text, expecting, Target.CHROMIUM, Target.FIREFOX)
    windows = _lint(text, expecting, Target.CHROMIUM, Target.WINHTTP)

    assert "case-dependent-routing" not in {f.rule for f in browsers.findings}
    assert "case-dependent-routing" in {f.rule for f in windows.findings}


def test_the_deciding_line_is_shown_with_its_condition(expecting: Expecting) -> None:
    """Place and span are those of the returned expression; what led there stands beside it."""
    text = example_file('if (/[.]com$/.test(host)) return "PROXY m.example:80";')
    finding = next(
        f
        for f in _lint(text, expecting, Target.CHROMIUM).findings
        if f.rule == "required-host-proxied"
    )

    assert (3, 36, 3, 56) == (
        finding.place.line,
        finding.place.column,
        finding.place.end_line,
        finding.place.end_column,
    )
    assert ["this held: /[.]com$/.test(host)"] == [related.label for related in finding.related]
