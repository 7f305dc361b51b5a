"""What there is to say about a rule, as text for terminals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pacgen.lint.catalogue import Group, RuleInfo
from pacgen.reporters.text import Paint, printable, wrapped

__all__ = ["render", "render_list"]


def render(rule: RuleInfo, *, colour: bool = False) -> str:
    """Return the page of one rule."""
    return "".join(f"{line}\n" for line in _lines(rule, Paint(enabled=colour)))


def render_list(rules: Sequence[RuleInfo], *, colour: bool = False) -> str:
    """Return a line or two for each rule, by groups."""
    return "".join(f"{line}\n" for line in _listed(rules, Paint(enabled=colour)))


def _lines(rule: RuleInfo, paint: Paint) -> Iterator[str]:
    yield paint(rule.name, bold=True)
    default = "" if rule.by_default else "; asked only on request (--extend-select)"
    yield f"{rule.code}, {rule.group}, {rule.severity}{default}"
    yield ""
    yield from wrapped(rule.summary, first="", rest="")
    for section in rule.sections:
        yield ""
        yield paint(section.title, bold=True)
        for index, paragraph in enumerate(section.text.split("\n\n")):
            if index:
                yield ""
            for line in _paragraph(paragraph):
                yield from wrapped(line, first="  ", rest="  ")
    for title, example in (("Bad", rule.bad), ("Good", rule.good)):
        yield ""
        yield paint(title, bold=True)
        yield from (f"  {printable(line)}".rstrip() for line in example.splitlines())


def _paragraph(text: str) -> list[str]:
    """Return one line to be wrapped; references stay one to a line."""
    lines = text.replace("``", "").splitlines()
    ended = [line for line in lines if line.endswith(".")]
    return lines if len(ended) == len(lines) else [" ".join(lines)]


def _listed(rules: Sequence[RuleInfo], paint: Paint) -> Iterator[str]:
    width = max(len(rule.name) for rule in rules)
    for group in Group:
        members = [rule for rule in rules if rule.group is group]
        if not members:
            continue
        yield paint(f"{group} ({group.prefix})", bold=True)
        for rule in sorted(members, key=lambda rule: rule.code):
            star = "" if rule.by_default else " (on request)"
            yield f"  {rule.code:5} {rule.name:{width}}  {rule.severity}{star}"
        yield ""
    yield "pacgen rule NAME says more; 'pacgen rule --all' says everything"
