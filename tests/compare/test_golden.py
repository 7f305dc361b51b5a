"""The generator's files are proven equal to their policies: what is listed is DIRECT, nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from pacgen.analysis import Explorer, Language
from pacgen.analysis.clock import Clock
from pacgen.analysis.frames import SECURE, UrlFrame
from pacgen.analysis.languages import Without, host_names, quads
from pacgen.analysis.scope import EVERY_HOST, Scope
from pacgen.compare.policy import policy_parts
from pacgen.compare.proof import Differences, Part, differences
from pacgen.endpoints import Instance
from pacgen.endpoints.snapshot import load_shipped
from pacgen.policy import Policy, Preset, build_policy
from pacgen.policy.rules import default_port
from pacgen.routes import Route
from tests.generator.test_sites import large, policy_of

GENERATOR = Path(__file__).parents[1] / "generator"
GOLDEN = GENERATOR / "golden"
SECONDS = 300

NAMES = Without(host_names(None) - quads())
"""All names; addresses are looked up in another way, and proven apart."""

TEN_LABELS = Without(host_names() - quads())
"""The small form walks through all labels of a name."""

EIGHT_LABELS = Without(host_names(8) - quads())
"""Where there is more to ask: one more than any rule has."""

READ_URL = r'/\^\(\[\^:.{60,80}?\.exec\(\w+\) ?\|\| ?\["", ?"", ?""\]'
"""What gives scheme and port of a URL: the same for every host that is asked about so."""

ASIDE = (
    # No brackets stand around a name, and no blanks or zones around the address of a client.
    (r'\.replace\(/\^\\\[\(\.\*\)\\\]\$/, ?"\$1"\)', ""),
    (r'\.replace\(/\^\\s\*\(\[\^%\\s\]\*\)\[\\s\\S\]\*\$/, ?"\$1"\)', ""),
)
"""What the analysis does not follow, and what it comes to for names and IPv4 addresses."""

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
    return (GOLDEN / f"{name}.pac").read_text(encoding="ascii")


def _aside(text: str, frame: UrlFrame = SECURE) -> str:
    port = "" if frame.port is None else frame.port
    for calculation, result in (*ASIDE, (READ_URL, f'["", "{frame.scheme}", "{port}"]')):
        text = re.sub(calculation, result, text)
    return text


def _parts(policy: Policy, hosts: Language, frame: UrlFrame = SECURE) -> list[Part]:
    parts, doubts = policy_parts(policy, hosts, Clock(SECONDS), frame)
    assert doubts == []
    return parts


def _found(
    text: str, *sides: tuple[Sequence[Part], Language], frame: UrlFrame = SECURE
) -> list[Differences]:
    """Compare *text* for hosts with what its policy says of them, and maybe of others."""
    with Explorer(text, frame=frame) as explorer:
        return [
            differences(parts, (), explorer, Scope((EVERY_HOST,), (hosts,), hosts), Clock(SECONDS))
            for parts, hosts in sides
        ]


@pytest.mark.parametrize("name", sorted({f.removesuffix("-small") for f in FILES} - SPECIAL))
def test_a_golden_file_is_its_policy(name: str) -> None:
    """For every host, every client and every time both forms say what their policy says, proven."""
    policy = _policy(name)
    names, addresses = _parts(policy, NAMES), _parts(policy, quads())

    assert _found(_aside(_text(name)), (names, NAMES), (addresses, quads())) == [SAME, SAME]
    if f"{name}-small" in FILES:
        sides = ((names, TEN_LABELS), (addresses, quads()))
        assert _found(_aside(_text(f"{name}-small")), *sides) == [SAME, SAME]


def _frames(policy: Policy) -> list[UrlFrame]:
    """Return URLs for which different rules hold: all such sets of rules that there are."""
    conditions = [rule.condition for rule in policy.rules]
    schemes = {scheme for condition in conditions for scheme in condition.schemes}
    ranges = {ports for condition in conditions for ports in condition.ports}
    edges = {port for r in ranges for port in (r.first - 1, r.first, r.last, r.last + 1)}
    frames: dict[tuple[bool, ...], UrlFrame] = {}
    for scheme in ("https", *sorted(schemes | {"http", "gopher"})):
        for port in (None, *sorted(edges - {default_port(scheme)})):
            asked = default_port(scheme) if port is None else port
            held = tuple(condition.holds(scheme, asked) for condition in conditions)
            frames.setdefault(held, UrlFrame(scheme, port))
    return list(frames.values())


SPLIT = _frames(_policy("site-split"))


def test_urls_of_every_kind_are_proven() -> None:
    """The kinds of URLs that rules tell apart are found, and one that no rule is about."""
    assert [frame.url("h") for frame in SPLIT] == [
        "https://h/",
        "https://h:442/",
        "https://h:8443/",
        "ftp://h/",
        "ftp://h:443/",
    ]


@pytest.mark.parametrize("frame", SPLIT[1:], ids=lambda frame: frame.url("h"))
def test_rules_by_scheme_and_port_are_their_policy(frame: UrlFrame) -> None:
    """A file with such rules is its policy for URLs of each kind."""
    policy = _policy("site-split")
    names, addresses = _parts(policy, NAMES, frame), _parts(policy, quads(), frame)
    full, small = _aside(_text("site-split"), frame), _aside(_text("site-split-small"), frame)

    sides = ((names, NAMES), (addresses, quads()))
    assert _found(full, *sides, frame=frame) == [SAME, SAME]
    sides = ((names, EIGHT_LABELS), (addresses, quads()))
    assert _found(small, *sides, frame=frame) == [SAME, SAME]


def test_other_files_do_not_read_the_url() -> None:
    """What is proven of https://host/ holds for every URL where no rule has a condition."""
    for name in FILES:
        if not name.startswith("site-split"):
            text = re.sub(r"//.*", "", _text(name)).replace("pacgenLookup(url, host)", "")
            url, function = text.partition("function FindProxyForURL(")[2].split(",", 1)
            body = function if url == "url" else function.partition("}function ")[0]
            assert not re.search(rf"\b{url}\b", body), name


