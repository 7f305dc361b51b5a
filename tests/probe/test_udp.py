"""Networks that treat UDP badly, each in its way."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.probe.conftest import Check, Run
from tests.probe.namespaces import firewall, own_network
from tests.probe.servers import LOOPBACK, coturn, silent

NOBODY = f"{LOOPBACK}:9"
PORTS = (3478, 3479, 3480, 3481)


def _udp(run: Run, relay: str) -> Check:
    done = run("--target", NOBODY, "--relay", relay, "--only", "udp", "--format", "json")
    return done.check("udp")


def test_refused_and_silent(run: Run) -> None:
    """A refused port fails; silence alone is inconclusive, since relays may not answer strangers."""
    with own_network():
        refused = _udp(run, f"{LOOPBACK}:3479")
    with silent() as port:
        dropped = _udp(run, f"{LOOPBACK}:{port}")

    assert refused["verdict"] == "fail"
    assert refused["summary"] == "UDP 3479: refused by the relay or a firewall"
    assert dropped["verdict"] == "inconclusive"
    assert dropped["summary"].startswith(f"UDP {port}: silent; either it is dropped")
    assert "open UDP 3478-3481" in dropped["advice"]


@pytest.mark.parametrize(
    ("rules", "verdict", "summary"),
    [
        ("", "pass", "replies from UDP 3478, 3479, 3480, 3481, seen as 127.0.0.1"),
        (
            "type filter hook input priority 0; udp dport { 3479, 3481 } drop;",
            "fail",
            "UDP 3479, 3481: silent, while 3478, 3480 answer",
        ),
        (
            "type filter hook input priority 0; udp dport 3480 reject with icmp port-unreachable;",
            "fail",
            "UDP 3480: refused by the relay or a firewall",
        ),
        (
            "type filter hook output priority 0; udp dport 3479-3481 drop;",
            "fail",
            "UDP 3479, 3480, 3481: refused by this computer",
        ),
        (
            "type nat hook postrouting priority 100; udp dport 3481 snat to 127.0.0.2;",
            "warn",
            "the ports leave by several addresses: 127.0.0.1, 127.0.0.2",
        ),
    ],
    ids=["open", "silent in part", "refused in part", "blocked here", "several addresses"],
)
def test_four_ports(run: Run, tmp_path: Path, rules: str, verdict: str, summary: str) -> None:
    """Each port is told of: who drops it, who refuses it, and by which address it leaves."""
    with own_network():
        firewall(f"table ip x {{\n chain c {{\n {rules}\n }}\n}}")
        with coturn(tmp_path, PORTS):
            found = _udp(run, LOOPBACK)

    assert (found["verdict"], found["summary"]) == (verdict, summary)
    assert len(found["evidence"]) == 1 + len(PORTS)
    assert (found["advice"] == "") == (verdict == "pass")
