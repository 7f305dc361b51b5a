"""
Which line decided: a PAC file is rewritten so that it tells what it does while it does it.

Every ``return`` and every condition passes its value through a recorder that hands it on
unchanged. No line is added, so
the lines of errors stay right. The caller compares the answer with that of the untouched script
and says so when they differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from pacgen.engine.syntax import Span, SyntaxTree

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["Instrumented", "Place", "Step", "StepKind", "Trace", "instrument"]

ENTRY_POINTS = ("FindProxyForURL", "FindProxyForURLEx")
RECORDER = "pacgenTraceRecorder"
"""The global through which the rewritten script reports. Only ever there in traced runs."""

_CONDITION_FIELDS = {
    "if_statement": "condition",
    "while_statement": "condition",
    "do_statement": "condition",
    "for_statement": "condition",
    "ternary_expression": "condition",
    "switch_statement": "value",
}
_LITERALS = frozenset({"string", "number", "true", "false", "null", "undefined", "regex"})
_LOGICAL = frozenset({"&&", "||", "??"})


class StepKind(Enum):
    """What a script did."""

    CONDITION = "condition"
    RETURN = "return"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that the script did, with the value that came of it."""

    kind: StepKind
    span: Span
    source: str
    """The text of the condition, or of the returned expression (``""`` for a bare ``return``)."""

    value: str
    """As JavaScript writes it, strings in quotes, cut at 200 characters."""

    function: str
    """The innermost named function around it."""

    operands: tuple[tuple[str, str], ...] = ()
    """What the parts of the condition that are no literals stood for: source text and value."""

    @property
    def holds(self) -> bool:
        """Whether the value is true to JavaScript."""
        return self.value not in _FALSY

    @property
    def is_in_entry_point(self) -> bool:
        """Whether it happened in the function which the client calls, in none of its helpers."""
        return self.function in ENTRY_POINTS

    @property
    def explained(self) -> str:
        """
        The source with the operands' values in their places: ``shExpMatch("a.example",
        "*.b.example")``.
        """
        text = self.source
        for source, value in self.operands:
            # From the right, one each: the callee may have the operand's name in its own.
            text = _replace_word(text, source, value)
        return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class Place:
    """A condition or a return in a function of the script, whether it is ever reached or not."""

    kind: StepKind
    span: Span
    source: str
    """As of :class:`Step`."""

    function: str
    """The innermost named function around it."""


@dataclass(frozen=True, slots=True)
class Trace:
    """How an answer came about."""

    steps: tuple[Step, ...]
    """In the order in which they happened; at most the first 20,000."""

    trusted: bool
    """Whether the rewritten script gave the answer of the untouched one."""

    deciding: Step | None = None
    """The ``return`` that gave the answer; ``None`` where none did."""

    complete: bool = True
    """Whether all steps are there."""

    @property
    def conditions(self) -> tuple[Step, ...]:
        """The conditions which were looked at, in order."""
        return tuple(step for step in self.steps if step.kind is StepKind.CONDITION)

    @property
    def last_true(self) -> Step | None:
        """The last condition that held before the answer, if any."""
        for step in reversed(self.steps):
            if step.kind is StepKind.CONDITION and step.holds:
                return step
        return None


_FALSY = frozenset({"false", "undefined", "null", "0", "NaN", '""', "-0"})


@dataclass(frozen=True, slots=True)
class _Point:
    """A place in the source that reports, and which condition it is an operand of."""

    kind: StepKind | None
    node: Node
    parent: int | None = None


@dataclass(slots=True)
class _Edits:
    """Insertions, gathered parents first."""

    points: list[_Point] = field(default_factory=list)
    opens: list[tuple[int, str]] = field(default_factory=list)
    closes: list[tuple[int, str]] = field(default_factory=list)

    def wrap(self, kind: StepKind | None, node: Node, parent: int | None = None) -> int:
        """Let *node* report its value; return the point's number."""
        number = self._point(kind, node, parent)
        # The blank matters in minified code: return"DIRECT".
        self.opens.append((node.start_byte, f" {RECORDER}({number},("))
        self.closes.append((node.end_byte, "))"))
        return number

    def insert(self, kind: StepKind, node: Node, offset: int) -> None:
        """Let a ``return`` without an expression report."""
        self.opens.append((offset, f" {RECORDER}({self._point(kind, node, None)},void 0)"))

    def _point(self, kind: StepKind | None, node: Node, parent: int | None) -> int:
        self.points.append(_Point(kind, node, parent))
        return len(self.points) - 1

    def apply(self, data: bytes) -> str:
        """
        Return *data* with everything inserted: at one place, what closes comes before what opens.
        """
        marks = [(offset, 0, i, text) for i, (offset, text) in enumerate(reversed(self.closes))]
        marks += [(offset, 1, i, text) for i, (offset, text) in enumerate(self.opens)]
        parts, last = [], 0
        for offset, _, _, text in sorted(marks):
            parts += [data[last:offset], text.encode("ascii")]
            last = offset
        return b"".join([*parts, data[last:]]).decode("utf-8")


