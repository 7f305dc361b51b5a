"""The last step: a PAC is held against its policy, then written, whole or not at all."""

from __future__ import annotations

from pacgen.publish.check import check_pac
from pacgen.publish.write import write_bytes, write_text

__all__ = ["check_pac", "write_bytes", "write_text"]
