from __future__ import annotations

import codecs
from collections.abc import Callable
from dataclasses import replace

import pytest

from pacgen.engine import PacFile, Span
from pacgen.lint import RULES, Edit, Effect, Finding, Fix, Report, Severity, lint
from pacgen.lint.finding import Place
from pacgen.lint.fix import Fixed, apply_fixes
from pacgen.policy.expectation import Expectation

HEAD = """\
function FindProxyForURL(url, host) {
  host = host.toLowerCase().replace(/\\.$/, "");
  if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))
    return "DIRECT";
"""
TAIL = '  return "PROXY proxy.example.com:8080";\n}\n'

FixBytes = Callable[..., Fixed]


@pytest.fixture
def wanted(expecting: Callable[..., Expectation]) -> Expectation:
    """Return what the files of these tests are held against."""
    return expecting("teams.microsoft.com", "*.teams.microsoft.com")


@pytest.fixture
def fix(wanted: Expectation) -> FixBytes:
    """Return a function that lints bytes and applies the fixes of one rule."""

    def run(data: bytes, rule: str, *, unsafe: bool = False) -> Fixed:
        pac = PacFile.from_bytes("wpad.dat", data)
        found = [f for f in lint(pac, wanted, rules=RULES).findings if f.rule == rule]
        assert found
        return apply_fixes(pac, found, wanted, unsafe=unsafe)

    return run


MENDED = {
    "trailing-comma": (
        HEAD + '  var a = ["a.example", "b.example",];\n' + TAIL,
        '"b.example",]',
        '"b.example"]',
    ),
    "invalid-subnet-mask": (
        HEAD + '  if (isInNet(host, "10.1.0.0", "/16")) return "DIRECT";\n' + TAIL,
        '"/16"',
        '"255.255.0.0"',
    ),
    "host-bits-in-subnet": (
        HEAD + '  if (isInNet(host, "10.1.2.3", "255.255.0.0")) return "DIRECT";\n' + TAIL,
        '"10.1.2.3"',
        '"10.1.0.0"',
    ),
    "comma-separator": (
        HEAD + '  return "PROXY a.example.com:80, DIRECT";\n}\n',
        "80, DIRECT",
        "80; DIRECT",
    ),
    "scheme-in-proxy-address": (
        HEAD + '  return "PROXY http://a.example.com:80";\n}\n',
        "http://",
        "",
    ),
    "path-in-proxy-address": (
        HEAD + '  return "PROXY a.example.com:80/";\n}\n',
        ":80/",
        ":80",
    ),
    "trailing-separator": (
        HEAD + '  return "PROXY a.example.com:80; ";\n}\n',
        "80; ",
        "80",
    ),
    "result-keyword-case": (
        HEAD + '  return "Proxy a.example.com:80; direct";\n}\n',
        "Proxy a.example.com:80; direct",
        "PROXY a.example.com:80; DIRECT",
    ),
    "smart-quotes": (
        HEAD + "  if (host == \u201chttp.example\u201d) return \u2018DIRECT\u2019;\n" + TAIL,
        "\u201chttp.example\u201d) return \u2018DIRECT\u2019",
        "\"http.example\") return 'DIRECT'",
    ),
    "apex-not-covered": (
        HEAD.replace('host == "teams.microsoft.com" || ', "") + TAIL,
        'dnsDomainIs(host, ".teams.microsoft.com")',
        '(host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))',
    ),
    "case-dependent-routing": (
        HEAD.replace(".toLowerCase()", "") + TAIL,
        "(url, host) {\n",
        "(url, host) {\n  host = host.toLowerCase();\n",
    ),
    "trailing-dot-dependent-routing": (
        HEAD.replace('.replace(/\\.$/, "")', "") + TAIL,
        "(url, host) {\n",
        '(url, host) {\n  host = host.replace(/\\.$/, "");\n',
    ),
    "unused-suppression": (
        "// pacgen: ignore-file[RT01] why\n" + HEAD + TAIL,
        "// pacgen: ignore-file[RT01] why",
        "",
    ),
}


@pytest.mark.parametrize("rule", MENDED)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_a_fix_changes_its_piece_of_text_and_no_other(
    rule: str, line_end: str, fix: FixBytes, wanted: Expectation
) -> None:
    """The finding is gone afterwards, and the file is otherwise as it was, line ends too."""
    text, old, new = (part.replace("\n", line_end) for part in MENDED[rule])
    fixed = fix(text.encode(), rule)
    after = lint(fixed.pac, wanted, rules=RULES)

    assert text.replace(old, new, 1) == fixed.pac.data.decode()
    assert ([rule], ()) == (sorted({f.rule for f in fixed.applied}), fixed.refused)
    assert rule not in {finding.rule for finding in after.findings}


def test_what_people_should_look_at_is_not_safe(fix: FixBytes) -> None:
    """A rule that was dead comes to life only on request."""
    text = HEAD + '  if (shExpMatch(host, "*.Contoso.com")) return "DIRECT";\n' + TAIL

    assert () == fix(text.encode(), "uppercase-pattern").applied
    assert b'"*.contoso.com"' in fix(text.encode(), "uppercase-pattern", unsafe=True).pac.data


