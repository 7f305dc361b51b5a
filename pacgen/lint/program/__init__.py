"""The text of a PAC file, read: names, constants, calls, and what the host is compared with."""

from __future__ import annotations

from pacgen.lint.program.calls import Call
from pacgen.lint.program.comparisons import Comparison, How
from pacgen.lint.program.index import FUNCTIONS
from pacgen.lint.program.names import Variable
from pacgen.lint.program.program import Program
from pacgen.lint.program.subjects import ENTRY_POINTS, Subject
from pacgen.lint.program.values import Text

__all__ = [
    "ENTRY_POINTS",
    "FUNCTIONS",
    "Call",
    "Comparison",
    "How",
    "Program",
    "Subject",
    "Text",
    "Variable",
]
