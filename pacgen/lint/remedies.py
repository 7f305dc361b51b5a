"""
Changes that mend findings, made from what a finding says and the text where it stands.

They are proposals: :mod:`pacgen.lint.fix` runs the file before and after, and keeps only those
that change what they mean to change.
"""

from __future__ import annotations

import codecs
import ipaddress
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from pacgen.engine import PacFile, Span, SyntaxTree
from pacgen.lint.edits import Offsets
from pacgen.lint.finding import Edit, Effect, Finding, Fix
from pacgen.lint.literals import Literal, string_literals
from pacgen.lint.precedence import unpacked
from pacgen.lint.report import Outcome, Report
from pacgen.lint.typography import straight_quotes

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["with_fixes"]

_SUFFIX = re.compile(r"[\"'](\*?\.)(?P<name>[^\"'*]+)[\"']")
_CIDR_MASK = re.compile(r"/?(\d{1,2})")
_KEYWORD = re.compile(
    r"(?<![\w.-])(direct|proxy|https|http|socks[45]?|quic)(?=$|[\s;])", re.IGNORECASE
)
_SCHEME = re.compile(r"(?<=\s)[a-z]+://", re.IGNORECASE)
_PATH = re.compile(r"(:\d+)/[^\s;]*")
_BITS = 32


class _Source:
    """A file, and what remedies need to know of it."""

    def __init__(self, pac: PacFile) -> None:
        self.pac = pac
        self.text = pac.text
        self.offsets = Offsets(pac.text)
        self.literals = string_literals(pac.text)

    def inside(self, finding: Finding) -> list[Literal]:
        """Return the strings within the piece of text that *finding* is about."""
        place = finding.place
        if place.line is None or place.column is None:
            return []
        if place.end_line is None or place.end_column is None:
            return []
        span = Span(place.line, place.column, place.end_line, place.end_column)
        start, end = self.offsets.of(span)
        return [literal for literal in self.literals if start <= literal.start < literal.end <= end]

    def change(self, literal: Literal, value: str) -> Edit:
        """Return the edit that puts *value* between the quotes of *literal*."""
        return Edit(self.offsets.span(literal.start + 1, literal.end - 1), value)


_Remedy = Callable[[_Source, Finding], Fix | None]


def with_fixes(report: Report) -> Report:
    """Return *report* with a fix for each finding that one can be made for."""
    if report.outcome in {Outcome.NOT_A_PAC_FILE, Outcome.TOO_LARGE}:
        return report
    if not any(_has_remedy(finding) for finding in unpacked(report.findings)):
        return report
    source = _Source(report.pac)
    return replace(report, findings=tuple(_with_fix(source, f) for f in report.findings))


def _with_fix(source: _Source, finding: Finding) -> Finding:
    """Return *finding* with a fix, and those that it stands for with theirs."""
    absorbed = tuple(_with_fix(source, other) for other in finding.absorbed)
    fix = _REMEDIES[finding.rule](source, finding) if _has_remedy(finding) else finding.fix
    return replace(finding, fix=fix, absorbed=absorbed)


def _has_remedy(finding: Finding) -> bool:
    return finding.fix is None and finding.rule in _REMEDIES


def _rewritten(title: str, effect: Effect, value: Callable[[str], str]) -> _Remedy:
    """Return a remedy that rewrites the strings of a result."""

    def remedy(source: _Source, finding: Finding) -> Fix | None:
        changes = [(text, value(text.value)) for text in source.inside(finding)]
        edits = tuple(source.change(text, new) for text, new in changes if new != text.value)
        return Fix(title, edits, effect) if edits else None

    return remedy


def _no_bom(source: _Source, finding: Finding) -> Fix | None:
    del finding
    form = "" if source.pac.data.startswith(codecs.BOM_UTF8) else "as UTF-8, "
    # Clients that read the mark differently may change their minds about everything.
    title = f"write the file {form}without byte-order mark"
    return Fix(title, effect=Effect.MEND, drops_bom=True)


def _quotes(source: _Source, finding: Finding) -> Fix | None:
    del finding
    edits = tuple(
        Edit(source.offsets.span(start, end), char)
        for start, end, char in straight_quotes(source.text)
    )
    return Fix("write straight quotes", edits, Effect.MEND) if edits else None


def _without(source: _Source, finding: Finding) -> Fix | None:
    """Remove the piece of text that the finding is about."""
    del source
    place = finding.place
    if place.line is None or place.column is None:
        return None
    if place.end_line is None or place.end_column is None:
        return None
    span = Span(place.line, place.column, place.end_line, place.end_column)
    return Fix("remove the comma", (Edit(span, ""),))


def _mask(source: _Source, finding: Finding) -> Fix | None:
    for mask in source.inside(finding):
        bits = _CIDR_MASK.fullmatch(mask.value.strip())
        index = source.literals.index(mask)
        if bits is None or index == 0 or int(bits[1]) > _BITS:
            continue
        address = source.literals[index - 1].value
        try:
            network = ipaddress.IPv4Network(f"{address}/{bits[1]}", strict=False)
        except ValueError:
            continue
        title = f"write the mask as {network.netmask}"
        edits = (source.change(mask, str(network.netmask)),)
        return Fix(title, edits, Effect.SUBJECTS, (str(network),))
    return None


