"""
Print a marked code block of the README, so that CI runs what the README says and nothing else.

A block is marked by the comment ``<!-- block: NAME -->`` on the line before its fence.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

README = Path(__file__).parents[1] / "README.md"


def block(name: str) -> str:
    """Return the text between the fences of the block called *name*."""
    pattern = rf"<!-- block: {re.escape(name)} -->\n```\w*\n(.*?)```"
    match = re.search(pattern, README.read_text(encoding="utf-8"), re.DOTALL)
    if match is None:
        sys.exit(f"README.md has no block {name!r}")
    return match[1]


if __name__ == "__main__":
    sys.stdout.write(block(sys.argv[1]))
