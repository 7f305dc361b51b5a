"""
What may stand in a PAC file: every value is turned into a :class:`JsText`, or refused.

The template engine prints nothing else, so a filter that was forgotten is an error and no hole.
"""

from __future__ import annotations

import re

from pacgen.errors import TemplateError

__all__ = ["Code", "JsText", "comment", "js_string", "passed_code"]

# In a string: all that could end it, or that an engine since ES3 could read as a line end or as
# HTML when the file is embedded somewhere. What is not ASCII is escaped too.
_UNSAFE = re.compile(r"""[^ !#$%()*+,\-./0-9:;=?@A-Z\[\]^_`a-z{|}~]""")
_PRINTABLE = re.compile(r"[ -~]*")


class JsText(str):
    """Text that may stand in the PAC file as it is."""

    __slots__ = ()


class Code(JsText):
    """
    A piece of JavaScript which pacgen itself made: a variable, a number, a regular expression.
    """

    __slots__ = ()


def js_string(value: object) -> JsText:
    r"""
    Write *value* as a JavaScript string literal, in ASCII: ``"a\u0022b"``.

    What ECMAScript 3 cannot hold in one unit becomes two (a surrogate pair), as JavaScript counts.

    Raises:
        TemplateError: *value* is no text.
    """
    return JsText(f'"{_UNSAFE.sub(_escaped, _text(value))}"')


def comment(value: object) -> JsText:
    """
    Make *value* fit for a comment of either kind: printable ASCII on one line.

    Whatever else is in it becomes ``?``, and no comment can be closed or opened by it.

    Raises:
        TemplateError: *value* is no text.
    """
    text = "".join(c if _PRINTABLE.fullmatch(c) else "?" for c in _text(value))
    return JsText(text.replace("*/", "* /").replace("/*", "/ *").rstrip("\\ "))


def passed_code(value: object) -> JsText:
    """
    Let a :class:`Code` through.

    Raises:
        TemplateError: *value* is something else.
    """
    if isinstance(value, Code):
        return value
    raise TemplateError(
        f"the template wants to print {value!r} as code, which pacgen did not make",
        tip="print it with the filter js (a string) or comment",
    )


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    # "!s", since a name that the template engine does not know says so when it becomes a text.
    raise TemplateError(
        f"the template prints {value!s}, which is no text",
        tip="only texts pass the filters js and comment",
    )


def _escaped(match: re.Match[str]) -> str:
    units = match.group().encode("utf-16-be", errors="surrogatepass")
    pairs = zip(units[::2], units[1::2], strict=True)
    return "".join(f"\\u{high:02x}{low:02x}" for high, low in pairs)
