from __future__ import annotations

from collections.abc import Callable

from pacgen.lint.program import Program

Read = Callable[[str], Program]


def test_names_that_nothing_defines_are_free(program_of: Read) -> None:
    """Helpers and slips are free; parameters, variables, functions and exceptions are not."""
    program = program_of(
        "var a = host, { b, c: [d = 1] } = a; for (var e in url) f(a, b, d, e);\n"
        "try { g = 1; } catch (h) { h(); } function i() { return i; } o.p = { q: r };"
    )

    assert {"f", "o", "r"} == set(program.names.free)


def test_a_variable_has_one_value_or_none_that_is_known(program_of: Read) -> None:
    """Counting, a second assignment, a loop and a pattern make the value unknown."""
    program = program_of(
        'var a = "1", b = "1", c = "1", d; b = "2"; c += "x"; for (d in host); var { e } = host;'
    )
    known = {v.name: v.only_value is not None for v in program.names.variables if v.index is None}

    assert {
        "FindProxyForURL": True,
        "a": True,
        "b": False,
        "c": False,
        "d": False,
        "e": False,
    } == known


def test_scopes_are_kept_apart(program_of: Read) -> None:
    """A local variable hides a global of the same name, also from assignments."""
    program = program_of(
        'var p = "a";\nfunction f() { var p; p = "b"; }\n'
        'function FindProxyForURL(url, host) { return host == p ? "c" : "d"; }'
    )

    assert ["a"] == [c.pattern for c in program.comparisons]


def test_an_assignment_without_declaration_makes_a_global(program_of: Read) -> None:
    """It is told apart from declared ones."""
    variable = program_of("a = 1; var b = a;").names.top_level("a")

    assert variable is not None
    assert variable.is_implicit
