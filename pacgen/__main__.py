"""``python -m pacgen``."""

from __future__ import annotations

import sys

from pacgen.cli import main

if __name__ == "__main__":
    sys.exit(main())
