"""The parts of messages that many rules share, so that all of them read alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pacgen.lint.answers import Answer

__all__ = [
    "circumstances",
    "common_answer",
    "counted",
    "joined",
    "listing",
    "quoted",
    "subjects",
    "verb",
]

_LISTED = 3
_QUOTED = 60


def subjects(answers: Iterable[Answer]) -> tuple[str, ...]:
    """Return what *answers* are about: patterns, networks or control hosts, each once."""
    return tuple(dict.fromkeys(answer.probe.subject for answer in answers))


def listing(names: Sequence[str]) -> str:
    """Name a few and count the rest: ``a.example, b.example, c.example and 4 more``."""
    shown = ", ".join(names[:_LISTED])
    more = len(names) - _LISTED
    return f"{shown} and {more} more" if more > 0 else shown


def verb(names: Sequence[str], one: str, many: str) -> str:
    """Return the verb for a sentence whose subject is *names*."""
    return one if len(names) == 1 else many


def counted(number: int, noun: str) -> str:
    """Return number and noun: ``1 request``, ``2 requests``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def quoted(text: str) -> str:
    """Return *text* for a message, cut where it gets long."""
    return text if len(text) <= _QUOTED else f"{text[: _QUOTED - 3]}..."


def common_answer(answers: Iterable[Answer], otherwise: str) -> str:
    """Return what the script answered to all of them, or *otherwise* if it answered variously."""
    returned = {answer.returned for answer in answers}
    return quoted(returned.pop()) if len(returned) == 1 else otherwise


def circumstances(answers: Iterable[Answer]) -> str:
    """Return under which circumstances alone *answers* were given: mostly ``""``."""
    labels = {answer.probe.world.label for answer in answers}
    return f" when {min(labels)}" if labels and "" not in labels else ""


def joined(names: Sequence[str]) -> str:
    """Return names as people list them: ``chromium, firefox and winhttp``."""
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last
