"""Questions side by side."""

from __future__ import annotations

import subprocess
import sys
import threading
import time

import pytest

from pacgen.probe.parallel import side_by_side, within


def test_order_and_errors() -> None:
    """Results come in the order of the questions, and so does the first error."""
    meeting = threading.Barrier(3, timeout=20)

    def answer(number: int) -> int:
        meeting.wait()  # passes only if all three are asked at once
        return number * 2

    assert side_by_side(answer, [3, 1, 2]) == [6, 2, 4]
    assert side_by_side(answer, []) == []
    with pytest.raises(ZeroDivisionError):
        side_by_side(lambda n: 1 // n, [1, 0])


def test_not_for_ever() -> None:
    """What takes too long is not waited for."""
    assert within(20, lambda: 7) == 7
    with pytest.raises(TimeoutError):
        within(0.05, lambda: time.sleep(5))


def test_a_program_can_end() -> None:
    """Threads that still wait do not keep the program from ending."""
    code = (
        "import time\nfrom pacgen.probe.parallel import within\n"
        "try:\n within(0.05, lambda: time.sleep(600))\nexcept TimeoutError:\n print('late')\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )

    assert (done.returncode, done.stdout) == (0, "late\n")