class Instrumented:
    """A rewritten script and what its reports mean."""

    def __init__(self, tree: SyntaxTree, edits: _Edits) -> None:
        self.source = edits.apply(tree.data)
        """The rewritten script."""
        self._tree = tree
        self._points = edits.points
        self._places: dict[int, Place] = {}
        self._sources: dict[int, str] = {}

    def places(self) -> tuple[Place, ...]:
        """Return all conditions and returns inside of functions, in the order of the source."""
        found = [
            self._place(number, point.kind)
            for number, point in enumerate(self._points)
            if point.kind is not None and self._tree.is_in_function(point.node)
        ]
        return tuple(sorted(found, key=lambda place: place.span))

    def trace(
        self,
        records: Sequence[tuple[int, str]],
        count: int,
        *,
        returned: str | None,
        trusted: bool,
    ) -> Trace:
        """
        Make sense of what the recorder reported.

        Args:
            records: Pairs of point and value, in order.
            count: How many reports there were in truth.
            returned: The answer of the rewritten script, if it is a string.
            trusted: Whether the rewritten script gave the answer of the untouched one.
        """
        steps = self._steps(records)
        return Trace(steps, trusted, _deciding(steps, returned), complete=count <= len(records))

    def _steps(self, records: Sequence[tuple[int, str]]) -> tuple[Step, ...]:
        steps: list[Step] = []
        operands: dict[int, list[tuple[str, str]]] = {}
        for number, value in records:
            point = self._points[number]
            if point.kind is None:
                # Operands report before the condition that they belong to.
                if point.parent is not None:
                    operands.setdefault(point.parent, []).append((self._source(number), value))
                continue
            place = self._place(number, point.kind)
            explained = tuple(operands.pop(number, ()))
            steps.append(
                Step(point.kind, place.span, place.source, value, place.function, explained)
            )
        return tuple(steps)

    def _place(self, number: int, kind: StepKind) -> Place:
        """Return where a point stands; thousands of requests pass the same points."""
        if number not in self._places:
            tree, node = self._tree, self._points[number].node
            source = "" if node.type == "return_statement" else self._source(number)
            self._places[number] = Place(kind, tree.span(node), source, tree.function_name(node))
        return self._places[number]

    def _source(self, number: int) -> str:
        if number not in self._sources:
            self._sources[number] = self._tree.source(self._points[number].node)
        return self._sources[number]


def _deciding(steps: Sequence[Step], returned: str | None) -> Step | None:
    """
    Return the last ``return``: that of the entry point reports after all that it called.

    Where the entry point has no name to know it by, the value must be the answer.
    """
    for step in reversed(steps):
        if step.kind is StepKind.RETURN:
            named = step.function in ENTRY_POINTS
            answers = returned is not None and step.value.strip('"') in returned
            return step if named or answers else None
    return None


def instrument(tree: SyntaxTree) -> Instrumented:
    """Rewrite a script so that it reports its conditions and returns."""
    edits = _Edits()
    for node in tree.walk():
        if node.type == "return_statement":
            _wrap_return(edits, node)
        elif node.type == "arrow_function":
            body = node.child_by_field_name("body")
            if body is not None and body.type != "statement_block":
                edits.wrap(StepKind.RETURN, body)
        elif node.type in _CONDITION_FIELDS:
            condition = node.child_by_field_name(_CONDITION_FIELDS[node.type])
            if condition is not None:
                for leaf in _leaves(condition):
                    _wrap_condition(edits, leaf)
    return Instrumented(tree, edits)


def _wrap_return(edits: _Edits, node: Node) -> None:
    expressions = [child for child in node.named_children if child.type != "comment"]
    if expressions:
        edits.wrap(StepKind.RETURN, expressions[0])
    else:
        edits.insert(StepKind.RETURN, node, node.children[0].end_byte)


def _wrap_condition(edits: _Edits, leaf: Node) -> None:
    number = edits.wrap(StepKind.CONDITION, leaf)
    for operand in _operands(leaf):
        if operand.type not in _LITERALS:
            edits.wrap(None, operand, number)


def _leaves(node: Node) -> Iterator[Node]:
    """Yield the expressions that ``&&``, ``||``, ``!`` and parentheses make a condition of."""
    stack = [node]
    while stack:
        node = stack.pop()
        children = [child for child in node.named_children if child.type != "comment"]
        operator = node.child_by_field_name("operator")
        name = operator.type if operator is not None else ""
        if (
            node.type in {"parenthesized_expression", "expression_statement"}
            or (node.type == "binary_expression" and name in _LOGICAL)
            or (node.type == "unary_expression" and name == "!")
        ):
            stack.extend(reversed(children))
        elif node.is_named and node.type not in {"empty_statement", *_LITERALS}:
            yield node


def _operands(leaf: Node) -> Iterator[Node]:
    """
    Yield the parts of a condition whose values explain it: arguments, the object of a method,
    compared values.
    """
    if leaf.type == "call_expression":
        arguments = leaf.child_by_field_name("arguments")
        callee = leaf.child_by_field_name("function")
        if callee is not None and callee.type == "member_expression" and not _is_optional(leaf):
            target = callee.child_by_field_name("object")
            if target is not None and target.type == "identifier":
                yield target
        if arguments is not None and arguments.type == "arguments":
            yield from (
                child
                for child in arguments.named_children
                if child.type not in {"comment", "spread_element"}
            )
    elif leaf.type == "binary_expression":
        yield from (child for child in leaf.named_children if child.type != "comment")


def _is_optional(call: Node) -> bool:
    return any(
        child.type == "optional_chain" for node in (call, *call.children) for child in node.children
    )


def _replace_word(text: str, source: str, value: str) -> str:
    """Replace the last free-standing *source* in *text* by *value*."""
    end = len(text)
    while (start := text.rfind(source, 0, end)) >= 0:
        before, after = text[:start], text[start + len(source) :]
        if not (_is_word(before[-1:]) or _is_word(after[:1]) or _in_string(before)):
            return f"{before}{value}{after}"
        end = start
    return text


def _is_word(character: str) -> bool:
    return character.isalnum() or character in {"_", "$"} if character else False


def _in_string(before: str) -> bool:
    return before.count('"') % 2 == 1 or before.count("'") % 2 == 1
