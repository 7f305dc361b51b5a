"""Declarations that make a client refuse a script."""

from __future__ import annotations

import pytest

from pacgen.engine import SyntaxTree, Target
from pacgen.engine.declarations import find_clash, may_clash
from pacgen.engine.profile import PROFILES

ENTRY = "function FindProxyForURL(url, host) { return 'DIRECT'; }"


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("let shExpMatch = 1;", (1, 5)),
        ("var a;\nconst a1 = 1, isInNet = 2;", (2, 15)),
        ("class dnsDomainIs {}", (1, 7)),
        ("const { isResolvable } = {};", (1, 9)),
        ("const { a: { timeRange = 1 } } = {};", (1, 14)),
        ("const [a, ...months] = [];", (1, 14)),
        (f"let FindProxyForURL;{ENTRY}", (1, 5)),
        ("let NaN = 1;", (1, 5)),
    ],
)
def test_a_taken_name_is_found(source: str, place: tuple[int, int]) -> None:
    """The fault says where the declaration stands."""
    fault = find_clash(SyntaxTree(source), PROFILES[Target.CHROMIUM])

    assert may_clash(source)
    assert fault is not None
    assert ("syntax-error", place) == (fault.kind, (fault.line, fault.column))


@pytest.mark.parametrize(
    "source",
    [
        "var shExpMatch = 1;",
        "function shExpMatch() {}",
        "{ let shExpMatch = 1; }",
        "function f() { let shExpMatch = 1; }",
        "const { a: b = shExpMatch, shExpMatch: c } = {};",
        "let alert = 1;",
        "class dnsResolve {}",
        ENTRY,
    ],
)
def test_other_declarations_are_fine(source: str) -> None:
    """Variables, functions, inner scopes, and what the client makes in another way."""
    assert find_clash(SyntaxTree(source), PROFILES[Target.CHROMIUM]) is None


def test_clients_have_declared_different_names() -> None:
    """The profile says which."""
    tree = SyntaxTree("const isPlainHostName = 1;")

    assert find_clash(tree, PROFILES[Target.CHROMIUM]) is None
    assert find_clash(tree, PROFILES[Target.FIREFOX]) is not None
    assert find_clash(SyntaxTree("let shExpMatch;"), PROFILES[Target.WINHTTP]) is None
