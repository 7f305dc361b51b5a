from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from types import MappingProxyType

import pytest

from pacgen.lint import RULES, Severity
from pacgen.lint.delivery import DELIVERY_RULES, Delivery, DeliveryRule, Exchange, rules
from pacgen.lint.delivery.rule import example_delivery

BY_NAME = pytest.mark.parametrize("rule", DELIVERY_RULES, ids=lambda rule: rule.name)


def _found(delivery: Delivery) -> list[str]:
    return [f.rule for rule in DELIVERY_RULES for f in rule.check(delivery)]


def test_names_and_codes_are_unique() -> None:
    """No rule shares name or code with another, those about the file included."""
    names = [rule.name for rule in RULES] + [rule.name for rule in DELIVERY_RULES]
    codes = [rule.code for rule in RULES] + [rule.code for rule in DELIVERY_RULES]

    assert (len(names), len(codes)) == (len(set(names)), len(set(codes)))


def test_every_rule_is_registered() -> None:
    """The tuple holds the classes of all modules in the folder, sorted by name, and no others."""
    modules = sorted(info.name for info in pkgutil.iter_modules(rules.__path__))

    assert modules == [rule.name.replace("-", "_") for rule in DELIVERY_RULES]


@BY_NAME
def test_a_rule_is_the_only_class_of_its_module(rule: DeliveryRule) -> None:
    """A module holds one rule, named as the module is."""
    module = importlib.import_module(type(rule).__module__)

    assert module.__all__ == [type(rule).__name__]
    assert type(rule).__name__.lower() == rule.name.replace("-", "")


@BY_NAME
def test_the_bad_example_has_this_finding_alone(rule: DeliveryRule) -> None:
    """The bad exchange gives one finding, of this rule, in the style of all."""
    (finding,) = [f for r in DELIVERY_RULES for f in r.check(example_delivery(rule.bad))]

    assert rule.name == finding.rule
    for text in (finding.message, finding.why, finding.tip):
        assert text
        assert not text.endswith(".")


@BY_NAME
def test_the_good_example_has_no_finding(rule: DeliveryRule) -> None:
    """The good exchange gives no finding at all."""
    assert [] == _found(example_delivery(rule.good))


@BY_NAME
def test_a_rule_is_documented(rule: DeliveryRule) -> None:
    """The docstring has the fixed form of all rules."""
    text = inspect.cleandoc(type(rule).__doc__ or "")

    assert text.startswith("Checks for ")
    assert ["Why is this bad?", "Known problems", "References"] == [
        line for line in text.splitlines() if re.match(r"[A-Z]", line)
    ][-3:]


def _served(
    url: str = "https://h.example/wpad.dat", body: bytes = b"x", **headers: str
) -> Delivery:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    usual = {"content-type": "application/x-ns-proxy-autoconfig", "cache-control": "max-age=60"}
    return Delivery((Exchange(url, 200, MappingProxyType(usual | names), body),))


@pytest.mark.parametrize(
    ("url", "kind", "severities"),
    [
        ("https://h.example/wpad.dat", "text/plain", [Severity.WARNING]),
        ("https://h.example/proxy", "text/plain", [Severity.ERROR]),
        ("https://h.example/proxy", "Application/X-NS-Proxy-Autoconfig; charset=utf-8", []),
        ("https://h.example/proxy", "", [Severity.ERROR]),
    ],
)
def test_an_ending_that_clients_know_helps(url: str, kind: str, severities: list[Severity]) -> None:
    """A wrong type is worse where the name does not say what the file is."""
    delivery = _served(url, content_type=kind)

    assert severities == [f.severity for rule in DELIVERY_RULES for f in rule.check(delivery)]


@pytest.mark.parametrize(
    ("body", "charset", "fits"),
    [
        (b"plain", "utf-8", True),
        (b"plain", "iso-8859-1", True),
        (b"plain", "UTF-16", False),
        ("gr\u00fc\u00dfe".encode(), "utf-8", True),
        ("gr\u00fc\u00dfe".encode(), "iso-8859-1", False),
        ("gr\u00fc\u00dfe".encode("latin-1"), "iso-8859-1", True),
        ("gr\u00fc\u00dfe".encode("latin-1"), "utf-8", False),
        ("x".encode("utf-16"), "utf-16le", True),
    ],
)
def test_the_charset_is_held_against_the_bytes(body: bytes, charset: str, fits: bool) -> None:  # noqa: FBT001 - a column
    """What the server says and what the file is must agree; ASCII is at home nearly everywhere."""
    kind = f"application/x-ns-proxy-autoconfig; charset={charset}"

    assert ([] if fits else ["charset-mismatch"]) == _found(_served(body=body, content_type=kind))


@pytest.mark.parametrize(
    ("local", "message"),
    [
        (b"a\nb\nc\n", "the file is not copy.pac: they differ from line 2 on"),
        (b"a\r\nB\r\n", "the file is copy.pac with other blanks or line ends"),
        (b"a\nB\nc\n", "the file is not copy.pac: they differ at its end"),
    ],
)
def test_a_copy_that_differs_says_where(local: bytes, message: str) -> None:
    """The first line that differs is named; line ends alone are called so."""
    served = _served(body=b"a\nB\n")
    delivery = Delivery(served.hops, local=("copy.pac", local))

    assert [message] == [f.message for rule in DELIVERY_RULES for f in rule.check(delivery)]
