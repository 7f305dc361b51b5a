from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from pacgen.engine import PacFile
from pacgen.lint import RULES, Finding, Place, Report, Severity, lint
from pacgen.lint.suppression import suppress
from pacgen.policy.expectation import Expectation

RULE = "evaluation-error"


@pytest.fixture
def suppressed(expecting: Callable[..., Expectation]) -> Callable[..., Report]:
    """Return a function that puts findings of RULE on lines of a text, and asks its comments."""

    def run(text: str, *lines: int | None, rule: str = RULE) -> Report:
        pac = PacFile.from_bytes("wpad.dat", text.encode())
        blank = lint(PacFile.from_bytes("wpad.dat", b""), expecting("teams.microsoft.com"))
        findings = tuple(
            Finding(rule, Severity.ERROR, Place("wpad.dat", line), "m", "w", "t") for line in lines
        )
        return suppress(replace(blank, pac=pac, findings=findings), RULES)

    return run


def _left(report: Report) -> list[tuple[str, int | None]]:
    return [(finding.rule, finding.place.line) for finding in report.findings]


@pytest.mark.parametrize(
    "text",
    [
        "a();\nb(); // pacgen: ignore[evaluation-error] CHG-1\n",
        "a();\nb(); /* pacgen: ignore[evaluation-error] CHG-1 */\n",
        "// pacgen: ignore[evaluation-error] CHG-1\nb();\n",
        "/* pacgen: ignore[evaluation-error] CHG-1 */ x();\n",
        "/*\n * pacgen: ignore[CO08] CHG-1\n */\n\n// more\nb();\n",
        "b(/* old; pacgen: ignore[CO] CHG-1 */);\n",
        "// pacgen: ignore[routing, CORRECTNESS] CHG-1\nb();",
    ],
)
def test_ignore_silences_its_line_or_the_next_with_code(
    text: str, suppressed: Callable[..., Report]
) -> None:
    """A comment behind code is about that line, one that stands alone about the next code."""
    line = next(n for n, t in enumerate(text.split("\n"), 1) if "b(" in t or "x(" in t)
    report = suppressed(text, line)
    others = [finding for finding in report.findings if finding.rule == RULE]

    assert ([], 1) == (others, report.suppressed)


@pytest.mark.parametrize(
    "text",
    [
        'var s = "// pacgen: ignore[evaluation-error] no";\n',
        "var s = '/* pacgen: ignore[evaluation-error] no */';\n",
        "var r = /\\/\\/ pacgen: ignore[evaluation-error] no/;\n",
        "// pacgen: ignored[evaluation-error] no\n",
        "pacgen: ignore[RULE]\n",
    ],
)
def test_only_comments_speak(text: str, suppressed: Callable[..., Report]) -> None:
    """What looks like a directive within a string, a regular expression or code is none."""
    report = suppressed(text, 1)

    assert ([(RULE, 1)], 0) == (_left(report), report.suppressed)


def test_a_finding_without_a_line_is_silenced_by_the_file_alone(
    suppressed: Callable[..., Report],
) -> None:
    """``ignore-file`` silences everything of a rule, ``ignore`` what has its line."""
    assert [] == _left(suppressed("f(); // pacgen: ignore-file[CO08] old\n", None, 1))
    assert [(RULE, None), ("unused-suppression", 1)] == _left(
        suppressed("f(); // pacgen: ignore[CO08] old\n", None)
    )


def test_disable_holds_until_enable(suppressed: Callable[..., Report]) -> None:
    """Between the two comments the rule is silent; without the second to the end of the file."""
    text = "a();\n// pacgen: disable[CO08] why\nb();\n// pacgen: enable[CO08]\nc();\n"

    assert [(RULE, 1), (RULE, 5)] == _left(suppressed(text, 1, 3, 5))
    assert [(RULE, 1)] == _left(suppressed(text.replace("enable", "x"), 1, 3, 5))


def test_a_span_counts_to_its_end(suppressed: Callable[..., Report]) -> None:
    """A comment in any line of a finding's text is about that finding."""
    text = "if (a ||\n  b) // pacgen: ignore[CO08] why\n  c();\n"
    report = suppressed(text)
    finding = Finding(RULE, Severity.ERROR, Place("wpad.dat", 1, 1, 3, 4), "m", "w", "t")

    assert 1 == suppress(replace(report, findings=(finding,)), RULES).suppressed


