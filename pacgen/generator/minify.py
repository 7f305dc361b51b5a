"""
A PAC file without comments, blanks and long names: what is left does the same in fewer bytes.

Only names that the file itself declares become shorter, each to one other name wherever it
stands, so that scopes need no thought. Entry points and properties keep theirs.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator

import tree_sitter
import tree_sitter_javascript

__all__ = ["minify"]

_ATOMS = frozenset({"string", "regex", "template_string"})
_KEPT = frozenset({"FindProxyForURL", "FindProxyForURLEx"})
_SAFE_END = frozenset(";{,([:?=&|+")
"""After these a line may go on: no engine inserts a semicolon there."""

_ENDED_BY_BRACE = frozenset(
    {"expression_statement", "return_statement", "variable_declaration", "break_statement"}
)
_EXPRESSIONS = frozenset({"function_expression", "arrow_function", "method_definition"})

_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_WORD = re.compile(r"[A-Za-z0-9_$]")


def minify(text: str) -> str:
    """
    Return *text*, an ES3 script, in fewer bytes; the comment at its head stays up to its first
    line without text.
    """
    language = tree_sitter.Language(tree_sitter_javascript.language())
    root = tree_sitter.Parser(language).parse(text.encode("ascii")).root_node
    tokens = [node for node in _leaves(root) if node.type != "comment"]
    short = _short_names(tokens)
    return f"{_header(text)}{_joined(tokens, short)}\n"


def _header(text: str) -> str:
    """Return the lines of the head comment: the sentence, and the block of facts behind it."""
    lines = list(itertools.takewhile(lambda line: line.startswith("//"), text.split("\n")))
    facts = [number for number, line in enumerate(lines) if line == "//"]
    end = facts[1] if len(facts) > 1 else len(lines)
    return "".join(f"{line}\n" for line in lines[:end] if line != "//")


def _leaves(node: tree_sitter.Node) -> Iterator[tree_sitter.Node]:
    pending = [node]
    while pending:
        found = pending.pop()
        if found.type in _ATOMS or not found.children:
            yield found
        else:
            pending.extend(reversed(found.children))


def _text(node: tree_sitter.Node) -> str:
    return (node.text or b"").decode("ascii")


def _short_names(tokens: list[tree_sitter.Node]) -> dict[str, str]:
    """Give the shortest names to what is written most often."""
    counts = Counter(_text(token) for token in tokens if token.type == "identifier")
    declared = {_text(token) for token in tokens if _is_declaration(token)} - _KEPT
    taken = set(counts) - declared
    # Keywords are longer than what is made here, but for these.
    taken |= {"do", "if", "in"}
    names = (name for name in _names() if name not in taken)
    ranked = sorted(declared, key=lambda name: (-counts[name], name))
    return dict(zip(ranked, names, strict=False))


def _is_declaration(token: tree_sitter.Node) -> bool:
    parent = token.parent
    if token.type != "identifier" or parent is None:
        return False
    if parent.type == "formal_parameters":
        return True
    if parent.type in {"variable_declarator", "function_declaration"}:
        return parent.child_by_field_name("name") == token
    return parent.type == "catch_clause"


def _names() -> Iterator[str]:
    for length in itertools.count(1):
        for letters in itertools.product(_LETTERS, repeat=length):
            yield "".join(letters)


def _joined(tokens: list[tree_sitter.Node], short: dict[str, str]) -> str:
    parts: list[str] = []
    before: tree_sitter.Node | None = None
    for token in _needed(tokens):
        text = _written(token, short)
        if before is not None:
            parts.append(_between(before, token, parts[-1], text))
        parts.append(text)
        before = token
    return "".join(parts)


def _needed(tokens: list[tree_sitter.Node]) -> Iterator[tree_sitter.Node]:
    """Leave out the semicolons that a closing brace makes needless."""
    for token, after in itertools.zip_longest(tokens, tokens[1:]):
        is_last = after is not None and after.type == "}"
        if not (token.type == ";" and is_last and _kind(token.parent) in _ENDED_BY_BRACE):
            yield token


def _written(token: tree_sitter.Node, short: dict[str, str]) -> str:
    text = _text(token)
    if token.type == "identifier":
        return short.get(text, text)
    if token.type == "number" and text.startswith("0x"):
        return str(int(text, 16))
    return text


def _between(before: tree_sitter.Node, after: tree_sitter.Node, left: str, right: str) -> str:
    """Return what must stand between two tokens, which are written as *left* and *right*."""
    last, first = left[-1], right[0]
    is_new_line = after.start_point.row > before.end_point.row
    if is_new_line and last not in _SAFE_END and first not in "})];,.:?&|=+":
        return "" if _ends_block(before) else "\n"
    if _WORD.match(last) and _WORD.match(first):
        return " "
    return " " if last in "+-/" and last == first else ""


def _ends_block(token: tree_sitter.Node) -> bool:
    """Say whether *token* ends a block that is a statement's: no semicolon may be missing there."""
    block = token.parent
    return _kind(block) == "statement_block" and _kind(block and block.parent) not in _EXPRESSIONS


def _kind(node: tree_sitter.Node | None) -> str:
    return node.type if node else ""
