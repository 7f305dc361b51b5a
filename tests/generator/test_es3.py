"""Every golden PAC file is ECMAScript 3: what WinHTTP's JScript and engines of its age can read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import tree_sitter
import tree_sitter_javascript

from pacgen.engine import SyntaxTree
from pacgen.engine.es3 import newer_syntax

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.pac"))

NODES = frozenset(
    """
    program comment variable_declaration variable_declarator identifier string string_fragment
    escape_sequence object pair number array regex regex_pattern function_declaration
    function_expression formal_parameters statement_block if_statement parenthesized_expression
    unary_expression return_statement expression_statement assignment_expression
    augmented_assignment_expression call_expression member_expression property_identifier
    arguments binary_expression else_clause do_statement while_statement for_statement
    empty_statement ternary_expression subscript_expression try_statement catch_clause true false
    """.split()  # noqa: SIM905 - sixty quotes would hide the words
)
"""Kinds of syntax that ECMAScript 3 has; of all it has, what the templates need."""

TOKENS = frozenset(
    """
    var function if else return do while for typeof void try catch ; , : = == === != !== < <= > >=
    + - * / % ! && || ? += -= & >> >>> ( ) [ ] { } . " '
    """.split()  # noqa: SIM905 - sixty quotes would hide the words
)

RESERVED = frozenset(
    """
    abstract boolean break byte case catch char class const continue debugger default delete do
    double else enum export extends false final finally float for function goto if implements
    import in instanceof int interface long native new null package private protected public
    return short static super switch synchronized this throw throws transient true try typeof
    var void volatile while with
    """.split()  # noqa: SIM905 - sixty quotes would hide the words
)
"""ECMA-262, third edition, 7.5.2 and 7.5.3: no property may be called so after a dot."""

every_file = pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)


def nodes(path: Path) -> Iterator[tree_sitter.Node]:
    """Yield every node of a file's syntax tree."""
    language = tree_sitter.Language(tree_sitter_javascript.language())
    pending = [tree_sitter.Parser(language).parse(path.read_bytes()).root_node]
    while pending:
        node = pending.pop()
        yield node
        pending.extend(node.children)


def test_every_kind_of_file_is_there() -> None:
    """Clouds, presets, sites, small forms and a patched file are among the golden ones."""
    names = {path.stem for path in GOLDEN}

    assert len(names) > 30
    assert {"worldwide-teams", "worldwide-teams-small", "site-locations", "patched"} <= names


@every_file
def test_syntax(path: Path) -> None:
    """The file parses, and holds nothing that came after ECMAScript 3."""
    found = list(nodes(path))

    assert {node.type for node in found if node.is_named} <= NODES
    assert {node.type for node in found if not node.is_named} <= TOKENS
    assert newer_syntax(SyntaxTree(path.read_text(encoding="ascii"))) is None


@every_file
def test_pitfalls(path: Path) -> None:
    """No property is called by a reserved word, and no list ends in a comma."""
    found = list(nodes(path))
    properties = {
        node.text.decode()
        for node in found
        if node.type == "property_identifier" and node.text is not None
    }
    last = {
        node.children[-2].type
        for node in found
        if node.type in {"object", "array", "arguments"} and len(node.children) > 2
    }

    assert not properties & RESERVED
    assert "," not in last
