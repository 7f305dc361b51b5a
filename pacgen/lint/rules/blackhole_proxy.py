"""The rule ``blackhole-proxy``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import Program
from pacgen.lint.static import StaticRule

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["BlackholeProxy"]


class BlackholeProxy(StaticRule):
    """
    Checks for proxies that do not exist, as ``127.0.0.1:9``, to block hosts.

    Why is this bad?
        What is blocked so includes telemetry and configuration that Teams waits for. As the
        default it blocks every host that the file forgot. And any program on the computer
        may listen there.

    Known problems
        None.

    References
        WebDebug, "Blackholing with proxy scripts".
    """

    name: ClassVar[str] = "blackhole-proxy"
    code: ClassVar[str] = "SE14"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = (
        "clients wait for hosts that are blocked so, and any program on the computer may "
        "listen there"
    )
    bad: ClassVar[str] = 'if (host == "ads.contoso.com") return "PROXY 127.0.0.1:9";'
    good: ClassVar[str] = 'if (host == "ads.contoso.com") return "PROXY blocked.contoso.com:8080";'

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for node, text in program.strings:
            match = _DEAD.search(text)
            if match is None:
                continue
            default = _is_default(program, node)
            yield self.at(
                context,
                node,
                f'"{match.group()}" is no proxy'
                + (", and every host that the file forgets gets it" if default else ""),
                tip="block on the proxy or the gateway",
            )


_DEAD = re.compile(
    r"\b(?:PROXY|HTTPS?|SOCKS[45]?)\s+"
    r"(?:(?:127\.\d+\.\d+\.\d+|localhost|\[::1\]):(?:\d|1\d|65535)\b|"
    r"(?:0\.0\.0\.0|255\.255\.255\.255)(?::\d+)?)",
    re.IGNORECASE,
)


def _is_default(program: Program, node: Node) -> bool:
    """Say whether *node* is what the entry point returns at its end."""
    statement = program.index.parent(node)
    if statement is None or statement.type != "return_statement":
        return False
    block = program.index.parent(statement)
    function = program.index.parent(block) if block is not None else None
    entry_points = program.subjects.entry_points.values()
    return any(function in functions for functions in entry_points)
