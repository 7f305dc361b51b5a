"""Configurations of whole sites: their PAC files are the reviewed ones, and do what they should."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pacgen.endpoints.snapshot import load_shipped
from pacgen.engine.script import Script
from pacgen.generator import render
from pacgen.policy import Policy, build_policy
from pacgen.policy.config_file import load_config, parse_config
from pacgen.publish import check_pac

SITES = sorted((Path(__file__).parent / "sites").glob("*.yaml"))


def large(count: int) -> str:
    """Write a configuration with *count* rules, as long as some sites' lists are."""
    kinds = ("hosts: 'h{n}.d{m}.example'", "hosts: '*.w{n}.example'", "networks: 10.{m}.{k}.0/24")
    lines = [
        f"  - {{{kinds[n % 3].format(n=n, m=n % 250, k=n // 250)}, route: {'direct' if n % 2 else 'b'}}}"
        for n in range(count)
    ]
    return "\n".join(["proxy: PROXY a:1", "routes: {b: 'PROXY b:2'}", "rules:", *lines, ""])


def policy_of(text: str | Path) -> Policy:
    """Build what a configuration says of the endpoint data that ships with pacgen."""
    if isinstance(text, Path):
        site = load_config(text, {}).site
    else:
        site = parse_config(text, Path("pacgen.yaml"), {}).site
    return build_policy(
        load_shipped(site.instance).document,
        preset=site.preset,
        default=site.default,
        site=site.site,
    )


@pytest.mark.parametrize("path", SITES, ids=lambda path: path.stem)
def test_golden(path: Path, golden_pac: Callable[[str, str], str]) -> None:
    """The file is the one that was reviewed, byte for byte, and passes the check."""
    policy = policy_of(path)
    text = render(policy)

    assert golden_pac(f"site-{path.stem}.pac", text) == text
    assert check_pac(text, policy) > 250
    # What might remember anything gets an engine for each request, and the check takes minutes.
    assert not Script(text).may_keep_state


@pytest.mark.parametrize("path", SITES, ids=lambda path: path.stem)
def test_golden_in_the_small_form(path: Path, golden_pac: Callable[[str, str], str]) -> None:
    """So is the small form."""
    policy = policy_of(path)
    text = render(policy, small=True)

    assert golden_pac(f"site-{path.stem}-small.pac", text) == text
    assert check_pac(text, policy) > 250
    assert not Script(text).may_keep_state


def test_five_thousand_rules(golden_pac: Callable[[str, str], str]) -> None:
    """Five thousand rules give the reviewed file too, and it passes the check."""
    policy = policy_of(large(5000))
    text = render(policy, small=True)

    assert golden_pac("site-5000-rules.pac", text) == text
    assert check_pac(text, policy) > 10_000
