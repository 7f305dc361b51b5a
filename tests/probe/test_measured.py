"""
Paths that are bad for media: what is measured is what was done to the packets.

Tolerances are wide where a busy machine adds to what is measured, and there is none where it
cannot: it makes nothing sooner, and lets no packet arrive that was dropped. The measures
themselves are tested exactly in test_quality.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.probe.conftest import Check, Run
from tests.probe.namespaces import firewall, netem, own_network, ruleset
from tests.probe.servers import LOOPBACK, bad_path, coturn

NOBODY = f"{LOOPBACK}:9"
EVERY_TWENTIETH = """table ip x {
  chain c {
    type filter hook input priority 0
    udp dport 3478 ip dscp ef counter
    udp dport 3478 numgen inc mod 20 == 19 drop
  }
}
"""


def _quality(run: Run, port: int, seconds: float, *more: str) -> Check:
    """Measure, and measure again if it says that this computer was too busy."""
    found: Check = {}
    for _ in range(3):
        found = run(
            "--target", NOBODY, "--relay", f"{LOOPBACK}:{port}", "--only", "quality", "--seconds", str(seconds),
            "--format", "json", *more,
        ).check("quality")  # fmt: skip
        if not any(line.startswith("this computer was busy") for line in found["evidence"]):
            break
    return found


def _missed(found: Check) -> set[str]:
    names, is_missed, _ = found["summary"].partition(" not met: ")
    return set(names.split(", ")) if is_missed else set()


def _measured(found: Check, name: str) -> float:
    (line,) = [line for line in found["evidence"] if line.startswith(f"{name}  ")]
    return float(line.removeprefix(name).split()[0].rstrip("%"))


def test_a_good_path(run: Run, relay: int, tmp_path: Path) -> None:
    """A relay on the same computer is good enough for both tables, and the chart has every packet."""
    verdicts: dict[str, str] = {}
    # A busy machine can be as bad as a bad network, but hardly three times.
    for _ in range(3):
        done = run(
            "--target", NOBODY, "--relay", f"{LOOPBACK}:{relay}", "--relay-tcp-port", str(relay), "--only", "udp",
            "--only", "fallback", "--only", "quality", "--seconds", "1", "--format", "json", "--from", "edge",
            "--chart", "trips.svg",
        )  # fmt: skip
        verdicts = {
            name: done.check(name)["verdict"] for name in ("udp", "fallback", "quality", "dscp")
        }
        if done.code == 0:
            break

    assert verdicts == {"udp": "pass", "fallback": "pass", "quality": "pass", "dscp": "pass"}
    assert (tmp_path / "trips.svg").read_text().count("<circle") == 50


def test_five_percent_loss(run: Run, tmp_path: Path) -> None:
    """
    A firewall drops every twentieth packet: at least these are lost, and at most three more of 100.

    It has seen the mark on all of them.
    """
    with own_network():
        firewall(EVERY_TWENTIETH)
        with coturn(tmp_path, [3478]):
            found = _quality(run, 3478, 2)
        marked = re.findall(r"dscp ef counter packets (\d+)", ruleset())

    assert [int(number) % 100 for number in marked] == [0]
    assert marked != ["0"]
    assert found["verdict"] == "fail"
    assert 5 <= _measured(found, "loss") <= 8
    assert "loss" in _missed(found)
    assert not {"latency", "reordering"} & _missed(found)
    assert "local egress" in found["advice"]


def test_bursts(run: Run, relay: int) -> None:
    """Six packets lost one behind another are a burst; with the first question a call is 51 packets."""
    with bad_path(relay, lambda n: None if 10 <= n % 51 < 16 else 0) as port:
        found = _quality(run, port, 1)

    assert {"loss", "burst loss"} <= _missed(found)
    assert _measured(found, "burst loss") >= 60


def test_two_hundred_milliseconds(run: Run, relay: int) -> None:
    """A delay of 200 ms is told as latency, with up to 100 ms on top for a busy machine."""
    with bad_path(relay, lambda _: 0.2) as port:
        found = _quality(run, port, 1)

    assert found["verdict"] == "fail"
    assert "latency" in _missed(found)
    assert not {"reordering"} & _missed(found)
    assert 200 <= _measured(found, "round trip") < 300
    assert "shorten the path" in found["advice"]


def test_jitter_and_reordering(run: Run, relay: int) -> None:
    """Packets that come now sooner, now later, are jitter, and those overtaken are reordered."""
    with bad_path(relay, lambda n: 0.09 if n % 2 else 0) as port:
        found = _quality(run, port, 1)

    assert {"jitter", "reordering"} <= _missed(found)


def test_the_edge_of_a_network_must_be_better(run: Run, relay: int) -> None:
    """Seventy milliseconds, which are good enough for a client, are not for the edge of its network."""
    with bad_path(relay, lambda _: 0.07) as port:
        found = _quality(run, port, 0.5, "--from", "edge")

    assert "latency" in _missed(found)
    assert "round trip < 60 ms" in found["threshold"]


@pytest.mark.parametrize(
    ("options", "missed", "is_measured"),
    [
        (("delay", "100ms"), "latency", lambda found: 200 <= _measured(found, "round trip") < 300),
        (("loss", "5%"), "loss", lambda found: 1 < _measured(found, "loss") < 25),
        (("delay", "40ms", "40ms"), "reordering", lambda found: _measured(found, "jitter") > 5),
    ],
    ids=["200 ms both ways", "5 % each way", "jitter"],
)
def test_netem(
    run: Run,
    tmp_path: Path,
    options: tuple[str, ...],
    missed: str,
    is_measured: Callable[[Check], bool],
) -> None:
    """The kernel delays, loses and shuffles both the packets and their answers, at random."""
    with own_network(), coturn(tmp_path, [3478]):
        netem(*options)
        found = _quality(run, 3478, 3)

    assert missed in _missed(found)
    assert is_measured(found)
