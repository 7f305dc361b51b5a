"""Whatever a file is like, and however its function is declared, a patch is sound or is refused."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from pacgen.engine import Decision, Evaluator, PacFile, Request, SyntaxTree
from pacgen.errors import InputError, PacgenError, RefusedError
from pacgen.policy import Policy
from pacgen.publish.patch import Patched, patch, unpatch

TESTS = Path(__file__).parents[2]
CORPUS = sorted(
    path
    for directory in ("lint/corpus/valid", "agreement/pacs", "publish/patch/files")
    for path in (TESTS / directory).glob("*.pac")
)

NAME = "FindProxyForURL"
FORMS = {
    "as it is": "",
    "var": f"var {NAME} = function ({{parameters}}) {{body}};",
    "var, named": f"var {NAME} = function {NAME}({{parameters}}) {{body}};",
    "assigned": f"{NAME} = function ({{parameters}}) {{body}};",
    "property of this": f"this.{NAME} = function ({{parameters}}) {{body}};",
    "property by its name": f"this['{NAME}'] = function ({{parameters}}) {{body}};",
    "property of the global object": f"globalThis.{NAME} = function ({{parameters}}) {{body}};",
    "arrow": f"var {NAME} = ({{parameters}}) => {{body}};",
    "alias": f"function theirs({{parameters}}) {{body}}\nvar {NAME} = theirs;",
    "module": f"var {NAME} = (function () {{{{ return function ({{parameters}}) {{body}}; }}}})();",
}
"""The ways in which a file may declare its function."""

ASKED = [
    Request.for_host(host)
    for host in ("www.example.com", "intranet", "10.1.2.3", "a.corp.example.com", "[::1]")
]
TEAMS = [Request.for_host(host) for host in ("teams.microsoft.com", "A.lync.com", "52.112.0.1")]


def declared(text: str, form: str) -> str:
    """Declare the function of *text* in another way, where it is a plain declaration."""
    tree = SyntaxTree(text)
    data = tree.data
    for node in tree.walk():
        name = node.child_by_field_name("name")
        if node.type != "function_declaration" or name is None or tree.source(name) != NAME:
            continue
        parameters, body = (node.child_by_field_name(field) for field in ("parameters", "body"))
        if not form or parameters is None or body is None or node.parent != tree.root:
            break
        written = form.format(
            parameters=tree.source(parameters).strip("()"), body=tree.source(body)
        )
        return (data[: node.start_byte] + written.encode() + data[node.end_byte :]).decode()
    return text


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much],
)
@given(
    path=st.sampled_from(CORPUS),
    form=st.sampled_from(sorted(FORMS)),
    line_break=st.sampled_from(["", "\n", "\r\n", "\r"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "latin-1"]),
    end=st.sampled_from(["", "\n\n", "// caf\u00e9", " "]),
)
def test_sound_or_refused(
    *, rules: Policy, path: Path, form: str, line_break: str, encoding: str, end: str
) -> None:
    """
    A file is refused with a word on why, or Teams goes DIRECT, the rest is as it was, a second run
    changes nothing, nothing but the marked lines has come in, and removal gives the first bytes.
    """
    text = declared(PacFile.from_bytes(path.name, path.read_bytes()).text, FORMS[form]) + end
    if line_break:
        text = re.sub(r"\r\n|\r|\n", line_break, text)
    # Dice are compared by test_proof.py.
    assume(encoding != "latin-1" or all(ord(character) < 256 for character in text))
    assume("pacgen >>>" not in text and "Math.random" not in text)
    data = text.encode(encoding)
    pac = PacFile.from_bytes("wpad.dat", data)
    once = patched_or_refused(pac, rules)
    if isinstance(once, PacgenError):
        assert once.what.startswith("wpad.dat")
        assert once.tip
        return

    with Evaluator(pac.text) as evaluator:
        before = evaluator.decide(ASKED)
    with Evaluator(once.text) as evaluator:
        after, teams = evaluator.decide(ASKED), evaluator.decide(TEAMS)
    again = PacFile.from_bytes("wpad.dat", once.data)

    assert {decision.returned for decision in teams} == {"DIRECT"}
    assert [answer(decision) for decision in after] == [answer(decision) for decision in before]
    assert patch(again, rules).data == once.data
    assert unpatch(again) == data
    assert once.data.startswith(codecs.BOM_UTF8) == (encoding == "utf-8-sig")
    assert without_marked_lines(once.data) == data


def patched_or_refused(pac: PacFile, rules: Policy) -> Patched | PacgenError:
    """Patch a file, and return either the result or the reason why there is none."""
    try:
        return patch(pac, rules)
    except (InputError, RefusedError) as error:
        return error


def test_most_are_patched(rules: Policy) -> None:
    """The files of the corpus are no straw men: few are refused as they are."""
    results = [
        patched_or_refused(PacFile.from_bytes("wpad.dat", path.read_bytes()), rules)
        for path in CORPUS[::5]
    ]
    refused = [result for result in results if isinstance(result, PacgenError)]

    assert len(refused) < len(results) / 4


def answer(decision: Decision) -> object:
    """Return what a client makes of a decision."""
    return decision.returned, decision.fault and decision.fault.kind


def without_marked_lines(data: bytes) -> bytes:
    """Cut out what is between marks, with the line break before each: by other means than ours."""
    block = rb"(?:\r\n|\r|\n)[ \t]*// pacgen >>> (rule|list) .*?/\* pacgen <<< \1 \*/"
    return re.sub(block, b"", data, flags=re.DOTALL)
