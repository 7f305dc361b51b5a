"""A PAC text and what the syntax tree says of it, found out when it is first needed."""

from __future__ import annotations

import functools
import re
from dataclasses import replace

from pacgen.engine.decision import Fault, FaultKind
from pacgen.engine.declarations import find_clash, may_clash
from pacgen.engine.es3 import newer_syntax
from pacgen.engine.locate import locate
from pacgen.engine.profile import Profile
from pacgen.engine.state import Memory, find_memory
from pacgen.engine.syntax import SyntaxTree
from pacgen.engine.trace import Instrumented, instrument

__all__ = ["Script", "sloppy"]

_STRICT = re.compile(
    r"""(?:\s|//[^\n\r\u2028\u2029]*[\n\r\u2028\u2029]|/\*.*?\*/)*(["'])use strict\1""", re.DOTALL
)
_EXPORT = ";if(typeof FindProxyForURL!='undefined')globalThis.FindProxyForURL=FindProxyForURL;"


class Script:
    """
    One PAC text.

    Args:
        text: The script as the client decoded it.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.loadable = _loadable(text)
        """The text as the driver can load it."""
        self._located: dict[Fault, Fault] = {}

    @functools.cached_property
    def tree(self) -> SyntaxTree:
        """The syntax tree."""
        return SyntaxTree(self.text)

    def locate(self, fault: Fault) -> Fault:
        """Return *fault* with the best place that is known; looked up once for equal faults."""
        if fault not in self._located:
            self._located[fault] = locate(fault, self.tree) if fault.line else fault
        return self._located[fault]

    def refusal(self, profile: Profile) -> Fault | None:
        """
        Return the SyntaxError that this client finds and the engine that runs the script does not.
        """
        if profile.es3_only and self.newer is not None:
            return self.newer
        return find_clash(self.tree, profile) if self._may_clash else None

    @functools.cached_property
    def _may_clash(self) -> bool:
        return may_clash(self.text)

    @functools.cached_property
    def newer(self) -> Fault | None:
        """The SyntaxError of a client that knows ECMAScript 3 only."""
        found = newer_syntax(self.tree)
        if found is None:
            return None
        node, what = found
        span = self.tree.span(node)
        message = f"SyntaxError: {what} is newer than this client's JavaScript"
        return Fault(FaultKind.SYNTAX, message, span.line, span.column)

    @functools.cached_property
    def may_keep_state(self) -> bool:
        """Whether an answer may depend on what was asked before."""
        return bool(self.memory)

    @functools.cached_property
    def memory(self) -> Memory:
        """Where a request may leave something behind for the next."""
        memory = find_memory(self.tree)
        # Loaded by an indirect eval, a strict script keeps its variables to itself.
        hidden = bool(memory.names or memory.stores) and _STRICT.match(self.text) is not None
        return replace(memory, is_unknown=memory.is_unknown or hidden)

    @functools.cached_property
    def instrumented(self) -> Instrumented:
        """The script, rewritten so that it reports what it does."""
        return instrument(self.tree)

    @functools.cached_property
    def instrumented_loadable(self) -> str:
        """The rewritten script as the driver can load it."""
        return _loadable(self.instrumented.source)


def sloppy(source: str) -> str:
    """Return *source* without the effect of ``"use strict"`` at its head, every place unmoved."""
    match = _STRICT.match(source)
    return source if match is None else f"{source[: match.end() - 2]}_{source[match.end() - 1 :]}"


def _loadable(source: str) -> str:
    """
    Return *source* as the driver can load it.

    The driver uses an indirect eval. In strict mode that keeps a script's functions to itself,
    where a browser would make them global; so a strict script hands its entry point out at its end.
    """
    return f"{source}\n{_EXPORT}" if _STRICT.match(source) else source
