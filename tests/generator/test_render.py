"""Tests of rendering: golden files, what the text may hold, and what templates may do."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import tree_sitter
import tree_sitter_javascript

from pacgen.endpoints import Instance
from pacgen.errors import HostPatternError, RouteError, TemplateError
from pacgen.generator import render
from pacgen.patterns import HostPattern
from pacgen.policy import HostRule, Policy, Preset, Reason
from pacgen.routes import DIRECT, Hop, HopKind, Route

MakePolicy = Callable[..., Policy]

ALL = [(instance, preset) for instance in Instance for preset in Preset]


def nodes(text: str) -> Iterator[tree_sitter.Node]:
    """Yield every node of the syntax tree."""
    language = tree_sitter.Language(tree_sitter_javascript.language())
    pending = [tree_sitter.Parser(language).parse(text.encode()).root_node]
    while pending:
        node = pending.pop()
        yield node
        pending.extend(node.children)


@pytest.mark.parametrize(("instance", "preset"), ALL)
class TestEveryCloud:
    """For each instance and preset, with the endpoint data that is shipped."""

    def test_golden(
        self,
        shipped: MakePolicy,
        golden_pac: Callable[[str, str], str],
        instance: Instance,
        preset: Preset,
    ) -> None:
        """The file is the one that was reviewed, byte for byte."""
        text = render(shipped(instance, preset))

        assert golden_pac(f"{instance.lower()}-{preset}.pac", text) == text

    def test_plain_text(self, shipped: MakePolicy, instance: Instance, preset: Preset) -> None:
        """The file is printable ASCII with LF, without blanks at line ends, ending in one LF."""
        text = render(shipped(instance, preset))

        assert re.fullmatch(r"([!-~]|[ -~]*[!-~]\n|\n)*", text)
        assert text.endswith("}\n")

    def test_no_helpers(self, shipped: MakePolicy, instance: Instance, preset: Preset) -> None:
        """The file calls its own functions, JavaScript's methods, and no helper of a client."""
        text = render(shipped(instance, preset))
        own = set(re.findall(r"^function (\w+)", text, re.MULTILINE))
        called = {
            node.children[0].text.decode()
            for node in nodes(text)
            if node.type == "call_expression"
            and node.children[0].type == "identifier"
            and node.children[0].text is not None
        }

        assert called <= own

    def test_says_where_from(self, shipped: MakePolicy, instance: Instance, preset: Preset) -> None:
        """The head names instance, version, preset and digest, and no time."""
        policy = shipped(instance, preset)
        head = render(policy).partition("\n\n")[0]

        for word in (instance, policy.version, preset, policy.digest, "do not edit"):
            assert word in head
        assert not re.search(r"\d\d:\d\d", head)

    def test_every_entry_is_explained(
        self, shipped: MakePolicy, instance: Instance, preset: Preset
    ) -> None:
        """Every rule and every network stands in the file, with its reason on the same line."""
        policy = shipped(instance, preset)
        lines = render(policy).splitlines()

        for rule in policy.host_rules:
            key = rule.pattern.text.removeprefix("*")
            key = key if "." in key else f"{key}."
            found = [line for line in lines if f'"{key}"' in line]
            assert [line for line in found if rule.reason.text in line]
        for address_rule in policy.address_rules:
            found = [line for line in lines if str(address_rule.network) in line]
            assert [line for line in found if address_rule.reason.text in line]


