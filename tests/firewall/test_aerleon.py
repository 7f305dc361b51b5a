"""The real aerleon writes, and pacgen delivers only what it has read back."""

from __future__ import annotations

import dataclasses
import functools
import ipaddress
import logging
import re
import sys
from collections.abc import Callable, MutableMapping
from pathlib import Path

import pytest
from aerleon import api
from click.testing import CliRunner

from pacgen import endpoints
from pacgen.cli.export import command
from pacgen.endpoints import Instance
from pacgen.errors import RefusedError, UsageError
from pacgen.firewall import Family, Plan, Protocol, plan
from pacgen.firewall.aerleon_backend import AerleonTarget
from pacgen.firewall.formats import export
from pacgen.policy import Preset, Site

pytestmark = pytest.mark.checkout  # the extra is not installed beside the wheel


@functools.cache
def _plan(instance: Instance = Instance.WORLDWIDE, preset: Preset = Preset.TEAMS) -> Plan:
    return plan(endpoints.load(instance).document, preset, Site())


@pytest.mark.parametrize("target", list(AerleonTarget))
def test_every_target(target: AerleonTarget) -> None:
    """Of every cloud all is written and read back, mail and its ports too, and each family alone."""
    for instance in Instance:
        wanted = _plan(instance, Preset.M365_OPTIMIZE_ALLOW)
        text = export(wanted, target)

        assert text.isascii()
        assert (text[0] == "\n", text[-1]) == (False, "\n")
        assert _networks(text) == {n for o in wanted.openings for n in o.networks}
    for family in (Family.IPV4, Family.IPV6):
        part = export(_plan().limited_to(family, Protocol.UDP), target, name="media")

        assert ("52.112.0.0" in part) is (family is Family.IPV4)
        assert ("2603:1063::/38" in part) is (family is Family.IPV6)
        assert "3481" in part
        assert "media" in part


def _networks(text: str) -> set[object]:
    """Return every address range of *text*, whatever the language is: they all look alike."""
    v4 = re.findall(r"(\d+(?:\.\d+){3})(?:/(\d+)| (\d+(?:\.\d+){3}))?", text)
    v6 = re.findall(r"host ([0-9a-f]+:[0-9a-f:]+)|([0-9a-f]+:[0-9a-f:]*/\d+)", text)
    found: set[object] = set()
    for address, length, wildcard in v4:
        bits = int(ipaddress.ip_address(wildcard)).bit_count() if wildcard else 0
        found.add(ipaddress.ip_network(f"{address}/{length or 32 - bits}"))
    found.update(ipaddress.ip_network(host or prefix) for host, prefix in v6)
    return found


OPENED_BY_HAND = {
    AerleonTarget.ARISTA: [" permit udp any 52.112.0.0/14 range 3478 3481", " permit tcp any 2603:1063::/38 eq www"],
    AerleonTarget.ARISTA_TP: ["         destination prefix 2603:1063::/38", "         protocol udp destination port 3478-3481"],
    AerleonTarget.CISCO_NX: [" permit udp any 52.112.0.0/14 range 3478 3481", " permit tcp any 2603:1063::/38 eq 443"],
    AerleonTarget.CISCO_XR: [" permit udp any 52.112.0.0 0.3.255.255 range 3478 3481", " permit tcp any 2603:1063::/38 eq 443"],
    AerleonTarget.JUNIPER: ["                        52.112.0.0/14;", "                    next-header udp;", "                    destination-port 3478-3481;"],
    AerleonTarget.JUNIPER_EVO: ["                    payload-protocol udp;", "                    destination-port 3478-3481;"],
    AerleonTarget.NOKIA_SRL: ['              "prefix": "52.112.0.0/14"', '                "end": 3481,'],
    AerleonTarget.NVUE: ['              "dest-ip": "52.112.0.0/14",', '              "dest-port": "3478:3481"'],
    AerleonTarget.OPENCONFIG: ['              "destination-address": "52.112.0.0/14",', '              "destination-port": "3478..3481"'],
    AerleonTarget.SONIC: ['              "destination-address": "2603:1063::/38",', '            "config": {'],
}  # fmt: skip
"""Lines that must be there, by each device's own syntax."""


@pytest.mark.parametrize("target", list(AerleonTarget))
def test_the_syntax_of_the_device(target: AerleonTarget) -> None:
    """What is delivered is the device's own language, and holds the media of Teams."""
    lines = export(_plan(), target).splitlines()

    assert [line for line in OPENED_BY_HAND[target] if line not in lines] == []


def _wider(text: str) -> str:
    return text.replace("52.112.0.0/14", "52.112.0.0/13").replace("0.3.255.255", "0.7.255.255")


def _fewer(text: str) -> str:
    return text.replace("52.122.0.0", "52.112.0.0").replace("0.1.255.255", "0.3.255.255")


def _one_port_more(text: str) -> str:
    return text.replace("3481", "3482")


def _twice_the_protocol(text: str) -> str:
    return re.sub(r"\b(?<=[ \"])udp\b", "tcp", text).replace('"protocol": 17', '"protocol": 6')