def test_a_rule_that_is_not_named_is_not_silenced(suppressed: Callable[..., Report]) -> None:
    """A directive is about the rules in its brackets; one that silenced nothing is a finding."""
    report = suppressed("f(); // pacgen: ignore[ip-literal-proxied] why\n", 1)

    assert [(RULE, 1), ("unused-suppression", 1)] == _left(report)
    assert "line 1 has no finding of ip-literal-proxied to silence" == report.findings[1].message


def test_each_name_must_be_used(suppressed: Callable[..., Report]) -> None:
    """Of several names in brackets those are reported that silenced nothing."""
    report = suppressed("f(); // pacgen: ignore[CO08, ip-literal-proxied] why\n", 1)

    assert ["line 1 has no finding of ip-literal-proxied to silence"] == [
        finding.message for finding in report.findings
    ]


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("ignore why", "'ignore' names no rule, so it silences nothing: write ignore[rule] reason"),
        (
            "ignore[] why",
            "'ignore' names no rule, so it silences nothing: write ignore[rule] reason",
        ),
        (
            "ignore[evaluation-eror] why",
            "'ignore' names a rule that does not exist: evaluation-eror; did you mean evaluation-error?",
        ),
        ("ignore[zz] why", "'ignore' names a rule that does not exist: zz"),
        ("enable[CO08]", "'enable' of what is not disabled: CO08"),
        ("disable[RT] why", "the lines below have no finding of RT to silence"),
        ("ignore-file[RT] why", "this file has no finding of RT to silence"),
    ],
)
def test_what_does_nothing_is_said(
    comment: str, message: str, suppressed: Callable[..., Report]
) -> None:
    """A comment that has no effect is a finding that says why."""
    (finding,) = suppressed(f"// pacgen: {comment}\nf();\n").findings

    assert ("unused-suppression", message) == (finding.rule, finding.message)


def test_a_reason_is_demanded(suppressed: Callable[..., Report]) -> None:
    """A directive without a reason works, and is an info."""
    report = suppressed("f(); /* pacgen: ignore[CO08] -- */\n", 1)
    (finding,) = report.findings

    assert (1, "suppression-without-reason") == (report.suppressed, finding.rule)
    assert (1, 9, 1, 32) == (
        finding.place.line,
        finding.place.column,
        finding.place.end_line,
        finding.place.end_column,
    )


def test_comments_about_comments_change_nothing(suppressed: Callable[..., Report]) -> None:
    """Findings about suppressions cannot be silenced by suppressions."""
    report = suppressed("// pacgen: ignore-file[ST08] why\nf();\n")

    assert ["unused-suppression"] == [finding.rule for finding in report.findings]


def test_windows_line_ends(suppressed: Callable[..., Report]) -> None:
    """A carriage return is part of no reason and hides no line."""
    report = suppressed("// pacgen: ignore[CO08]\r\n\r\nf();\r\n", 3)

    assert (1, ["suppression-without-reason"]) == (
        report.suppressed,
        [finding.rule for finding in report.findings],
    )


def test_the_linter_obeys(lint_text: Callable[..., Report]) -> None:
    """Comments work in a lint run, and the verdict stays what it is."""
    text = (
        "function FindProxyForURL(url, host) {\n"
        "  // pacgen: ignore-file[ALL] lab machine, CHG-7\n"
        '  return "PROXY proxy.example.com:8080";\n'
        "}\n"
    )
    report = lint_text(text)

    assert ((), True) == (report.findings, report.suppressed > 0)
    assert report.verdict.startswith("Teams hosts not DIRECT: 0/4")


def test_of_rules_that_were_not_asked_nothing_is_said(suppressed: Callable[..., Report]) -> None:
    """A comment is unused only if its rule was asked and found nothing."""
    report = suppressed("// pacgen: ignore-file[RT01] why\nf();\n")
    bare = replace(report, findings=())

    assert () == suppress(bare, [r for r in RULES if r.name != "required-host-proxied"]).findings