def test_same_bytes_in_every_process(tmp_path: Path) -> None:
    """The order of hashing, which differs from process to process, leaves no trace."""
    script = tmp_path / "print_digests.py"
    script.write_text(
        "import hashlib\n"
        "from pacgen.endpoints import Instance\n"
        "from pacgen.endpoints.snapshot import load_shipped\n"
        "from pacgen.generator import render\n"
        "from pacgen.policy import Preset, build_policy\n"
        "from pacgen.routes import Route\n"
        "for i in Instance:\n"
        "    document = load_shipped(i).document\n"
        "    for p in Preset:\n"
        "        policy = build_policy(document, preset=p, default=Route.parse('PROXY p:1'))\n"
        "        print(hashlib.sha256(render(policy).encode()).hexdigest())\n"
    )
    printed = {
        subprocess.run(
            [sys.executable, str(script)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "2", "4242")
    }

    assert len(printed) == 1
    assert len(printed.pop().split()) == len(ALL)


class TestTemplates:
    """What a template can do wrong."""

    @pytest.mark.parametrize(
        ("source", "what"),
        [
            ("{{ pac.default }}", "with no filter"),
            ("{{ pac.default | upper }}", "with no filter"),
            ("{{ (pac.default | js) ~ 'x' }}", "with no filter"),
            ("{{ pac.default | code }}", "did not make"),
            ("{{ pac.routes | js }}", "no text"),
            ("{{ 5 | comment }}", "no text"),
            ("{{ pac.nonsense | js }}", "nonsense"),
            ("{{ nonsense }}", "nonsense"),
            ("{% for %}", "t.j2:1:"),
            ("{% include 'other.j2' %}", "no template other.j2"),
            ("{% include '../secret.j2' %}", "no template ../secret.j2"),
            ("{{ 1 / 0 }}", "ZeroDivisionError"),
            ("// caf\u00e9", "not plain ASCII"),
        ],
    )
    def test_refused(self, tmp_path: Path, shipped: MakePolicy, source: str, what: str) -> None:
        """A template that is broken, or prints a value unescaped, is an error that says so."""
        directory = tmp_path / "templates"
        directory.mkdir()
        (tmp_path / "secret.j2").write_text("secret")
        (directory / "t.j2").write_text(source, encoding="utf-8")

        with pytest.raises(TemplateError, match=re.escape(what)):
            render(shipped(), template="t.j2", directory=directory)

    def test_own_template(self, tmp_path: Path, shipped: MakePolicy) -> None:
        """A template of one's own gets the same values."""
        (tmp_path / "mine.j2").write_bytes(b"// {{ pac.preset | comment }}\r\n")

        assert render(shipped(), template="mine.j2", directory=tmp_path) == "// teams\n"

    def test_missing(self, tmp_path: Path, shipped: MakePolicy) -> None:
        """A template that is not there is an error that names it."""
        with pytest.raises(TemplateError, match=r"no template none\.j2"):
            render(shipped(), template="none.j2", directory=tmp_path)

    def test_not_utf8(self, tmp_path: Path, shipped: MakePolicy) -> None:
        """A template in another encoding is an error."""
        (tmp_path / "t.j2").write_bytes(b"// caf\xe9")

        with pytest.raises(TemplateError, match="not UTF-8"):
            render(shipped(), template="t.j2", directory=tmp_path)


class TestValues:
    """Values that did not pass their parser."""

    @pytest.mark.parametrize("text", ['a"b.com', "a.com/*", "A.com", "a.com\n", "", "*"])
    def test_pattern(self, shipped: MakePolicy, text: str) -> None:
        """What is no canonical host pattern never becomes text."""
        policy = shipped()
        rule = HostRule(HostPattern(text), DIRECT, Reason("x"))

        with pytest.raises(HostPatternError):
            render(replace(policy, host_rules=(*policy.host_rules, rule)))

    @pytest.mark.parametrize("host", ['"+alert(1)+"', "p\n", "P"])
    def test_route(self, shipped: MakePolicy, host: str) -> None:
        """What is no canonical route never becomes text."""
        route = Route((Hop(HopKind.PROXY, host, 1),))

        with pytest.raises(RouteError):
            render(replace(shipped(), default=route))

    def test_reason(self, shipped: MakePolicy) -> None:
        """A reason cannot leave its comment, whatever is in it."""
        policy = shipped()
        text = "x\nreturn 1; */ \u2028 \u00e9 \\"
        rule = HostRule(HostPattern.parse("a.com"), DIRECT, Reason(text))
        rendered = render(replace(policy, host_rules=(rule,)))

        assert "// x?return 1; * / ? ?\n" in rendered
