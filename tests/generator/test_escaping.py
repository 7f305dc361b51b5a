"""Tests of the filters that every value passes on its way into a PAC file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pacgen.engine import Evaluator, Request
from pacgen.errors import TemplateError
from pacgen.generator.escaping import Code, comment, js_string, passed_code

NASTY = [
    '"',
    "\\",
    "\n",
    "\r",
    "\u2028",
    "\u2029",
    "</script>",
    "<!--",
    "-->",
    "*/",
    "\x00",
    "\x7f",
    "'+alert(1)+'",
    '"+alert(1)+"',
    "\u00e9",
    "\U0001f600",
    "\ud800",
]

texts = st.text(st.characters(codec=None) | st.sampled_from("\"'\\\n\r\u2028<>*/")) | st.lists(
    st.sampled_from(NASTY)
).map("".join)


def units(text: str) -> str:
    """Return the UTF-16 code units of *text*, as JavaScript counts them."""
    data = text.encode("utf-16-be", errors="surrogatepass")
    return ",".join(str(data[i] * 256 + data[i + 1]) for i in range(0, len(data), 2))


@given(st.lists(texts, min_size=1, max_size=20))
def test_strings_arrive(values: list[str]) -> None:
    """JavaScript reads from the literal what went in, unit by unit."""
    literals = ",".join(js_string(value) for value in values)
    source = (
        f"var texts = [{literals}];"
        "function FindProxyForURL(url, host) {"
        "  var text = texts[Number(host.substring(1))], units = [], i;"
        "  for (i = 0; i < text.length; i += 1) { units.push(text.charCodeAt(i)); }"
        "  return units.join(',');"
        "}"
    )
    with Evaluator(source) as evaluator:
        requests = [Request.for_host(f"h{number}") for number in range(len(values))]
        decisions = evaluator.decide(requests)

    assert [units(value) for value in values] == [decision.returned for decision in decisions]


@given(texts)
def test_strings_are_harmless_text(value: str) -> None:
    """A literal is printable ASCII without anything that HTML or a line end could be made of."""
    literal = js_string(value)

    assert literal.isascii()
    assert literal.isprintable()
    assert not set(literal[1:-1]) & set("\"'<>&")


@given(texts)
def test_comments_stay_comments(value: str) -> None:
    """A comment is one line of printable ASCII, can be closed by nothing, and continues nothing."""
    text = comment(value)

    assert text.isascii()
    assert text == "" or text.isprintable()
    assert "*/" not in text
    assert "/*" not in text
    assert not text.endswith("\\")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Teams set 12, Allow, required", "Teams set 12, Allow, required"),
        ("*/*/", "* / * /"),
        ("/*/", "/ * /"),
        ("a\nb", "a?b"),
        ("tail \\", "tail"),
    ],
)
def test_comment(value: str, expected: str) -> None:
    """A comment keeps what it can."""
    assert expected == comment(value)


def test_code_passes() -> None:
    """What pacgen made passes as it is."""
    assert passed_code(Code("pacgenDirect")) == "pacgenDirect"


@pytest.mark.parametrize("value", ["alert(1)", js_string("x"), comment("x"), 5, None])
def test_other_code_does_not_pass(value: object) -> None:
    """Nothing else passes as code, not even what another filter made."""
    with pytest.raises(TemplateError):
        passed_code(value)
