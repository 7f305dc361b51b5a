"""
What is wrong with patterns of ``shExpMatch``. A pattern has one fault: the worst.

Browsers escape the dot, translate ``*`` and ``?``, and hand everything else to ``RegExp``.
Whether that throws is asked of the engine.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from pacgen.engine import Evaluator, Request
from pacgen.lint.program import Call, Program, Text

__all__ = ["Glob", "GlobFault", "faulty_globs"]

_META = re.compile(r"[|()\[\]{}+^$\\]")
_REGEX = re.compile(r"^\^|^\.[*+]|\$$|\\|\.\+|\(\?|\[[^\]]*\][*+?]")


class GlobFault(Enum):
    """What is wrong with it."""

    THROWS = "makes browsers throw"
    REGEX = "is a regular expression"
    META = "has characters that clients read differently"


@dataclass(frozen=True, slots=True)
class Glob:
    """A pattern with a fault."""

    fault: GlobFault
    call: Call
    text: Text


def faulty_globs(program: Program, fault: GlobFault) -> Iterator[Glob]:
    """Yield the patterns of ``shExpMatch`` with this fault."""
    return (glob for glob in _faulty(program) if glob.fault is fault)


@functools.lru_cache(maxsize=1)
def _faulty(program: Program) -> tuple[Glob, ...]:
    """Return all of them; three rules ask for them, one after the other."""
    suspects = [
        (call, text)
        for call in program.calls.of("shExpMatch")
        if len(call.arguments) > 1
        for text in program.values.texts(call.arguments[1])
        if _META.search(text.value) or _REGEX.search(text.value)
    ]
    throwing = _throwing(frozenset(text.value for _, text in suspects))
    return tuple(
        Glob(
            GlobFault.THROWS if text.value in throwing else _readable(text.value),
            call,
            text,
        )
        for call, text in suspects
    )


def _readable(pattern: str) -> GlobFault:
    return GlobFault.REGEX if _REGEX.search(pattern) else GlobFault.META


def _throwing(patterns: frozenset[str]) -> frozenset[str]:
    """Return those of *patterns* of which no regular expression can be made."""
    if not patterns:
        return frozenset()
    ordered = sorted(patterns)
    with Evaluator(_TRIAL.replace("PATTERNS", json.dumps(ordered))) as evaluator:
        (decision,) = evaluator.decide([Request.for_host("host.example")])
    numbers = re.findall(r"\d+", decision.returned or "")
    return frozenset(ordered[int(number)] for number in numbers)


_TRIAL = r"""
function FindProxyForURL(url, host) {
  var patterns = PATTERNS, thrown = [], i;
  for (i = 0; i < patterns.length; i += 1) {
    try {
      new RegExp("^" + patterns[i].replace(/\./g, "\\.").replace(/\*/g, ".*").replace(/\?/g, ".") + "$");
    } catch (error) {
      thrown.push(i);
    }
  }
  return "thrown " + thrown.join(" ");
}
"""  # noqa: E501 - a line of JavaScript
