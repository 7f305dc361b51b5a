"""The expressions that a run wrote down: texts and numbers made of one symbol."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from pacgen.analysis.languages import (
    Affix,
    After,
    AfterLast,
    Before,
    BeforeLast,
    DropFirst,
    DropLast,
    KeepFirst,
    KeepLast,
    Language,
    Lower,
    Parts,
    ReplaceText,
    Trim,
    UnsupportedError,
    Upper,
)

__all__ = ["Text", "text_of"]


class Step(Protocol):
    """One operation on a text."""

    def preimage(self, language: Language) -> Language:
        """Return the texts of which it makes a word of *language*."""
        ...


@dataclass(frozen=True, slots=True)
class Text:
    """A text that a script made of one symbol."""

    symbol: str
    steps: tuple[Step, ...] = ()
    """What was done to the symbol's value, in order."""

    def preimage(self, accepted: Language) -> Language:
        """
        Return the values of the symbol that become a word of *accepted*.

        Raises:
            UnsupportedError: one of the steps has no regular pre-image that is known here.
        """
        for step in reversed(self.steps):
            accepted = step.preimage(accepted)
        return accepted

    @property
    def before_end(self) -> str | None:
        """
        What stands before an end of the symbol's value, where it is always made of these two.

        ``""`` for the end alone; ``None`` where it may be anything else.
        """
        steps, before = self.steps, ""
        if steps and isinstance(steps[-1], Affix) and not steps[-1].after:
            before, steps = steps[-1].before, steps[:-1]
        cuts = After | AfterLast | DropFirst | KeepLast
        return before if all(isinstance(step, cuts) for step in steps) else None


def text_of(expressions: list[list[Any]], number: int) -> Text:
    """
    Return expression *number* of a run's notes.

    Raises:
        UnsupportedError: it has a step that is not known here.
    """
    kinds: list[list[Any]] = []
    at = expressions[number]
    while at[0] != "root":
        kinds.append(at)
        at = expressions[at[1]]
    return Text(at[1], tuple(step for parts in reversed(kinds) for step in _steps(parts)))


_STEPS: dict[str, Callable[..., Step]] = {
    "affix": Affix,
    "lower": Lower,
    "upper": Upper,
    "trim": Trim,
    "from": DropFirst,
    "to": KeepFirst,
    "tail": KeepLast,
    "cut": DropLast,
    "after": After,
    "before": Before,
    "afterlast": AfterLast,
    "beforelast": BeforeLast,
    "part": lambda separator, index, _: Parts(separator, index, index + 1),
    "parts": lambda separator, first, last, count: Parts(
        separator, first, None if last == count else last
    ),
}
"""By the names that ``javascript/texts.js`` gives them, with what stands behind the text there."""


def _steps(parts: list[Any]) -> tuple[Step, ...]:
    kind, _, *rest = parts
    if kind == "replace":
        source, flags, replacement = rest
        return _replacement(source, flags, replacement)
    if kind not in _STEPS:
        raise UnsupportedError(f"a text made by {kind}", "its pre-image is not known")
    return (_STEPS[kind](*rest),)


_LITERAL = re.compile(r"(?:[A-Za-z0-9_ @:,;=&%~#'\"<>!-]|\\[.\-/+*?()\[\]{}|^$\\])*")


def _replacement(source: str, flags: str | None, replacement: str) -> tuple[Step, ...]:
    """
    Return what ``text.replace(...)`` does to a text in which the pattern was found.

    Expressions are understood where they are a constant: in the text, or at one end of it.
    """
    if "$" in replacement:
        raise UnsupportedError("String.prototype.replace", "its replacement has a $")
    if flags is None:
        return (ReplaceText(source, replacement),)
    start, end = source.startswith("^"), source.endswith("$") and not source.endswith("\\$")
    body = source[start : len(source) - end]
    if flags not in {"", "g"} or not _LITERAL.fullmatch(body):
        raise UnsupportedError(
            "String.prototype.replace", f"what /{source}/{flags} matches is not one constant"
        )
    text = re.sub(r"\\(.)", r"\1", body)
    match start, end:
        case True, True:
            raise UnsupportedError("String.prototype.replace", "the whole text is replaced")
        case True, False:
            return (DropFirst(len(text)), Affix(replacement, ""))
        case False, True:
            return (DropLast(len(text)), Affix("", replacement))
        case _ if flags == "" and text:
            return (ReplaceText(text, replacement),)
        case _:
            raise UnsupportedError("String.prototype.replace", "it replaces more than once")
