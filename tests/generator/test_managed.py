"""Tests of the managed block's text: what it may hold, and that it knows what the policy knows."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from pacgen.endpoints import Instance
from pacgen.engine import Evaluator, Request, SyntaxTree, Target
from pacgen.generator import render_list, render_rule
from pacgen.policy import Policy, Preset
from pacgen.routes import DIRECT

MakePolicy = Callable[..., Policy]


def whole_file(policy: Policy) -> str:
    """Return a PAC file that does nothing but ask the block."""
    rule = render_rule("known", "host", "    ")
    body = f'function FindProxyForURL(url, host) {{\n{rule}    return "PROXY p.example:1";\n}}\n'
    return body + render_list(policy, "known")


@pytest.mark.parametrize("instance", Instance)
@pytest.mark.parametrize("preset", Preset)
def test_it_knows_what_the_policy_knows(
    shipped: MakePolicy, instance: Instance, preset: Preset
) -> None:
    """For members and neighbours of every rule the block says DIRECT where the policy does."""
    policy = shipped(instance, preset)
    hosts = ["www.example.com", "example", "a.b.c.d.e.f.g", "", "constructor", "__proto__.x"]
    for rule in policy.host_rules:
        pattern = rule.pattern
        hosts += [*pattern.members(), *pattern.lookalikes(), pattern.suffix, f"{pattern.suffix}."]
        hosts.append(pattern.members()[0].upper())
    for address_rule in policy.address_rules:
        network = address_rule.network
        kind = type(network.network_address)
        first, last = int(network.network_address), int(network.broadcast_address)
        for number in {max(first - 1, 0), first, last, min(last + 1, 2**network.max_prefixlen - 1)}:
            hosts += [str(kind(number)), f"[{kind(number).exploded}]"]
    # Plain names are for the file to say.
    hosts = [host for host in dict.fromkeys(hosts) if "." in host.rstrip(".") or ":" in host]
    with Evaluator(whole_file(policy), target=Target.PACPARSER) as evaluator:
        decisions = evaluator.decide([Request("https://x/", host) for host in hosts])

    expected = {host: policy.route_for(host) == DIRECT for host in hosts}
    assert expected == {one.request.host: one.returned == "DIRECT" for one in decisions}
    assert not [one for one in decisions if one.fault or one.dns]


def test_one_global_name(shipped: MakePolicy) -> None:
    """The block makes one global name and uses none of anybody else."""
    tree = SyntaxTree(render_list(shipped(), "known"))
    declared, used = set(), set()
    for node in tree.walk():
        if node.type == "identifier":
            used.add(tree.source(node))
        name = node.child_by_field_name("name")
        if name is not None and node.type in {"variable_declarator", "function_declaration"}:
            declared.add(tree.source(name))
        if node.type == "formal_parameters":
            declared |= {tree.source(child) for child in node.named_children}

    assert used <= declared
    assert {"var known = (function () {"} == {
        line for line in tree.text.splitlines() if line.startswith("var")
    }


def test_the_text(shipped: MakePolicy) -> None:
    """It is ASCII with LF, names the data it is from, and is the same every time."""
    texts = {render_list(shipped(), "known") for _ in range(3)}
    text = texts.pop()

    assert not texts
    assert text.isascii()
    assert "\r" not in text
    assert text.endswith("}());\n")
    assert f"//   endpoint data  Worldwide {shipped().version}\n" in text
    assert '".teams.microsoft.com": 1, // Teams set 12, Allow, required\n' in text


def test_no_rules_at_all(shipped: MakePolicy) -> None:
    """Empty tables are no syntax error."""
    empty = replace(shipped(), host_rules=(), address_rules=())
    with Evaluator(whole_file(empty)) as evaluator:
        decision = evaluator.decide([Request.for_host("teams.microsoft.com")])[0]

    assert decision.returned == "PROXY p.example:1"


NEWER_THAN_ES3 = {
    "arrow_function", "lexical_declaration", "template_string", "spread_element", "class_declaration",
    "for_of_statement", "computed_property_name", "shorthand_property_identifier", "rest_pattern",
    "object_pattern", "array_pattern", "assignment_pattern", "optional_chain", "method_definition",
    "await_expression", "yield_expression", "generator_function", "debugger_statement",
}  # fmt: skip


def test_old_syntax_alone(shipped: MakePolicy) -> None:
    """The block is ECMAScript 3: no newer construct, no comma before a closing bracket."""
    policy = shipped(Instance.WORLDWIDE, Preset.M365_OPTIMIZE_ALLOW)
    tree = SyntaxTree(render_list(policy, "known") + render_rule("known", "host", ""))
    kinds = {node.type for node in tree.walk()}
    commas = [
        tree.source(node)
        for node in tree.walk()
        if node.type in {"array", "object"}
        and [child.type for child in node.children if child.type != "comment"][-2:-1] == [","]
    ]

    assert not tree.is_broken
    assert not kinds & NEWER_THAN_ES3
    assert commas == []
    assert not re.search(r"\.(map|filter|forEach|trim|startsWith|includes)\b", tree.text)
