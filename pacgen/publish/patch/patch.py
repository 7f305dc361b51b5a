"""A file's bytes in, the patched file's bytes out, and the same the other way round."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass, replace
from ipaddress import IPv4Network, IPv6Network

from pacgen.endpoints import EndpointDocument, IPNetwork
from pacgen.engine import Evaluator, FaultKind, PacFile, Request, SyntaxTree
from pacgen.errors import InputError, RefusedError
from pacgen.generator import render_list, render_rule
from pacgen.policy import Policy, Preset, Site, build_policy
from pacgen.policy.reasons import is_service
from pacgen.publish.patch.definitions import Source
from pacgen.publish.patch.entry_points import EntryPoint, find_entry_points
from pacgen.publish.patch.marks import Block, Part, cut, find_blocks, marked
from pacgen.routes import DIRECT, Route

__all__ = ["Patched", "managed_policy", "patch", "unpatch"]

_NAME = "pacgenIsDirect"

_REST = Route.parse("PROXY whatever-the-file-says.invalid:80")
"""Stands for what the file does itself; no rule with it is written."""

NO_WISHES = Site()

_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_LONE_CR = re.compile(r"\r(?!\n)")
_FINAL_LINE_BREAK = re.compile(r"(?:\r\n|\r|\n)?\Z")


@dataclass(frozen=True, slots=True)
class Patched:
    """A file with the direct rules in it, and without."""

    data: bytes
    """The patched file."""

    text: str
    """The same, as a client reads it."""

    plain: str
    """The file without the rules, as a client reads it."""

    places: tuple[str, ...]
    """Where the rules went, in words."""

    was_there: bool
    """Whether the file had rules of pacgen before, current or not."""


def managed_policy(document: EndpointDocument, preset: Preset, site: Site = NO_WISHES) -> Policy:
    """
    Return the rules that a managed block carries: what *site* wants of Microsoft's hosts.

    Whether this computer, plain names, the site's own hosts and the rest go DIRECT is for the
    file to say. Of the site's own rules only those count that take hosts away from Microsoft's
    patterns: the block leaves these to the file. Conditions cannot stand in the block, so rules
    that have one do not count.

    Args:
        document: The endpoint sets of one instance.
        preset: Which of them are selected.
        site: What the site wants besides.

    Raises:
        RefusedError: a selected set would send too much DIRECT.
    """
    away = tuple(r for r in site.rules if not r.condition and r.route != DIRECT)
    wishes = replace(site, rules=away, locations=(), plain_names=_REST)
    policy = build_policy(document, preset=preset, default=_REST, site=wishes)
    ours = [r for r in policy.host_rules if r.route == DIRECT and is_service(r.reason)]
    networks = [r.network for r in policy.address_rules if is_service(r.reason)]
    return replace(
        policy,
        host_rules=tuple(
            rule
            for rule in policy.host_rules
            if is_service(rule.reason)
            or (rule.route != DIRECT and any(r.pattern.covers(rule.pattern) for r in ours))
        ),
        address_rules=tuple(
            rule
            for rule in policy.address_rules
            if is_service(rule.reason)
            or (rule.route != DIRECT and any(_holds(n, rule.network) for n in networks))
        ),
        general_rules=(),
    )


def _holds(network: IPNetwork, other: IPNetwork) -> bool:
    match network, other:
        case (IPv4Network(), IPv4Network()):
            return other.subnet_of(network)
        case (IPv6Network(), IPv6Network()):
            return other.subnet_of(network)
        case _:
            return False


def patch(pac: PacFile, policy: Policy, *, discard_edits: bool = False) -> Patched:
    """
    Put the direct rules of *policy* into *pac*, in place of those that are there from before.

    What is not between marks stays as it is, byte for byte. Whether the result does what it
    should is not looked at here: see :func:`~pacgen.publish.patch.proof.prove`.

    Args:
        pac: Somebody's file.
        policy: As :func:`managed_policy` gives it.
        discard_edits: Whether to overwrite what somebody has changed between the marks.

    Raises:
        InputError: the file is in an encoding that cannot be kept, or has a syntax error.
        RefusedError: there is no safe place for the rules; the message says what is there.
    """
    plain = _plain_text(pac, discard_edits=discard_edits)
    source = Source(pac.name, _tree(plain))
    entries = find_entry_points(source)
    name = _free_name(plain)
    pieces = [(entry.offset, _rule(name, entry)) for entry in entries]
    end = _FINAL_LINE_BREAK.search(plain)
    pieces.append((end.start() if end else len(plain), _list(name, policy)))
    line_break = _dominant_line_break(plain)
    text, last = "", 0
    for offset, piece in pieces:
        text += plain[last:offset] + piece.replace("\n", line_break)
        last = offset
    text += plain[last:]
    places = tuple(_place(entry) for entry in entries)
    return Patched(
        _encoded(pac, text), text, plain, (*places, "the list at the end"), plain != pac.text
    )


def unpatch(pac: PacFile, *, discard_edits: bool = False) -> bytes:
    """
    Return *pac* without what :func:`patch` put into it.

    Raises:
        InputError: the file is in an encoding that cannot be kept, or has a syntax error.
        RefusedError: the marks are damaged, or somebody has changed what is between them.
    """
    return _encoded(pac, _plain_text(pac, discard_edits=discard_edits))


def _plain_text(pac: PacFile, *, discard_edits: bool) -> str:
    _check_encoding(pac)
    _check_syntax(pac)
    source = Source(pac.name, _tree(pac.text))
    if source.tree.is_broken:
        raise RefusedError(
            f"{pac.name}: engines run this file, but pacgen cannot read all of its syntax",
            usually="it has HTML comments, or syntax that is newer than this pacgen",
            tip="send the file to the maintainers, without what is secret in it",
        )
    blocks = find_blocks(source)
    if not discard_edits:
        _check_edits(pac, blocks)
    return cut(pac.text, blocks)


def _tree(text: str) -> SyntaxTree:
    """Parse *text*, with LF for a CR that stands alone: to tree-sitter that ends no line."""
    return SyntaxTree(_LONE_CR.sub("\n", text))


def _check_encoding(pac: PacFile) -> None:
    if pac.encoding == "utf-16":
        raise RefusedError(
            f"{pac.name}: it is in UTF-16, which WinHTTP and many others cannot read",
            usually="it was saved as 'Unicode' with Notepad",
            tip="save it as UTF-8 without byte-order mark, or as ANSI",
        )
    if _encoded(pac, pac.text) != pac.data or "\0" in pac.text:
        raise RefusedError(
            f"{pac.name}: its bytes are no text, and could not be kept as they are",
            usually="it was damaged, or is no PAC file",
            tip="open it in an editor and save it as UTF-8",
        )


def _encoded(pac: PacFile, text: str) -> bytes:
    bom = codecs.BOM_UTF8 if pac.has_bom else b""
    return bom + text.encode(pac.encoding, "replace")


def _check_syntax(pac: PacFile) -> None:
    """Ask the engine, which has the last word: tree-sitter reads on after a mistake."""
    with Evaluator(pac.text) as evaluator:
        fault = evaluator.decide([Request.for_host("www.example.com")])[0].fault
    if fault is None or fault.kind not in {FaultKind.SYNTAX, FaultKind.LOAD}:
        return
    place = f":{fault.line}" if fault.line else ""
    place += f":{fault.column}" if fault.line and fault.column else ""
    raise InputError(
        f"{pac.name}{place}: browsers cannot use this file: {fault.message}",
        usually="every client goes DIRECT to everything then, Teams included",
        tip="mend it first; pacgen lint says more",
    )


def _check_edits(pac: PacFile, blocks: tuple[Block, ...]) -> None:
    edited = [block for block in blocks if block.is_edited]
    if edited:
        raise RefusedError(
            f"{pac.name}:{edited[0].place}: somebody has changed what is between the marks",
            usually="a rule was added in the wrong place",
            tip="move it out of the marks, or use --discard-edits to overwrite it",
        )


def _free_name(text: str) -> str:
    """Return an identifier that occurs nowhere in the file, not even in a string."""
    number = 1
    while (name := _NAME + (str(number) if number > 1 else "")) in text:
        number += 1
    return name


def _rule(name: str, entry: EntryPoint) -> str:
    return marked(Part.RULE, render_rule(name, entry.host, entry.indent), entry.indent)


def _list(name: str, policy: Policy) -> str:
    return marked(Part.LIST, render_list(policy, name))


def _dominant_line_break(text: str) -> str:
    """Return the line break that *text* has most; of two, the first; LF if it has none."""
    counts = Counter(_LINE_BREAK.findall(text))
    return max(counts, key=lambda line_break: counts[line_break], default="\n")


def _place(entry: EntryPoint) -> str:
    return f"{' and '.join(entry.names)} in line {entry.span.line}"
