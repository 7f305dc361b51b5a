"""Environments from YAML: what can be said, and how precisely a mistake is named."""

from __future__ import annotations

from datetime import datetime

import pytest

from pacgen.engine import DnsRecord, Environment
from pacgen.engine.environment_file import parse_environments
from pacgen.errors import ConfigError

SEVERAL = """\
client: [10.1.2.3, "2001:db8::1"]
clock: 2026-11-23T09:00+01:00
dns:
  proxy.example.com: 10.0.0.1
  "*.corp.example": [10.0.0.2, "2001:db8::2"]
environments:
  office: {}
  home:
    client: 192.168.1.20
    dns:
      proxy.example.com: []
      more.example: 192.0.2.7
"""


def test_a_file_with_one_environment() -> None:
    """Its name is the empty text; single values may stand without brackets."""
    text = (
        "client: 10.1.2.3\nclock: 2026-11-23T09:00+01:00\ndns: {a.example: 10.0.0.1, b.example: }"
    )

    assert parse_environments(text, "env.yaml") == {
        "": Environment(
            client_addresses=("10.1.2.3",),
            clock=datetime.fromisoformat("2026-11-23T09:00+01:00"),
            dns=(DnsRecord("a.example", ("10.0.0.1",)), DnsRecord("b.example", ())),
        )
    }


def test_what_stands_beside_the_names_holds_for_all_of_them() -> None:
    """A named environment replaces client and clock, and adds to the DNS records."""
    found = parse_environments(SEVERAL, "env.yaml")

    assert list(found) == ["office", "home"]
    assert found["office"].client_addresses == ("10.1.2.3", "2001:db8::1")
    assert found["home"].client_addresses == ("192.168.1.20",)
    assert found["home"].clock == found["office"].clock
    assert found["home"].dns == (
        DnsRecord("proxy.example.com", ()),
        DnsRecord("*.corp.example", ("10.0.0.2", "2001:db8::2")),
        DnsRecord("more.example", ("192.0.2.7",)),
    )


@pytest.mark.parametrize("text", ["", "# nothing\n", "null", "~", "{}"])
def test_a_file_that_says_nothing_is_the_default(text: str) -> None:
    """Every key has a default."""
    assert parse_environments(text, "env.yaml") == {"": Environment()}


def test_an_address_is_read_as_text_whatever_yaml_takes_it_for() -> None:
    """YAML 1.1 takes 1:20 for a number of base sixty, and 2001:db8::1 for a text."""
    assert parse_environments("client: 2001:db8::1", "e")[""].client_addresses == ("2001:db8::1",)
    with pytest.raises(ConfigError, match="'1:20' is no IP address"):
        parse_environments("client: 1:20", "e")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("client: 1.2.3", "env.yaml:1:9: client: '1.2.3' is no IP address"),
        ("client: [10.0.0.1, x]", "env.yaml:1:20: client > 1: 'x' is no IP address"),
        ("client: {a: b}", "env.yaml:1:1: client: one value is wanted here, no list and no keys"),
        ("client: &a [*a]", "env.yaml:1:9: client > 0: one value is wanted here, no list and no keys"),
        ("clock: 2026-01-01T00:00", "env.yaml:1:8: clock: '2026-01-01T00:00' has no time zone"),
        ("clock: [1]", "env.yaml:1:1: clock: one value is wanted here, no list and no keys"),
        ("dnss: {}", "env.yaml:1:1: dnss: there is no such key"),
        ("dns:\n  a_b: [1.2.3.4]\n  c: x", "env.yaml:3:6: dns > c: 'x' is no IP address"),
        ("dns:\n  a: 1.2.3.4\n  A.: 1.2.3.4", "env.yaml:3:3: dns > A.: 'a' is the same name"),
        ("dns:\n a: 1.2.3.4\n a: 1.2.3.5", "env.yaml:3:2: dns > a: the key is there twice"),
        ("dns:\n  a b: []", "env.yaml:2:3: dns > a b: 'a b' is no name for DNS"),
        ("dns:\n  1.2.3.4: []",
         "env.yaml:2:3: dns > 1.2.3.4: '1.2.3.4' is an address: nothing asks DNS about it"),
        ("dns: [1]", "env.yaml:1:1: dns: keys with values are wanted here"),
        ("- x", "env.yaml:1:1: keys with values are wanted here"),
        ("environments:", "env.yaml:1:1: environments: it holds no environment"),
        ("environments:\n  o:\n    dnz: {}", "env.yaml:3:5: environments > o > dnz: there is no such key"),
        ("environments: {x: {environments: {}}}",
         "env.yaml:1:20: environments > x > environments: there is no such key"),
        ("? [a]\n: b", "env.yaml:1:3: ?: a key must be a plain text"),
        ("a: b: c", "env.yaml:1:5: no YAML: mapping values are not allowed here"),
        ("a: 1\n---\nb: 2", "env.yaml:2:1: no YAML: but found another document"),
        ("a: \0", "env.yaml: no YAML: unacceptable character #x0000: special characters are not allowed"),
        ("[" * 5000, "env.yaml: no environment: it is nested too deeply"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_by_line_column_and_key(text: str, message: str) -> None:
    """A person finds it without reading the file from the top."""
    with pytest.raises(ConfigError) as caught:
        parse_environments(text, "env.yaml")

    assert caught.value.what == message


def test_a_key_that_is_nearly_right_is_guessed() -> None:
    """Most mistakes are typing mistakes."""
    with pytest.raises(ConfigError) as caught:
        parse_environments("clients: 10.0.0.1", "env.yaml")

    assert caught.value.tip == "did you mean client?"


def test_yaml_cannot_run_anything() -> None:
    """A tag is no more than a word."""
    with pytest.raises(ConfigError, match="is no IP address"):
        parse_environments("client: !!python/object/apply:os.getcwd x", "env.yaml")
