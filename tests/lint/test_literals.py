from __future__ import annotations

import pytest

from pacgen.engine import Span
from pacgen.lint.literals import named_hosts, named_networks, string_literals


def _hosts(text: str) -> tuple[str, ...]:
    return named_hosts(string_literals(text))


def test_strings_in_comments_do_not_count() -> None:
    """A file is asked about what it tests, not about what it once tested."""
    text = '// "a.example"\n/* "b.example" */ x("c.example", \'d.example\');'

    assert ("c.example", "d.example") == _hosts(text)


@pytest.mark.parametrize(
    "value",
    ["a.example", ".a.example", "*.a.example", "A.Example", "https://a.example/x", "*a.example*"],
)
def test_a_pattern_names_its_host(value: str) -> None:
    """Stars, dots, schemes and paths around a name are no part of it."""
    assert ("a.example",) == _hosts(f'"{value}"')


@pytest.mark.parametrize("value", ["DIRECT", "PROXY p.example:80", "10.1.2.3", "a b.example", ""])
def test_other_strings_name_no_host(value: str) -> None:
    """Results, addresses and text are no hosts."""
    assert () == _hosts(f'"{value}"')


def test_networks_are_pairs_or_prefixes() -> None:
    """Address and mask side by side are a network, in a call as in a table; so is a prefix."""
    text = (
        'isInNet(host, "10.0.0.0", "255.0.0.0")\n'
        '[["192.168.0.0", "255.255.0.0"], "172.16.0.0/12"]\n'
        'isInNet(host, "10.0.0.0", "255.0.255.0")'
    )
    found = named_networks(text, string_literals(text))

    assert ["10.0.0.0/8", "192.168.0.0/16", "172.16.0.0/12"] == [str(n.network) for n in found]
    assert Span(1, 15, 1, 38) == found[0].span
