"""Addresses that a script writes anew, octet by octet, are followed: each has the answer that its region has."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable

import pytest

from pacgen.analysis import Condition, Explorer, Language
from pacgen.analysis.languages import AddressSet, quads
from pacgen.engine import Environment
from pacgen.engine.request import Request

from .conftest import script

DIGITS = """
  var g = /^(.*:)?(\\d+)\\.(\\d+)\\.(\\d+)\\.(\\d+)$/.exec(address), hex = "", i;
  for (i = 2; i < 6; i += 1) hex += (256 + +g[i]).toString(16).substring(1);"""

UNDERSTOOD = {
    "digits in a table, by prefixes": f"""{DIGITS}
      if (g[1] || g[2] > 255 || "" + +g[3] !== g[3]) return "P0";
      var t = {{"#0a01": "P1", "#0a020": "P1", "#0a8": "P2", "#c0a8010f": "P3", "#7f": "P2", "#": "P4", "0a": "P5"}}, found;
      for (i = 9; i > 1 && !found; i -= 1) found = t[("#" + hex).substring(0, i)];
      return found || (t[("#" + hex).substr(0, 1)] === "P4" ? "P6" : "P7");""",
    "digits that are compared": f"""{DIGITS}
      if (hex === "0a010000" || hex.slice(0, 3) == "0a8") return "P1";
      return hex.length !== 8 ? "P2" : hex.substring(0, 4) != "c0a8" ? "P3" : hex ? "P4" : "P5";""",
    "digits without a leading zero": """
      var p = address.split("."), hex = (+p[0]).toString(16) + Number(p[1]).toString(16);
      return hex == "111" ? "P1" : hex === "a1" ? "P2" : hex + "!" == "1010!" ? "P3" : "P4";""",
    "halves of octets": """
      var p = address.split("."), hex = "", i;
      for (i = 0; i < 3; i += 1) hex += (p[i] >> 4).toString(16) + "" + (p[i] & 15).toString(16);
      return hex == "0a0101" ? "P1" : hex.substring(0, 3) == "0a8" ? "P2" : "P3";""",
    "numbers joined by dashes": """
      var p = /^(\\d{1,3})\\.([0-9]{1,3})\\.(\\d+)\\.(\\d+)$/.exec(address), t = {};
      t["10-1"] = 1; t["192-168"] = 2;
      var name = [p[1], p[2]].join("-");
      if (name in t) return "P" + t[name];
      return t.hasOwnProperty("v" + p[1] + "-" + p[2]) || {}[name] ? "P3" : p[0] == "10.2.0.0" ? "P4" : p[4] == 1 ? "P5" : "P6";""",
    "only as many digits as count": f"""{DIGITS}
      switch (hex.substring(0, 2)) {{ case "0a": return "P1"; case "7f": case "c0": return "P2"; }}
      return /^.*$/.test(address) ? "P3" : "P4";""",
}  # fmt: skip

LEFT_OPEN = {
    "octets in another order": """
      var p = address.split("."); return p[1] + "-" + p[0] == "1-10" ? "P1" : "P2";""",
    "octets left out": """
      var p = address.split("."); return p[0] + "-" + p[3] == "10-0" ? "P1" : "P2";""",
    "the end of the digits": f"""{DIGITS}
      return hex.substring(6) == "00" ? "P1" : "P2";""",
    "a place in digits of several lengths": """
      var p = address.split("."), hex = (+p[0]).toString(16) + (+p[1]).toString(16) + (+p[2]).toString(16);
      return hex.substring(0, 2) == "a1" ? "P1" : hex.length == 4 ? "P2" : "P3";""",
    "digits in capitals": f"""{DIGITS}
      return hex.toUpperCase() == "0A010000" ? "P1" : hex < "1" ? "P2" : "P3";""",
}  # fmt: skip
"""What no interval describes, or is not understood so far: both ways count as possible."""


def addresses() -> list[str]:
    """Return addresses at the edges of what the scripts look for, and some from anywhere."""
    edges = [
        ".".join(octets)
        for octets in itertools.product(
            ["0", "1", "10", "11", "17", "192", "255"],
            ["0", "1", "2", "15", "16", "17", "127", "128", "168"],
            ["0", "1", "255"],
            ["0", "1", "15", "16", "255"],
        )
    ]
    dice = random.Random(1)  # noqa: S311 - no secret depends on it
    anywhere = (".".join(str(dice.randrange(256)) for _ in range(4)) for _ in range(200))
    return [*edges, *anywhere, "10.143.255.255", "10.144.0.0", "126.255.255.255", "128.0.0.0"]


@pytest.mark.parametrize("name", [*UNDERSTOOD, *LEFT_OPEN])
def test_hosts_that_are_addresses_have_the_answer_of_their_region(
    explorer: Callable[..., Explorer], name: str
) -> None:
    """Whatever a script makes of their octets, no address gets another answer than is said."""
    body = (UNDERSTOOD | LEFT_OPEN)[name].replace("address", "host")
    opened = explorer(script(body))
    partition = opened.explore(quads())
    asked = addresses()
    decisions = opened.evaluator.decide([Request.for_host(host) for host in asked], Environment())

    assert partition.gaps == ()
    assert all(leaf.exact for leaf in partition.leaves) == (name in UNDERSTOOD)
    for host, decision in zip(asked, decisions, strict=True):
        if host.startswith(("127.", "169.254.")):
            continue  # this client asks nobody about itself
        said = {leaf.answer.returned for leaf in partition.leaves if host in leaf.hosts}
        assert decision.returned in said, host
        assert len(said) == 1 or name in LEFT_OPEN, host


@pytest.mark.parametrize("name", UNDERSTOOD)
def test_clients_have_the_answer_of_their_region(
    explorer: Callable[..., Explorer], name: str
) -> None:
    """So is the client's address, whose regions are conditions."""
    opened = explorer(script(UNDERSTOOD[name].replace("address", "myIpAddress()")))
    partition = opened.explore(Language.word("a.x.example"))

    assert partition.gaps == ()
    for client in addresses()[::40]:
        environment = Environment(client_addresses=(client,))
        (decision,) = opened.evaluator.decide([Request.for_host("a.x.example")], environment)
        said = [leaf.answer for leaf in partition.leaves if _holds(leaf.condition, client)]
        assert [answer.returned for answer in said] == [decision.returned], client


def _holds(condition: Condition, client: str) -> bool:
    clients = condition.domains.get("client", AddressSet.everything())
    return isinstance(clients, AddressSet | Language) and client in clients