def _everything(text: str) -> str:
    return re.sub(r"52\.112\.0\.0(/14| 0\.3\.255\.255)", "0.0.0.0/0", text)


def _not_accepted(text: str) -> str:
    return re.sub("permit|accept|ACCEPT", "deny", text)


def _cut_off(text: str) -> str:
    return text[: len(text) * 2 // 3]


def _another_line(text: str) -> str:
    """Put a rule that aerleon has no reason to write where its kind may stand."""
    rules = {
        "\nexit": "\n permit ip any any\nexit",
        "      !\ntraffic": "      match all ipv4\n      !\ntraffic",
        "            term pacgen_tcp80": "            term all { then accept; }\n            term pacgen_tcp80",
        '"acl-entry": [': '"default": "ACCEPT", "acl-entry": [',
        '"entry": [': '"entry": [{"sequence-id": 1, "action": {"accept": {}}, "match": {}}, ',
        '"rule": {': '"rule": {"1": {"action": {"permit": {}}, "match": {"ip": {}}}, ',
    }
    before = next(key for key in rules if key in text)
    return text.replace(before, rules[before], 1)


CHANGES = [
    _wider, _fewer, _one_port_more, _twice_the_protocol, _everything, _not_accepted, _cut_off, _another_line,
]  # fmt: skip


@pytest.mark.parametrize("target", list(AerleonTarget))
def test_on_any_doubt_it_is_refused(target: AerleonTarget, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another release that writes more, less, or something unknown has nothing delivered."""
    generate = api.Generate
    for change in CHANGES:
        monkeypatch.setattr(api, "Generate", _changed(generate, change))

        with pytest.raises(RefusedError, match=f"for {target} .* not delivered"):
            pytest.fail(f"{change.__name__}: {export(_plan(), target)[:200]}")


def _changed(
    generate: Callable[..., MutableMapping[str, str] | None], change: Callable[[str], str]
) -> Callable[..., dict[str, str]]:
    def generate_and_change(*arguments: object) -> dict[str, str]:
        changed = {}
        for name, text in (generate(*arguments) or {}).items():
            changed[name] = change(text)
            assert changed[name] != text, "the change must change something"
        return changed

    return generate_and_change


@pytest.mark.parametrize("target", list(AerleonTarget))
def test_nothing_is_no_result(target: AerleonTarget, monkeypatch: pytest.MonkeyPatch) -> None:
    """A target that aerleon does not know is answered with nothing: that is refused."""
    for text in (None, "", "[]", "{}", "[[]]", "null"):
        written = {} if text is None else {"pacgen.acl": text}
        monkeypatch.setattr(api, "Generate", lambda *_, written=written: written)

        with pytest.raises(RefusedError, match="not delivered"):
            export(_plan(), target)


@pytest.mark.parametrize("target", list(AerleonTarget))
def test_hostile_notes(target: AerleonTarget) -> None:
    """Notes of somebody else's change comments alone, on as many lines as they may need."""
    document = endpoints.load(Instance.WORLDWIDE).document
    for notes in (
        '" $(reboot) `reboot`',
        "a\npermit ip any any\n",
        "*/ then accept; /*",
        "x" * 999,
    ):
        sets = tuple(dataclasses.replace(s, notes=notes) for s in document.sets)
        hostile = plan(dataclasses.replace(document, sets=sets), Preset.TEAMS, Site())

        assert _rules(export(hostile, target)) == _rules(export(_plan(), target))


def _rules(text: str) -> list[str]:
    """Return the lines that are no comments, by each device's mark for them."""
    comment = r'\s*(remark |!|\*\*|/\*|\*/|"(_annotate_)?description":|"remark":)'
    return [line for line in text.splitlines() if line.strip() and not re.match(comment, line)]


def test_nobody_hears_aerleon(capfd: pytest.CaptureFixture[str]) -> None:
    """What it logs does not stand among pacgen's words, and its logger stays as it was."""
    before = logging.getLogger("absl").propagate

    export(_plan().limited_to(Family.IPV4, None), AerleonTarget.OPENCONFIG)

    assert capfd.readouterr() == ("", "")
    assert logging.getLogger("absl").propagate == before


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where aerleon is not installed, the message says how it is."""
    monkeypatch.setitem(sys.modules, "aerleon", None)

    with pytest.raises(UsageError, match="aerleon, which is not installed") as told:
        export(_plan(), AerleonTarget.ARISTA)

    assert "pip install '.[firewall]'" in told.value.tip


def test_the_command(tmp_path: Path) -> None:
    """It is one more format of the command."""
    done = CliRunner().invoke(
        command, ["--format", "aerleon:cisconx", "-o", str(tmp_path / "nx.txt")]
    )

    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.splitlines()[-1] == f"written    {tmp_path / 'nx.txt'}"
    assert " permit udp any 52.112.0.0/14 range 3478 3481\n" in (tmp_path / "nx.txt").read_text()