def _network(source: _Source, finding: Finding) -> Fix | None:
    for address in source.inside(finding):
        index = source.literals.index(address)
        following = source.literals[index + 1 : index + 2]
        try:
            mask = following[0].value
            network = ipaddress.IPv4Network(f"{address.value}/{mask}", strict=False)
        except (ValueError, IndexError):
            continue
        first = str(network.network_address)
        return Fix(f"write the network as {first}", (source.change(address, first),))
    return None


def _lower_case(source: _Source, finding: Finding) -> Fix | None:
    edits, subjects = [], []
    for literal in source.inside(finding):
        before, slashes, path = literal.value.partition("://")
        host, slash, rest = (path if slashes else before).partition("/")
        value = f"{before if slashes else ''}{slashes}{host}".lower() + slash + rest
        if value != literal.value:
            edits.append(source.change(literal, value))
            subjects.append(host.lower())
    title = "write the pattern in lower case"
    # The rule was dead; whether it may come to life is for people to say.
    if not edits:
        return None
    return Fix(title, tuple(edits), Effect.SUBJECTS, tuple(subjects), is_safe=False)


def _with_apex(source: _Source, finding: Finding) -> Fix | None:
    """Where a suffix is tested, test for the name itself as well."""
    tree = SyntaxTree(source.text)
    edits = []
    for call in tree.walk():
        if call.type != "call_expression":
            continue
        text = tree.source(call)
        found = re.fullmatch(
            rf"(?:dnsDomainIs|shExpMatch)\s*\(\s*(?P<host>\w+)\s*,\s*{_SUFFIX.pattern}\s*\)", text
        )
        if found and found["name"] in finding.subjects:
            new = f'({found["host"]} == "{found["name"]}" || {text})'
            edits.append(Edit(tree.span(call), new))
    title = "test for the name itself as well"
    return Fix(title, tuple(edits), Effect.SUBJECTS, finding.subjects) if edits else None


def _first_statement(title: str, statement: str) -> _Remedy:
    """Return a remedy that puts *statement*, about ``{host}``, first into the entry point."""

    def remedy(source: _Source, finding: Finding) -> Fix | None:
        del finding
        tree = SyntaxTree(source.text)
        edits = tuple(_insertions(tree, statement))
        return Fix(title, edits, Effect.FORM) if edits else None

    return remedy


def _insertions(tree: SyntaxTree, statement: str) -> Iterator[Edit]:
    for node in tree.walk():
        name = node.child_by_field_name("name")
        if node.type != "function_declaration" or name is None:
            continue
        parameters = node.child_by_field_name("parameters")
        body = node.child_by_field_name("body")
        if tree.source(name) != "FindProxyForURL" or parameters is None or body is None:
            continue
        names = [tree.source(child) for child in parameters.named_children]
        if len(names) != 2 or not names[1].isidentifier():  # noqa: PLR2004 - url and host
            continue
        opened = tree.span(body.children[0])
        place = Span(opened.end_line, opened.end_column, opened.end_line, opened.end_column)
        yield Edit(place, _indent(tree, body.named_children, opened) + statement.format(names[1]))


def _indent(tree: SyntaxTree, statements: list[Node], opened: Span) -> str:
    first = next((tree.span(statement) for statement in statements), None)
    if first is None or first.line == opened.line:
        return " "
    return "\n" + tree.line(first.line)[: first.column - 1]


def _upper_case(text: str) -> str:
    return _KEYWORD.sub(lambda match: match[0].upper(), text)


def _address_alone(text: str) -> str:
    return _PATH.sub(r"\1", _SCHEME.sub("", text))


_REMEDIES: Mapping[str, _Remedy] = {
    "apex-not-covered": _with_apex,
    "byte-order-mark": _no_bom,
    "case-dependent-routing": _first_statement(
        "write the host in lower case first", "{0} = {0}.toLowerCase();"
    ),
    "comma-separator": _rewritten(
        "separate with semicolons", Effect.MEND, lambda text: re.sub(r"\s*,\s*", "; ", text)
    ),
    "host-bits-in-subnet": _network,
    "invalid-subnet-mask": _mask,
    "path-in-proxy-address": _rewritten("write host and port alone", Effect.MEND, _address_alone),
    "result-keyword-case": _rewritten("write it in capital letters", Effect.NONE, _upper_case),
    "scheme-in-proxy-address": _rewritten("write host and port alone", Effect.MEND, _address_alone),
    "smart-quotes": _quotes,
    "trailing-comma": _without,
    "trailing-dot-dependent-routing": _first_statement(
        "cut the final dot first", '{0} = {0}.replace(/\\.$/, "");'
    ),
    "trailing-separator": _rewritten(
        "remove what separates nothing", Effect.NONE, lambda text: text.rstrip("; ")
    ),
    "uppercase-pattern": _lower_case,
    "utf16-file": _no_bom,
}
