from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pacgen.engine import PacFile
from pacgen.lint import Finding, Place, Report, Severity
from pacgen.lint.fingerprint import fingerprints, portable_path

TEXT = 'function FindProxyForURL(u, h) {\n  return "PROXY p.example:80";\n}\n'


def _one(
    report: Report, text: str, line: int | None, name: str = "wpad.dat", **more: object
) -> str:
    finding = Finding("evaluation-error", Severity.ERROR, Place(name, line, 3), "m", "w", "t")
    pac = PacFile.from_bytes(name, text.encode())
    changed = replace(finding, **more)  # type: ignore[arg-type] # any field of a finding
    return fingerprints(replace(report, pac=pac, findings=(changed,)))[0]


def test_lines_may_move(lint_text: Callable[..., Report]) -> None:
    """A line that moves, or whose blanks change, keeps its fingerprint; another text does not."""
    report = lint_text(TEXT)

    assert _one(report, TEXT, 2) == _one(report, "// new\n\n" + TEXT.replace("  r", "\t r"), 4)
    assert _one(report, TEXT, 2) != _one(report, TEXT.replace("p.ex", "q.ex"), 2)
    assert _one(report, TEXT, 2) == _one(report, TEXT, 2, message="other words", count=9)


def test_rule_file_and_subjects_count(lint_text: Callable[..., Report]) -> None:
    """Where there is no line, what the finding is about tells it from others."""
    report = lint_text(TEXT)
    marks = {
        _one(report, TEXT, None, subjects=("a.example", "b.example")),
        _one(report, TEXT, None, subjects=("b.example", "a.example"), message="other"),
        _one(report, TEXT, None, subjects=("a.example",)),
        _one(report, TEXT, None, subjects=("a.example",), rule="apex-not-covered"),
        _one(report, TEXT, None, "other.dat", subjects=("a.example",)),
    }

    assert 4 == len(marks)


def test_findings_that_are_alike_are_numbered(lint_text: Callable[..., Report]) -> None:
    """No two findings of a report share a fingerprint."""
    report = lint_text(TEXT)
    finding = Finding("evaluation-error", Severity.ERROR, Place("wpad.dat", 2), "m", "w", "t")
    first, second = fingerprints(replace(report, findings=(finding, finding)))

    assert [first, f"{first}-2"] == [first, second]


def test_in_a_long_line_what_is_near_counts(lint_text: Callable[..., Report]) -> None:
    """A change far away in a minified line is no change."""
    report = lint_text(TEXT)
    line = "a" * 400

    assert _one(report, "Xx" + line, 1) != _one(report, "Yy" + line, 1)
    assert _one(report, line + "X", 1) == _one(report, line + "Y", 1)


def test_paths_are_those_of_all_systems() -> None:
    """``./`` says nothing; URLs stay as they are."""
    assert ["a/b.pac", "http://h//x"] == [portable_path("./a/b.pac"), portable_path("http://h//x")]
