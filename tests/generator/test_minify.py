"""Tests of the small form of a PAC file: fewer bytes, the same answers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pacgen.endpoints import Instance
from pacgen.endpoints.snapshot import load_shipped
from pacgen.engine import Evaluator, Request
from pacgen.generator import render
from pacgen.generator.minify import minify
from pacgen.policy import Policy, Preset, build_policy
from pacgen.publish import check_pac
from pacgen.routes import Route

MakePolicy = Callable[..., Policy]


def type_2(names: list[str], proxy: str) -> str:
    """Write names as Get-PacFile 1.0.4 does for type 2, line ends and blank lines included."""
    tests = '")\r\n        || shExpMatch(host, "'.join(sorted(names))
    return (
        "// This PAC file will provide proxy config to Microsoft 365 services\n"
        "//  using data from the public web service for all endpoints\n"
        "function FindProxyForURL(url, host)\n"
        "{\n"
        '    var direct = "DIRECT";\n'
        f'    var proxyServer = "{proxy}";\n'
        "\n\n\n\n\n"
        f'    if(shExpMatch(host, "{tests}"))\n'
        "    {\n"
        "        return direct;\n"
        "    }\n"
        "\n"
        "    return proxyServer;\n"
        "}\n"
    )


@pytest.mark.parametrize("preset", Preset)
def test_passes_the_check(shipped: MakePolicy, preset: Preset) -> None:
    """The small file does what the large one does, in less than half of the bytes."""
    policy = shipped(preset=preset)
    small = render(policy, small=True)

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


def test_smaller_than_type_2() -> None:
    """
    The Teams PAC, with its addresses, is smaller than the file of Get-PacFile that sends Teams
    directly: type 2, which has no addresses but the names of other services.
    """
    document = load_shipped(Instance.WORLDWIDE).document
    proxy = "PROXY 10.10.10.10:8080"
    policy = build_policy(document, preset=Preset.TEAMS, default=Route.parse(proxy))
    names = {str(url) for s in document.sets if s.category != "Default" for url in s.urls}

    assert len(render(policy, small=True)) < len(type_2(list(names), proxy))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("var a = 1;\nvar bb = a + +a;\n", "var a=1;var b=a+ +a;\n"),
        ('f("// no comment", /[/]"/); // gone\n', 'f("// no comment",/[/]"/);\n'),
        ("x = 0xff\ny = 2\n", "x=255\ny=2\n"),
        ("function longName(thing) { return thing.thing; }\n", "function b(a){return a.thing;}\n"),
        (
            "function FindProxyForURL(url, host) { return host; }\n",
            "function FindProxyForURL(b,a){return a;}\n",
        ),
        ("var thing = {thing: 1};\n", "var a={thing:1};\n"),
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
