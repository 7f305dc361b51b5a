"""Tests of the proof: a patch that does anything else than it should is not let through."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pacgen.engine import PacFile
from pacgen.errors import PacCheckError
from pacgen.policy import Policy
from pacgen.publish.patch import Patched, patch, prove

SIMPLE = """
function FindProxyForURL(url, host) {
    if (dnsDomainIs(host, ".ours.example")) { return "DIRECT"; }
    if (isInNet(dnsResolve(host), "10.9.0.0", "255.255.0.0")) { return "DIRECT"; }
    if (isInNet(myIpAddress(), "10.8.0.0", "255.255.0.0")) { return "PROXY eight.example:80"; }
    if (timeRange(22, 23)) { return "PROXY night.example:80"; }
    return "PROXY p.example:8080";
}
"""


@pytest.fixture
def good(rules: Policy) -> Patched:
    """Return a patched file."""
    return patch(PacFile.from_bytes("wpad.dat", SIMPLE.encode()), rules)


def test_good(good: Patched, rules: Policy) -> None:
    """A patch that does what it should is proven, in several environments."""
    proof = prove("wpad.dat", good, rules)

    assert proof.worlds == 6
    assert proof.unreadable == ()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('".teams.microsoft.com": 1', '".teams.microsoft.com": 0', r"a\.teams\.microsoft\.com.* should get DIRECT"),
        ('"teams.microsoft.com": 1', '"teams.microsoft.co": 1', r"//teams\.microsoft\.com.* should get DIRECT"),
        ("[0x34700000, 0x3473ffff]", "[0x34700000, 0x3473fffe]", r"52\.115\.255\.255.* should get DIRECT"),
        ('{ return "DIRECT"; }\n    /*', '{ return "direct"; }\n    /*', "'direct'.* should get DIRECT"),
        ('".lync.com": 1', '".com": 1', "DIRECT.* should get 'PROXY"),
        ('".ours.example"', '".else.example"', r"ours\.example/ and should get 'DIRECT'"),
        ('"10.9.0.0"', '"10.7.0.0"', "should get"),
        ('"10.8.0.0"', '"10.7.0.0"', r"should get 'PROXY eight\.example:80'"),
        ("timeRange(22, 23)", "false", r"should get 'PROXY night\.example:80'"),
        ("function FindProxyForURL(url, host) {", "function FindProxyForURL(url, host) { dnsResolve(host);", "should get"),
        ('return "PROXY p.example:8080"', 'throw "PROXY p.example:8080"', "an error .* should get 'PROXY"),
        ('return "PROXY p.example:8080"', 'alert(1); return "PROXY p.example:8080"', "should get"),
        ("function FindProxyForURL(", "function FindProxyForUrl(", "should get DIRECT"),
    ],
)  # fmt: skip
def test_every_single_fault(good: Patched, rules: Policy, old: str, new: str, message: str) -> None:
    """Any single fault in the patched file is found, and the first wrong answer is named."""
    text = good.text.replace(old, new)

    assert text != good.text
    with pytest.raises(PacCheckError, match=message):
        prove("wpad.dat", replace(good, text=text), rules)


def test_a_function_that_is_replaced_in_secret(rules: Policy) -> None:
    """Where the text does not show which function counts, running it does."""
    tricky = SIMPLE + 'this["Find" + "ProxyForURL"] = function () { return "PROXY q.example:80"; };'
    result = patch(PacFile.from_bytes("wpad.dat", tricky.encode()), rules)

    with pytest.raises(PacCheckError, match=r"chromium would get 'PROXY q\.example:80'"):
        prove("wpad.dat", result, rules)


def test_dice_do_not_hide_a_change(rules: Policy) -> None:
    """A file that throws dice is compared by what it may answer."""
    dice = 'function FindProxyForURL(url, host) { return Math.random() < 0.5 ? "PROXY a:1" : "PROXY b:1"; }'
    result = patch(PacFile.from_bytes("wpad.dat", dice.encode()), rules)
    loaded = result.text.replace('"PROXY a:1"', '"PROXY c:1"').replace('"PROXY b:1"', '"PROXY d:1"')

    assert prove("wpad.dat", result, rules).others > 100
    with pytest.raises(PacCheckError, match="should get"):
        prove("wpad.dat", replace(result, text=loaded), rules)
