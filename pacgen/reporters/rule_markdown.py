"""What there is to say about rules, as Markdown: the documentation of the linter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pacgen.lint.catalogue import Group, RuleInfo

__all__ = ["page", "render"]

_HEAD = """\
# Lint rules

Written by `pacgen rule --all --format markdown`; edit the rules, not this file.

A rule is called by its name or its code; the letters of a code stand for its whole group.
`pacgen lint --select`, `--ignore`, `--extend-select` and `--severity` take any of them,
and so do the comments `// pacgen: ignore[rule] reason` in a PAC file.
"""


def render(rules: Sequence[RuleInfo]) -> str:
    """Return all pages in one document: a table by groups, then a page each."""
    return "\n".join([_HEAD, *_tables(rules), *(page(rule, level=3) for rule in _ordered(rules))])


def page(rule: RuleInfo, level: int = 1) -> str:
    """Return the page of one rule; its title is a heading of *level*."""
    return "\n".join(_lines(rule, "#" * level))


def _ordered(rules: Sequence[RuleInfo]) -> list[RuleInfo]:
    groups = list(Group)
    return sorted(rules, key=lambda rule: (groups.index(rule.group), rule.code))


def _tables(rules: Sequence[RuleInfo]) -> Iterator[str]:
    for group in Group:
        members = [rule for rule in _ordered(rules) if rule.group is group]
        if not members:
            continue
        yield f"## {group.value.capitalize()} ({group.prefix})\n"
        yield "| code | rule | severity | |\n| --- | --- | --- | --- |"
        for rule in members:
            summary = rule.summary.removeprefix("Checks for ").removesuffix(".")
            request = "" if rule.by_default else " (on request)"
            link = f"[`{rule.name}`](#{rule.name})"
            yield f"| {rule.code} | {link} | {rule.severity}{request} | {_code(summary)} |"
        yield ""


def _lines(rule: RuleInfo, heading: str) -> Iterator[str]:
    yield f"{heading} {rule.name}\n"
    request = "" if rule.by_default else ", asked only on request"
    yield f"{rule.code}, {rule.group}, {rule.severity}{request}.\n"
    yield f"{_code(rule.summary)}\n"
    for section in rule.sections:
        yield f"**{section.title}**\n"
        yield f"{_code(section.text)}\n"
    language = {Group.DELIVERY: "http", Group.FIREWALL: "text"}.get(rule.group, "js")
    yield f"Bad:\n\n```{language}\n{rule.bad.rstrip()}\n```\n"
    yield f"Good:\n\n```{language}\n{rule.good.rstrip()}\n```\n"


def _code(text: str) -> str:
    """Turn the double backticks of docstrings into Markdown's single ones; keep the table whole."""
    return text.replace("``", "`").replace("|", "\\|")
