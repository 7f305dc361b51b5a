"""``pacgen rule``: what the rules of the linter check for, and why."""

from __future__ import annotations

from enum import StrEnum

import click

from pacgen.cli.output import Colour, color_option, wants_colour, write
from pacgen.errors import UsageError
from pacgen.lint.catalogue import RuleInfo, catalogue
from pacgen.lint.selection import rules_called
from pacgen.reporters import rule_json, rule_markdown, rule_text

__all__ = ["command"]


class _Format(StrEnum):
    """How the pages are written."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


def _complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Offer the shell the rules that begin as *incomplete* does."""
    del ctx, param
    return [rule.name for rule in catalogue() if rule.name.startswith(incomplete.lower())]


@click.command("rule")
@click.argument("names", metavar="[NAME]...", nargs=-1, shell_complete=_complete)
@click.option("--all", "all_rules", is_flag=True, help="The pages of all rules.")
@click.option(
    "--format",
    "form",
    type=click.Choice([form.value for form in _Format]),
    default=_Format.TEXT.value,
    show_default=True,
    help="How the pages are written.",
)
@color_option
def command(*, names: tuple[str, ...], all_rules: bool, form: str, colour: str) -> int:
    """
    Say what the rules of 'pacgen lint' check for, why it matters, and how it is mended.

    NAME is the name of a rule (apex-not-covered), its code (RT03), or a group (RT, routing).
    Without a name, all rules are listed.
    """
    if names and all_rules:
        raise UsageError("--all and the name of a rule exclude each other", tip="leave one out")
    chosen = frozenset().union(*map(rules_called, names))
    rules = [rule for rule in catalogue() if not names or rule.name in chosen]
    match _Format(form):
        case _Format.JSON:
            write(rule_json.render(rules))
        case _Format.MARKDOWN:
            write(rule_markdown.render(rules) if not names else _pages(rules))
        case _Format.TEXT if names or all_rules:
            write("\n\n".join(rule_text.render(r, colour=_coloured(colour)) for r in rules))
        case _Format.TEXT:
            write(rule_text.render_list(rules, colour=_coloured(colour)))
    return 0


def _pages(rules: list[RuleInfo]) -> str:
    return "\n".join(map(rule_markdown.page, rules))


def _coloured(colour: str) -> bool:
    return wants_colour(Colour(colour))
