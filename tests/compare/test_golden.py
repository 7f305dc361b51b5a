"""The generator's files are proven equal to their policies: what is listed is DIRECT, nothing else."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from pacgen.analysis import ALWAYS, Explorer, Language
from pacgen.analysis.clock import Clock
from pacgen.analysis.languages import AddressSet, host_names
from pacgen.analysis.languages.quads import quads
from pacgen.analysis.scope import EVERY_HOST, Scope
from pacgen.compare.policy import policy_parts
from pacgen.compare.proof import Differences, Part, differences
from pacgen.endpoints import Instance
from pacgen.endpoints.snapshot import load_shipped
from pacgen.generator import render
from pacgen.policy import Policy, Preset, build_policy
from pacgen.routes import Route
from tests.generator.test_sites import large, policy_of

GENERATOR = Path(__file__).parents[1] / "generator"
GOLDEN = GENERATOR / "golden"
SECONDS = 300

HOSTS = host_names()
"""All names of up to ten labels, and all IPv4 addresses."""

NAMES = HOSTS - quads()
"""Without the addresses, which the small form computes with in hexadecimal."""

DOTTED = NAMES & Language.containing(".")

ASIDE = (
    # Scheme and port of https://host/, which are the same for every name.
    (r'/\^\(\[\^:.{60,80}?\.exec\(\w+\) ?\|\| ?\["", ?"", ?""\]', '["", "https", ""]'),
    # No brackets stand around a name, and no blanks or zones around the address of a client.
    (r'\.replace\(/\^\\\[\(\.\*\)\\\]\$/, ?"\$1"\)', ""),
    (r'\.replace\(/\^\\s\*\(\[\^%\\s\]\*\)\[\\s\\S\]\*\$/, ?"\$1"\)', ""),
)
"""Calculations that no regular language describes, and what they come to for names."""

CLIENTS = {
    "site-locations-small": ["10.1.255.255", "10.2.128.0"],
    "site-locations-breakout-small": ["172.31.255.255", "192.168.51.0"],
    "site-locations-multihomed-small": ["10.9.0.0", "10.200.0.0"],
}
"""Files that compute with the client's address in hexadecimal: they are proven client by client."""

SPECIAL = {"patched", "site-5000-rules"}
SAME = Differences((), ())
FILES = sorted(path.stem for path in GOLDEN.glob("*.pac"))


def _policy(name: str) -> Policy:
    name = name.removesuffix("-small")
    if name.startswith("site-"):
        return policy_of(GENERATOR / "sites" / f"{name.removeprefix('site-')}.yaml")
    instance = next(i for i in Instance if name.startswith(f"{i.lower()}-"))
    return build_policy(
        load_shipped(instance).document,
        preset=Preset(name.partition("-")[2]),
        default=Route.parse("PROXY proxy.example.com:8080; DIRECT"),
    )


def _text(name: str) -> str:
    return _aside((GOLDEN / f"{name}.pac").read_text(encoding="ascii"))


def _aside(text: str) -> str:
    for calculation, result in ASIDE:
        text = re.sub(calculation, result, text)
    return text


def _found(
    policy: Policy, *texts: str, names: Language = NAMES, client: str = ""
) -> list[Differences]:
    """Compare each of *texts* with the policy, for all clients or for one."""
    scope = Scope((EVERY_HOST,), (names,), names)
    clock = Clock(SECONDS)
    parts, doubts = policy_parts(policy, names, clock)
    parts = list(_for_client(parts, client)) if client else parts
    found = []
    for text in texts:
        asked = re.sub(r"\bmyIpAddress(Ex)?\(\)", f'"{client}"', text) if client else text
        with Explorer(asked) as explorer:
            found.append(differences(parts, doubts, explorer, scope, clock))
    return found


def _for_client(parts: Iterable[Part], client: str) -> Iterable[Part]:
    for part in parts:
        clients = part.condition.domains.get("client", AddressSet.everything())
        assert isinstance(clients, AddressSet)
        if client in clients:
            yield Part(part.hosts, ALWAYS, part.answer)


@pytest.mark.parametrize("name", sorted({f.removesuffix("-small") for f in FILES} - SPECIAL))
def test_a_golden_file_is_its_policy(name: str) -> None:
    """For every host, every client and every time it says what its policy says, proven."""
    assert _found(_policy(name), _text(name), names=HOSTS) == [SAME]


@pytest.mark.parametrize(
    "name", sorted(f for f in FILES if f.endswith("-small") and f not in CLIENTS)
)
def test_a_small_golden_file_is_its_policy(name: str) -> None:
    """For every name, that is; it has other ways to look it up."""
    assert _found(_policy(name), _text(name)) == [SAME]


@pytest.mark.parametrize(
    ("name", "client"), [(name, client) for name, clients in CLIENTS.items() for client in clients]
)
def test_a_small_file_with_locations_is_its_policy_for_a_client(name: str, client: str) -> None:
    """For every name, at the edges of locations."""
    assert _found(_policy(name), _text(name), client=client) == [SAME]


def test_a_long_list_of_rules_is_its_policy() -> None:
    """Hundreds of rules of every kind are proven, too."""
    policy = policy_of(large(300))

    assert _found(policy, _aside(render(policy, small=True))) == [SAME]


@pytest.mark.skipif(
    not os.environ.get("PACGEN_PROOFS"), reason="takes 20 s: asked for by PACGEN_PROOFS"
)
def test_five_thousand_rules_are_their_policy() -> None:
    """So are the five thousand of the golden file."""
    assert _found(policy_of(large(5000)), _text("site-5000-rules")) == [SAME]


def test_a_patched_file_is_its_policy() -> None:
    """It sends to the proxy what the policy does not list, as the file did that was patched."""
    policy = build_policy(
        load_shipped(Instance.WORLDWIDE).document,
        preset=Preset.M365_OPTIMIZE_ALLOW,
        default=Route.parse("PROXY p.example:8080"),
    )

    # Of names without a dot the policy has an opinion, a patch has none.
    assert _found(policy, _text("patched"), names=DOTTED) == [SAME]


def test_a_calculation_aside_is_in_the_file() -> None:
    """What is taken out of the files for the proof is there, each at least once."""
    texts = [path.read_text(encoding="ascii") for path in GOLDEN.glob("*.pac")]

    for calculation, _ in ASIDE:
        assert any(re.search(calculation, text) for text in texts)


@pytest.mark.parametrize(
    ("old", "new", "hosts"),
    [
        ('"aka.ms"', '"akb.ms"', {"aka.ms", "akb.ms"}),
        ('pacgenDefault = "PROXY', 'pacgenDefault = "DIRECT; PROXY', {"a.a"}),
    ],
)
def test_a_changed_file_is_not(old: str, new: str, hosts: set[str]) -> None:
    """One rule less, or hosts more that are DIRECT, are found."""
    text = _text("worldwide-teams")
    assert old in text
    (found,) = _found(_policy("worldwide-teams"), text.replace(old, new, 1))

    assert hosts <= {difference.witness.host for difference in found.found if difference.exact}