def test_five_thousand_rules_are_their_policy() -> None:
    """So are the five thousand of the largest golden file."""
    policy = policy_of(large(5000))
    sides = ((_parts(policy, EIGHT_LABELS), EIGHT_LABELS), (_parts(policy, quads()), quads()))

    assert _found(_aside(_text("site-5000-rules")), *sides) == [SAME, SAME]


def test_a_patched_file_is_its_policy() -> None:
    """It sends to the proxy what the policy does not list, as the file did that was patched."""
    default = Route.parse("PROXY p.example:8080")
    document = load_shipped(Instance.WORLDWIDE).document
    policy = build_policy(document, preset=Preset.M365_OPTIMIZE_ALLOW, default=default)
    # Of names without a dot a patch has no opinion.
    policy = replace(policy, plain_names=default)
    sides = ((_parts(policy, TEN_LABELS), TEN_LABELS), (_parts(policy, quads()), quads()))

    assert _found(_text("patched"), *sides) == [SAME, SAME]


def test_a_calculation_aside_is_in_the_file() -> None:
    """What is taken out of the files for the proof is there, each at least once."""
    texts = [path.read_text(encoding="ascii") for path in GOLDEN.glob("*.pac")]

    for calculation in (READ_URL, *(calculation for calculation, _ in ASIDE)):
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
    name = "worldwide-teams"
    text = _aside(_text(name))
    assert old in text
    (found,) = _found(text.replace(old, new, 1), (_parts(_policy(name), NAMES), NAMES))

    assert hosts <= {difference.witness.host for difference in found.found if difference.exact}


def test_a_changed_address_is_found() -> None:
    """One address more that is DIRECT is found among all that there are."""
    name = "worldwide-teams"
    text = _aside(_text(name)).replace("0x347bffff", "0x347c0000", 1)

    (found,) = _found(text, (_parts(_policy(name), quads()), quads()))
    (difference,) = found.found

    assert difference.witness.host == "52.124.0.0"
    assert difference.hosts.single_word() == "52.124.0.0"
