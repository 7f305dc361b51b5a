"""The options of ``pacgen lint`` that say which findings are wanted."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import click

from pacgen.cli.durations import parse_duration
from pacgen.engine import Target
from pacgen.lint import RULES, Rule, Severity
from pacgen.lint.proof import Prove
from pacgen.lint.selection import Selection

__all__ = ["lint_proving_options", "rules_for", "selection_options"]

_Command = TypeVar("_Command", bound=Callable[..., object])
_LEVELS = click.Choice([severity.value for severity in Severity])
_RULES = "RULE[,RULE...]"

_OPTIONS = (
    click.option(
        "--target",
        "targets",
        multiple=True,
        default=("chromium,winhttp",),
        show_default=True,
        metavar="NAME[,NAME...]",
        help=f"The clients to ask as: {', '.join(Target)}, or all.",
    ),
    click.option(
        "--select",
        multiple=True,
        metavar=_RULES,
        help="Only these rules: names, codes, groups (RT, CO, PO, PE, SE, ST, DE, FW), or ALL.",
    ),
    click.option("--ignore", multiple=True, metavar=_RULES, help="Not these rules."),
    click.option("--extend-select", "extend", multiple=True, metavar=_RULES, help="These besides."),
    click.option(
        "--severity",
        "severities",
        multiple=True,
        metavar="RULE=LEVEL",
        help="Give a rule another severity; repeatable.",
    ),
    click.option(
        "--min-severity",
        "minimum",
        type=_LEVELS,
        help="Leave out what is less than this.  [default: info]",
    ),
    click.option(
        "--fail-on",
        type=_LEVELS,
        help="Exit with code 1 if there is a finding of at least this severity.  "
        "[default: warning]",
    ),
    click.option("--exit-zero", is_flag=True, help="Exit with code 0 whatever is found."),
)

_PROVING = (
    click.option(
        "--prove",
        type=click.Choice([when.value for when in Prove]),
        default=Prove.AUTO.value,
        show_default=True,
        help="Whether to prove that all hosts are DIRECT, not only those that are asked about.",
    ),
    click.option(
        "--prove-budget",
        "prove_seconds",
        type=parse_duration,
        default="10s",
        show_default=True,
        metavar="TIME",
        help="How long a proof may take for one file.",
    ),
)


def lint_proving_options(command: _Command) -> _Command:
    """Give *command* the options *prove* and *prove_seconds*."""
    for option in reversed(_PROVING):
        command = option(command)
    return command


def selection_options(command: _Command) -> _Command:
    """Give *command* the options that say which findings are wanted."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def rules_for(selection: Selection) -> tuple[Rule, ...]:
    """
    Return the rules to ask: those asked by default, and what is selected besides.

    A rule that is ignored is asked all the same: another may have left something to it.
    """
    return tuple(rule for rule in RULES if rule.by_default or rule.name in selection.rules)
