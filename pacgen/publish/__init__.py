"""The last step: a PAC is held against its policy, then written, whole or not at all."""

from __future__ import annotations

from pacgen.publish.assertions import check_assertions
from pacgen.publish.check import check_pac
from pacgen.publish.limits import limit_warnings
from pacgen.publish.together import write_together
from pacgen.publish.write import write_bytes, write_text

__all__ = [
    "check_assertions",
    "check_pac",
    "limit_warnings",
    "write_bytes",
    "write_text",
    "write_together",
]