@pytest.mark.parametrize(
    ("encoding", "bom"),
    [
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("latin-1", b""),
        ("utf-8", b""),
    ],
)
def test_the_encoding_is_kept(encoding: str, bom: bytes, fix: FixBytes) -> None:
    """A file in any encoding is written in the same, with its byte-order mark."""
    text = f"// gr\u00fc\u00dfe\n{MENDED['trailing-comma'][0]}"
    fixed = fix(bom + text.encode(encoding), "trailing-comma")

    assert bom + text.replace('",]', '"]').encode(encoding) == fixed.pac.data


def _finding(*edits: Edit, effect: Effect = Effect.NONE, subjects: tuple[str, ...] = ()) -> Finding:
    made = Fix("do it", edits, effect, subjects)
    return Finding("trailing-comma", Severity.ERROR, Place("wpad.dat"), "m", "w", "t", fix=made)


def _line(number: int, column: int, end: int, text: str) -> Edit:
    return Edit(Span(number, column, number, end), text)


CHANGED = "it would change the answer for https://www.example.com/ as chromium: "
PROXIED = (HEAD + TAIL).encode()


@pytest.mark.parametrize(
    ("finding", "reason"),
    [
        (
            _finding(_line(5, 11, 16, "HTTPS")),
            f"{CHANGED}PROXY proxy.example.com:8080, then HTTPS proxy.example.com:8080",
        ),
        (
            _finding(
                _line(5, 11, 16, "HTTPS"), effect=Effect.SUBJECTS, subjects=("*.example.net",)
            ),
            f"{CHANGED}PROXY proxy.example.com:8080, then HTTPS proxy.example.com:8080",
        ),
        (
            _finding(_line(5, 11, 16, "JUNK"), effect=Effect.MEND),
            CHANGED,
        ),
        (_finding(_line(5, 1, 3, "    "), effect=Effect.MEND), "it would change nothing"),
        (
            _finding(_line(5, 39, 40, ""), effect=Effect.MEND),
            "it would change the answer for https://teams.microsoft.com/ as chromium: DIRECT, then",
        ),
    ],
)
def test_a_fix_that_does_something_else_is_refused(
    finding: Finding, reason: str, wanted: Expectation
) -> None:
    """An answer that changes without being meant, or that does not change, is a reason not to."""
    pac = PacFile.from_bytes("wpad.dat", PROXIED)
    fixed = apply_fixes(pac, [finding], wanted)

    assert (PROXIED, ()) == (fixed.pac.data, fixed.applied)
    assert fixed.refused[0].reason.startswith(reason)


def test_one_bad_fix_does_not_keep_the_others_away(wanted: Expectation) -> None:
    """Fixes are tried together, then one by one."""
    pac = PacFile.from_bytes("wpad.dat", PROXIED)
    good = _finding(_line(5, 1, 3, "\t"))
    bad = _finding(_line(5, 11, 16, "HTTPS"))
    fixed = apply_fixes(pac, [bad, good], wanted)

    assert ((good,), [bad]) == (fixed.applied, [refusal.finding for refusal in fixed.refused])


def test_fixes_of_one_piece_exclude_each_other(wanted: Expectation) -> None:
    """Of two that overlap the first is applied; the same edit twice is one edit."""
    pac = PacFile.from_bytes("wpad.dat", PROXIED)
    first, second = _finding(_line(5, 1, 3, "\t")), _finding(_line(5, 2, 3, "    "))
    fixed = apply_fixes(pac, [first, second, first], wanted)

    assert (first, first) == fixed.applied
    assert ["it changes the same piece of text as another fix"] == [
        refusal.reason for refusal in fixed.refused
    ]
    assert PROXIED.replace(b'  return "PROXY', b'\treturn "PROXY') == fixed.pac.data


def test_a_broken_encoding_is_let_be(wanted: Expectation) -> None:
    """Half a character at the end of a UTF-16 file cannot be written back: nothing is changed."""
    data = codecs.BOM_UTF16_LE + (HEAD + TAIL).encode("utf-16-le") + b"x"
    fixed = apply_fixes(
        PacFile.from_bytes("wpad.dat", data), [_finding(_line(5, 1, 3, "\t"))], wanted
    )

    assert data == fixed.pac.data
    assert "broken in its encoding" in fixed.refused[0].reason


def test_a_character_that_the_encoding_does_not_have(wanted: Expectation) -> None:
    """What cannot be written in the file's encoding is not written."""
    fixed = apply_fixes(
        PacFile.from_bytes("wpad.dat", b"// \xfc\n" + PROXIED),
        [_finding(_line(1, 4, 5, "\u6f22"))],
        wanted,
    )

    assert ["the file's encoding has no room for it"] == [r.reason for r in fixed.refused]


def test_nothing_to_do(lint_text: Callable[..., Report], wanted: Expectation) -> None:
    """Without fixes the file is the same object."""
    report = lint_text(HEAD + TAIL)

    assert report.pac is apply_fixes(report.pac, report.findings, wanted).pac
    assert replace(report, findings=()).findings == report.findings
