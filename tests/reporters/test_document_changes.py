from __future__ import annotations

import ipaddress

from pacgen.compare import compare
from pacgen.endpoints import Category, EndpointDocument, EndpointSet, Instance
from pacgen.endpoints.model import PortRange
from pacgen.patterns import HostPattern
from pacgen.reporters.document_changes import document_change_lines

BEFORE = EndpointDocument(
    Instance.WORLDWIDE,
    "1",
    (
        EndpointSet(
            12, "Skype", Category.DEFAULT, (HostPattern("a.example"), HostPattern("b.example"))
        ),
        EndpointSet(13, "Common", Category.ALLOW, tcp_ports=(PortRange(80, 80),)),
    ),
)
AFTER = EndpointDocument(
    Instance.WORLDWIDE,
    "2",
    (
        EndpointSet(13, "Common", Category.ALLOW, udp_ports=(PortRange(5, 9),), required=True),
        EndpointSet(
            12,
            "Skype",
            Category.ALLOW,
            (HostPattern("b.example"), HostPattern("*.c.example")),
            (ipaddress.ip_network("52.112.0.0/14"),),
        ),
        EndpointSet(14, "Skype", Category.OPTIMIZE, required=True),
    ),
)


def test_every_kind_of_change_has_its_line() -> None:
    """What came, what went and what changed stand under their service area, Teams first."""
    assert [
        "  Teams (Skype):",
        "    + set 14 (Optimize, required)",
        "    ~ set 12: category Default -> Allow",
        "    + name *.c.example (Allow)",
        "    - name a.example (Default)",
        "    ~ name b.example: Default -> Allow",
        "    + prefix 52.112.0.0/14 (Allow)",
        "  Common:",
        "    ~ set 13: TCP ports 80 -> none",
        "    ~ set 13: UDP ports none -> 5-9",
        "    ~ set 13: required no -> yes",
    ] == document_change_lines(compare(BEFORE, AFTER))


def test_set_that_went_has_its_line() -> None:
    """A set that is gone is named with what it was."""
    lines = document_change_lines(compare(AFTER, BEFORE))
    assert "    - set 14 (Optimize, required)" in lines


def test_no_difference_is_said() -> None:
    """Where only wording changed, one line says so."""
    assert ["  no set, name or prefix has changed, only wording"] == document_change_lines(
        compare(BEFORE, BEFORE)
    )
