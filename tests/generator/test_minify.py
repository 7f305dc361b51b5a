"""Tests of the small form of a PAC file: fewer bytes, the same answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from pacgen.endpoints import Instance
from pacgen.endpoints.snapshot import load_shipped
from pacgen.engine import Evaluator, Request
from pacgen.generator import render
from pacgen.generator.minify import minify
from pacgen.policy import Policy, Preset, build_policy
from pacgen.publish import check_pac
from pacgen.routes import Route
from tests.generator.get_pacfile import PROXY, type_2

MakePolicy = Callable[..., Policy]


@pytest.mark.parametrize("preset", Preset)
def test_golden(shipped: MakePolicy, golden_pac: Callable[[str, str], str], preset: Preset) -> None:
    """The small file is the reviewed one: what the large one does, in less than half the bytes."""
    policy = shipped(preset=preset)
    small = render(policy, small=True)

    assert golden_pac(f"worldwide-{preset}-small.pac", small) == small
    assert check_pac(small, policy) > 250
    assert len(small) < len(render(policy)) / 2


def test_header_stays(shipped: MakePolicy) -> None:
    """The facts at the head stay, and no other comment."""
    policy = shipped()
    small = render(policy, small=True)
    head, _, rest = small.partition("\nvar ")

    assert policy.digest in head
    assert policy.version in head
    assert "//" not in rest


@pytest.mark.parametrize("preset", Preset)
def test_smaller_than_type_2(preset: Preset) -> None:
    """
    With the same names it is smaller than what Get-PacFile writes for type 2.

    Get-PacFile has no addresses, so they are left out of ours as well.
    """
    names_alone = replace(worldwide(preset), address_rules=())
    small = render(names_alone, small=True)

    assert len(small) < len(type_2(names_alone))
    assert check_pac(small, names_alone) > 150


def test_smaller_than_type_2_in_use() -> None:
    """
    The whole Teams PAC, addresses and all, is smaller than the file of Get-PacFile that sends
    Teams directly: its type 2, which has the names of all services.
    """
    theirs = type_2(worldwide(Preset.M365_OPTIMIZE_ALLOW))

    assert len(render(worldwide(Preset.TEAMS), small=True)) < len(theirs)


def worldwide(preset: Preset) -> Policy:
    """Build a policy with the proxy that Get-PacFile takes if it is told none."""
    return build_policy(
        load_shipped(Instance.WORLDWIDE).document, preset=preset, default=Route.parse(PROXY)
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("var a = 1;\nvar bb = a + +a;\n", "var a=1;var b=a+ +a;\n"),
        ('f("// no comment", /[/]"/); // gone\n', 'f("// no comment",/[/]"/);\n'),
        ("x = 0xff\ny = 2\n", "x=255\ny=2\n"),
        ("function longName(thing) { return thing.thing; }\n", "function b(a){return a.thing}\n"),
        (
            "function FindProxyForURL(url, host) { return host; }\n",
            "function FindProxyForURL(b,a){return a}\n",
        ),
        ("var thing = {thing: 1};\n", "var a={thing:1};\n"),
        ("if (a) { b(); }\nc();\n", "if(a){b()}c();\n"),
        ("var a = function () {}\nb();\n", "var a=function(){}\nb();\n"),
        ("var a = {}\nb();\n", "var a={}\nb();\n"),
        ("if (a) { while (b); }\n", "if(a){while(b);}\n"),
        ("if (a) { for (;;); }\n", "if(a){for(;;);}\n"),
        ("if (a) {\n} else if (b) {\n}\n", "if(a){}else if(b){}\n"),
    ],
)
def test_minify(before: str, after: str) -> None:
    """Blanks, comments and long names go; strings, properties and line ends that count stay."""
    assert minify(before) == after


def test_names_do_not_meet() -> None:
    """A short name is never one that the script uses for something else."""
    source = (
        "var first = 'DIRECT';"
        "function FindProxyForURL(url, host) { var a = host; return a ? first : b; }"
    )
    with Evaluator(minify(source)) as evaluator:
        decision = evaluator.decide([Request.for_host("a.example")])[0]

    assert decision.returned == "DIRECT"
