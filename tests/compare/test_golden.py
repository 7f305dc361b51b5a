"""The generator's files are proven equal to their policies: what is listed is DIRECT, nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from pacgen.analysis import Explorer, Language
from pacgen.analysis.clock import Clock
from pacgen.analysis.scope import EVERY_HOST, Scope, host_names
from pacgen.compare.policy import policy_parts
from pacgen.compare.proof import Differences, differences
from pacgen.endpoints import Instance
from pacgen.endpoints.snapshot import load_shipped
from pacgen.policy import Policy, Preset, build_policy
from pacgen.policy.config_file import load_config
from pacgen.routes import Route

GENERATOR = Path(__file__).parents[1] / "generator"
GOLDEN = GENERATOR / "golden"
SITES = ("site-split",)
CLOUDS = [f"{instance.lower()}-{preset}" for instance in Instance for preset in Preset]
SECONDS = 300

NAMES = host_names(10) - Language.from_regexp("[0-9-]$")
"""
All names of up to ten labels. What ends in a digit (or "-", where no name ends) may be an address
to the script, which computes with its parts; that is no regular language. The edges of all address
ranges are asked about one by one by ``pacgen.publish.check_pac``, whenever a file is made.
"""


def _policy(name: str) -> Policy:
    if name in SITES:
        site = load_config(GENERATOR / "sites" / f"{name.removeprefix('site-')}.yaml", {}).site
        document = load_shipped(site.instance).document
        return build_policy(document, preset=site.preset, default=site.default, site=site.site)
    instance = next(i for i in Instance if name.startswith(f"{i.lower()}-"))
    return build_policy(
        load_shipped(instance).document,
        preset=Preset(name.partition("-")[2]),
        default=Route.parse("PROXY proxy.example.com:8080; DIRECT"),
    )


def _found(policy: Policy, text: str) -> Differences:
    scope = Scope((EVERY_HOST,), (NAMES,), NAMES)
    clock = Clock(SECONDS)
    parts, doubts = policy_parts(policy, NAMES, clock)
    with Explorer(text) as explorer:
        return differences(parts, doubts, explorer, scope, clock)


@pytest.mark.parametrize("name", CLOUDS)
def test_a_golden_file_is_its_policy(name: str) -> None:
    """For every name, every client and every time the file says what its policy says, proven."""
    text = (GOLDEN / f"{name}.pac").read_text(encoding="ascii")

    assert _found(_policy(name), text) == Differences((), ())


def test_a_file_that_computes_with_the_url_is_not_proven() -> None:
    """Rules for ports read them from the URL: nothing is proven then, and nothing claimed."""
    text = (GOLDEN / "site-split.pac").read_text(encoding="ascii")
    found = _found(_policy("site-split"), text)

    assert found.doubts
    assert not any(difference.exact for difference in found.found)


@pytest.mark.parametrize(
    ("old", "new", "hosts"),
    [
        ('"aka.ms"', '"akb.ms"', {"aka.ms", "akb.ms"}),
        ('pacgenDefault = "PROXY', 'pacgenDefault = "DIRECT; PROXY', {"a.a"}),
    ],
)
def test_a_changed_file_is_not(old: str, new: str, hosts: set[str]) -> None:
    """One rule less, or hosts more that are DIRECT, are found."""
    text = (GOLDEN / "worldwide-teams.pac").read_text(encoding="ascii")
    assert old in text
    found = _found(_policy("worldwide-teams"), text.replace(old, new, 1)).found

    assert hosts <= {difference.witness.host for difference in found if difference.exact}
