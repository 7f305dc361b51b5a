from __future__ import annotations

from collections.abc import Callable

import pytest

from pacgen.lint import Report

HEAD = "function FindProxyForURL(url, host) {\n"
TAIL = '  return "PROXY p.example.com:80";\n}\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f'{HEAD}  if (host == "a.b") {{ return "DIRECT";\n{TAIL}', "the file ends, and the { of line 1 is not closed"),
        (f'{HEAD}  if (/^\\d{{3}}$/.test(host) && (host == "a.b"', "a parenthesis is not closed"),
        (f"{HEAD}  /* {{ never closed\n{TAIL}", "the file ends, and the comment of line 2 is not closed"),
        (f'{HEAD}  if (host == "a.b") return "DIRECT"; }}\n{TAIL}', "the function has ended before this return"),
        (f"{HEAD}  # a comment\n{TAIL}", "# begins no comment here"),
        (f'{HEAD}  if host == "a.b" return "DIRECT";\n{TAIL}', "a condition stands without parentheses"),
        (f'{HEAD}  retrun "DIRECT";\n}}\n', "retrun is no word of JavaScript"),
        (f'function FindProxyForURL(url, host)\n  if (host == "a.b") return "DIRECT";\n{TAIL}', "the { behind the head of the function is missing"),
        (f'{HEAD}  if (host == "a.b" return "DIRECT";\n{TAIL}', "a parenthesis is not closed"),
        (f'{HEAD}  if (host == "a.b) return "DIRECT";\n{TAIL}', "a string is not closed"),
    ],
)  # fmt: skip
def test_the_likely_cause(text: str, message: str, lint_text: Callable[..., Report]) -> None:
    """The message says what a person would look for, not what the parser stumbled over."""
    (finding,) = lint_text(text).findings

    assert ("syntax-error", f"the file does not load: {message}") == (finding.rule, finding.message)
