"""Tests of patching: whole files as people write them, and all that is refused."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pacgen.engine import Evaluator, PacFile, Request
from pacgen.engine.script import Script
from pacgen.errors import InputError, PacgenError, RefusedError
from pacgen.policy import Policy
from pacgen.publish.patch import Patched, patch, prove, unpatch

FILES = sorted((Path(__file__).parent / "files").glob("*.pac"))
SIMPLE = 'function FindProxyForURL(url, host) {\n    return "PROXY p.example:8080";\n}\n'
NAMES = [path.stem for path in FILES]


def pac_file(content: bytes | str, name: str = "wpad.dat") -> PacFile:
    """Make a PAC file of bytes or text."""
    data = content.encode() if isinstance(content, str) else content
    return PacFile.from_bytes(name, data)


def patched(content: bytes | str, policy: Policy) -> Patched:
    """Patch a file."""
    return patch(pac_file(content), policy)


def test_there_are_many_files() -> None:
    """The files are found."""
    assert len(FILES) > 45


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_every_usual_form(path: Path, rules: Policy) -> None:
    """Teams goes DIRECT afterwards and all else is as it was, however the function is declared."""
    result = patched(path.read_bytes(), rules)
    proof = prove(path.name, result, rules)

    assert proof.direct > 60
    assert proof.others > 100
    assert "chromium" in proof.targets
    assert "firefox" in proof.targets


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_again_and_back(path: Path, rules: Policy, many_rules: Policy) -> None:
    """A second run changes nothing, other rules replace these, and removal gives the first bytes."""
    data = path.read_bytes()
    once = patched(data, rules)
    other = patched(once.data, many_rules)

    assert once.data != data
    assert once.data == patched(once.data, rules).data
    assert once.data == patched(other.data, rules).data
    assert data == unpatch(pac_file(other.data))
    assert data == unpatch(pac_file(data))


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_only_ascii_goes_in(path: Path, rules: Policy) -> None:
    """What goes in is ASCII with the line ends that the file has most; the rest stays in order."""
    data = path.read_bytes()
    result = patched(data, rules)
    rest = iter(result.data)

    assert all(byte in rest for byte in data)
    assert sum(byte > 127 for byte in data) == sum(byte > 127 for byte in result.data)
    for line_break in (b"\r\n", b"\r", b"\n"):
        others = {b"\r\n", b"\r", b"\n"} - {line_break}
        pattern = re.compile(rb"\r\n|\r|\n")
        if data and set(pattern.findall(data)) == {line_break}:
            assert not others & set(pattern.findall(result.data))


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_the_rules_remember_nothing(path: Path, rules: Policy) -> None:
    """A file that keeps no state keeps none afterwards, so that checking it stays quick."""
    result = patched(path.read_bytes(), rules)

    states = [Script(text).may_keep_state for text in (result.plain, result.text)]

    assert states[0] == states[1]


def test_globs_and_carve_outs(many_rules: Policy) -> None:
    """Patterns with a star inside and carve-outs are proven as well."""
    assert prove("wpad.dat", patched(SIMPLE, many_rules), many_rules).direct > 500


def test_what_it_looks_like(rules: Policy) -> None:
    """One line asks the list at the end; both stand between marks."""
    lines = patched(SIMPLE, rules).text.splitlines()

    assert lines[0] == "function FindProxyForURL(url, host) {"
    assert re.fullmatch(r"    // pacgen >>> rule [0-9a-f]{8} made by pacgen patch: .*", lines[1])
    assert lines[2] == '    if (pacgenIsDirect && pacgenIsDirect(host)) { return "DIRECT"; }'
    assert lines[3] == "    /* pacgen <<< rule */"
    assert lines[4:6] == SIMPLE.splitlines()[1:]
    assert lines[6].startswith("// pacgen >>> list ")
    assert lines[-1] == "/* pacgen <<< list */"


def test_text_that_was_added_later_stays(rules: Policy) -> None:
    """What somebody writes around the marks is kept, and the rule is put first again."""
    first = patched(SIMPLE, rules).text
    changed = first.replace(
        "    // pacgen >>> rule",
        '    if (host === "x.example") return "DIRECT";\n    // pacgen >>> rule',
    )
    again = patched(changed + "// appended\n", rules)

    assert again.plain == SIMPLE.replace(
        "{\n", '{\n    if (host === "x.example") return "DIRECT";\n', 1
    ) + "// appended\n"  # fmt: skip
    assert again.text.index("pacgen >>> rule") < again.text.index("x.example")


def test_line_ends_that_an_editor_changed(rules: Policy) -> None:
    """A checkout that turns LF into CRLF, or an editor that indents, edits nothing."""
    text = patched(SIMPLE, rules).text.replace("\n", "\r\n")

    assert unpatch(pac_file(text)) == SIMPLE.replace("\n", "\r\n").encode()


def test_an_edited_block(rules: Policy) -> None:
    """Lines that somebody put between the marks are not thrown away unasked."""
    text = patched(SIMPLE, rules).text.replace(
        '        "teams.microsoft.com": 1,',
        '        "ours.example": 1,\n        "teams.microsoft.com": 1,',
    )
    with pytest.raises(RefusedError, match=r"wpad\.dat:7:1: somebody has changed what is between"):
        patched(text, rules)
    with pytest.raises(RefusedError, match="somebody has changed"):
        unpatch(pac_file(text))

    assert unpatch(pac_file(text), discard_edits=True) == SIMPLE.encode()


def test_golden(many_rules: Policy, golden_pac: Callable[[str, str], str]) -> None:
    """A patched file is the reviewed one; other tests run it in engines old and new."""
    text = patched(SIMPLE, many_rules).text

    assert golden_pac("patched.pac", text) == text


FUNCTION = "function FindProxyForURL(url, host) "

REFUSED = {
    "lower case": ('function findProxyForURL(u, h) { return "DIRECT"; }', "wpad.dat: there is no function"),
    "const": ('const FindProxyForURL = function (u, h) { return "DIRECT"; };', "1:7: FindProxyForURL is declared with const"),
    "let": ('\nlet FindProxyForURL = (u, h) => { return "DIRECT"; };', "2:5: FindProxyForURL is declared with let"),
    "condition": (f'if (typeof alert) {{\n  {FUNCTION}{{ return "DIRECT"; }}\n}}', "2:3: FindProxyForURL gets a value under a condition"),
    "assigned in a condition": ('var a = 1;\nif (a) FindProxyForURL = function (u, h) { return "DIRECT"; };', "2:8: FindProxyForURL gets a value under a condition"),
    "short-circuit": ('var a = 1; a && (FindProxyForURL = function (u, h) { return "DIRECT"; });', "1:18: FindProxyForURL gets a value under a condition"),
    "in a function": (f'{FUNCTION}{{ return "DIRECT"; }}\nfunction late() {{ FindProxyForURL = null; }}', "2:19: FindProxyForURL gets a value in a function"),
    "by its property": (f'{FUNCTION}{{ return "DIRECT"; }}\n(function () {{ this["FindProxyForURL"] = 1; }});', "gets a value in a function"),
    "twice": (f'{FUNCTION}{{ return "DIRECT"; }}\n{FUNCTION}{{ return "PROXY p:1"; }}', r"2:1: FindProxyForURL is defined 2 times \(1:1, 2:1\)"),
    "declared and assigned": (f'{FUNCTION}{{ return "DIRECT"; }}\nFindProxyForURL = function (u, h) {{ return "DIRECT"; }};', "2:1: FindProxyForURL is defined 2 times"),
    "one by a loop": (f'{FUNCTION}{{ return "DIRECT"; }}\nfor (FindProxyForURL in []) {{ }}', "defined 2 times|under a condition"),
    "taken apart": ('var { FindProxyForURL } = { FindProxyForURL: function (u, h) { return "DIRECT"; } };', "1:5: FindProxyForURL is set in a way"),
    "expression": ('var FindProxyForURL = (u, h) => "DIRECT";', "1:23: FindProxyForURL is an arrow function that has an expression"),
    "async": ('async function FindProxyForURL(u, h) { return "DIRECT"; }', "1:1: FindProxyForURL is a generator or async function"),
    "generator": ('function* FindProxyForURL(u, h) { yield "DIRECT"; }', "1:1: FindProxyForURL is a generator or async function"),
    "chosen": ('function a(u, h) { return "DIRECT"; }\nvar FindProxyForURL = a ? a : null;', "2:23: FindProxyForURL is no function but a ternary expression"),
    "made from text": ('var FindProxyForURL = new Function("u", "h", "return \'DIRECT\'");', "1:23: FindProxyForURL is no function but a new expression"),
    "made somewhere": ('function make() { return function (u, h) { return "DIRECT"; }; }\nvar FindProxyForURL = make();', "2:23: FindProxyForURL is no function but a call expression"),
    "two of a module": ('var FindProxyForURL = (function (a) { if (a) { return function () { return "DIRECT"; }; } return function () { return "DIRECT"; }; })();', "no function but a call expression"),
    "alias of two": ('function a() { return "DIRECT"; }\nfunction a() { return "DIRECT"; }\nvar FindProxyForURL = a;', "2:1: a is defined 2 times"),
    "alias of itself": ("var a = FindProxyForURL;\nvar FindProxyForURL = a;", "no function but an identifier"),
    "host is a function": (f'{FUNCTION}{{ return host(); function host() {{ return "DIRECT"; }} }}', "1:1: a function in FindProxyForURL takes the place of its parameter host"),
    "arrow without host": ('var FindProxyForURL = u => { return "DIRECT"; };', "1:23: FindProxyForURL is an arrow function without a plain second"),
    "arrow that takes apart": ('var FindProxyForURL = (u, { length }) => { return "DIRECT"; };', "arrow function without a plain second"),
    "arguments": ('function FindProxyForURL(u) { var arguments = [1]; return "DIRECT"; }', "a variable called arguments"),
    "the other is conditional": (f'{FUNCTION}{{ return "DIRECT"; }}\nif (1) {{ FindProxyForURLEx = FindProxyForURL; }}', "2:10: FindProxyForURLEx gets a value under a condition"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "message"), REFUSED.values(), ids=REFUSED)
def test_refused(text: str, message: str, rules: Policy) -> None:
    """Where it is not certain which function clients call, nothing is patched, and it is said why."""
    with pytest.raises(RefusedError, match=message) as caught:
        patched(text, rules)

    assert caught.value.usually
    assert caught.value.tip


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f'\n{FUNCTION}{{ return "DIRECT;\n}}', r"wpad\.dat:2:\d+: browsers cannot use this file"),
        (f'{FUNCTION}{{ return "DIRECT"; }}\nthrow 1;', r"browsers cannot use this file"),
        (f"HTTP/1.1 200 OK\n\n{FUNCTION}{{ }}", r"wpad\.dat:1:\d+: browsers cannot use this file"),
    ],
)
def test_unusable(text: str, message: str, rules: Policy) -> None:
    """A file that no client can use is to be mended first; the place is named."""
    with pytest.raises(InputError, match=message):
        patched(text, rules)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (codecs.BOM_UTF16_LE + SIMPLE.encode("utf-16-le"), "it is in UTF-16"),
        (codecs.BOM_UTF8 + SIMPLE.encode() + b"// \xe4\n", "its bytes are no text"),
        (SIMPLE.encode() + b"// \0\n", "its bytes are no text"),
    ],
)
def test_encodings_that_cannot_be_kept(data: bytes, message: str, rules: Policy) -> None:
    """What could not be written back as it was is refused."""
    with pytest.raises(PacgenError, match=message):
        patched(data, rules)


EDGES = st.sampled_from(
    ["", "\n", "// end", "/* { */", "\t \n\n", "var z = 1", "\r\n// \u00e9\r\n", ";"]
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    before=st.sampled_from(["", "\n", "// \u00e4 {\n", "var a = 1\n", "/* x */ ", "'use strict';\n"]),
    opening=st.sampled_from(["{", " {", "\n{", " /* { */ {", " // {\n{"]),
    inside=st.sampled_from(["", " ", "\n", " // c\n", "\n\t", " 'use strict';", "\n  'use strict'\n"]),
    body=st.sampled_from(['return "DIRECT"', 'return h == "a.example" ? "DIRECT" : "PROXY p:1";', ""]),
    after=EDGES,
    line_break=st.sampled_from(["\n", "\r\n", "\r"]),
    encoding=st.sampled_from(["utf-8", "latin-1", "utf-8-sig"]),
)  # fmt: skip
def test_bytes_come_back(
    *,
    rules: Policy,
    before: str,
    opening: str,
    inside: str,
    body: str,
    after: str,
    line_break: str,
    encoding: str,
) -> None:
    """Whatever stands around the places, the first bytes come back and a second run is still."""
    text = f"{before}function FindProxyForURL(u, h){opening}{inside}{body}}}{after}"
    data = text.replace("\n", line_break).encode(encoding)
    once = patched(data, rules)
    with Evaluator(once.text) as evaluator:
        teams = evaluator.decide([Request.for_host("teams.microsoft.com")])[0]

    assert teams.returned == "DIRECT"
    assert once.data == patched(once.data, rules).data
    assert data == unpatch(pac_file(once.data))
