"""
Ask the real browsers, and hold their answers against the recorded ones.

Run it from the project's root: ``python -m tests.agreement.ask_browsers``.
It needs Debian's ``chromium`` and ``firefox-esr``.
With ``--record`` the answers become the recorded ones.
The ordinary tests hold pacgen against the record,
so this has to be run only to learn whether the browsers still behave as they did.
"""

from __future__ import annotations

import argparse
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from tests.agreement import chromium, firefox
from tests.agreement.loopback import enter_namespace
from tests.agreement.record import Browser, Record, differences, load, record, save

BROWSERS: dict[str, Browser] = {"chromium": chromium, "firefox": firefox}
ATTEMPTS = 3


def main() -> int:
    """Ask every browser; return 1 if one does not answer as recorded."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("browser", nargs="*", choices=[*BROWSERS, []], help="all by default")
    parser.add_argument("--record", action="store_true", help="keep the answers")
    options = parser.parse_args()
    if not enter_namespace():
        print("no network namespace here: relying on the browsers' switches", file=sys.stderr)
    names = options.browser or list(BROWSERS)
    failed = False
    with ThreadPoolExecutor() as pool:
        for name, (answers, seconds) in zip(names, pool.map(_ask, names), strict=True):
            print(f"{answers['browser']}: {_size(answers)} in {seconds:.0f} s")
            if options.record:
                save(name, answers)
                continue
            changed = differences(load(name), answers)
            for question, (before, now) in changed.items():
                print(f"  {question}\n    recorded: {before}\n    now:      {now}")
            failed = failed or bool(changed)
    return 1 if failed else 0


def _ask(name: str) -> tuple[Record, float]:
    began = time.monotonic()
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return record(BROWSERS[name]), time.monotonic() - began
        except (OSError, LookupError, ValueError) as error:
            # A browser that starts badly on a busy machine: answers are whole or not there at all.
            if attempt == ATTEMPTS:
                raise
            print(f"{name}, attempt {attempt}: {error}", file=sys.stderr)
    raise AssertionError


def _size(answers: Record) -> str:
    decisions = sum(map(len, answers["files"].values()))
    return (
        f"{len(answers['probes'])} probes, {len(answers['arguments'])} URLs, "
        f"{len(answers['results'])} results, "
        f"{len(answers['files'])} files with {decisions} decisions"
    )


if __name__ == "__main__":
    sys.exit(main())
