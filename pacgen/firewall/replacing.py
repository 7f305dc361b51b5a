"""Members that an older export gave to groups, and a newer one does not: they are taken out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pacgen.errors import InputError, UsageError
from pacgen.firewall.formats import ExportFormat, FirewallFormat

__all__ = ["with_removals"]


@dataclass(frozen=True, slots=True)
class _Language:
    """How a firewall writes groups of addresses or ports to which new members are added."""

    group: re.Pattern[str]
    """A group with the members that stand in its line, or behind it."""

    member: re.Pattern[str]
    remark: str

    opening: str
    """What stands once before the members of a group that are taken out; may be empty."""

    removal: str


_LANGUAGES: Mapping[ExportFormat, _Language] = {
    FirewallFormat.CISCO_ASA: _Language(
        group=re.compile(
            r"^object-group (network \w+|service \w+ (?:tcp|udp))$((?:\n .*$)*)", re.MULTILINE
        ),
        member=re.compile(
            r"^ (network-object [0-9A-Fa-f.:/ ]+|port-object (?:eq|range) [\d ]+)$", re.MULTILINE
        ),
        remark="!",
        opening="object-group {group}\n",
        removal=" no {member}\n",
    ),
    FirewallFormat.PALO_ALTO: _Language(
        group=re.compile(r"^set address-group (\w+) static \[(.*)\]$", re.MULTILINE),
        member=re.compile(r"(?<= )([\w.-]+)(?= )"),
        remark="#",
        opening="",
        removal="delete address-group {group} static {member}\n",
    ),
}


def with_removals(text: str, older: str, form: ExportFormat) -> str:
    """
    Return *text* and behind it what takes out the members that only *older* has.

    Of groups that are new, or gone, a remark tells: rules refer to them.

    New members come first, so that no group is ever empty.

    Args:
        text: The export in the format *form*.
        older: What was exported before, in the same format.
        form: One whose groups keep what they have.

    Raises:
        UsageError: a newer export in this format replaces the older one by itself.
        InputError: *older* has none of the groups of *text*.
    """
    language = _LANGUAGES.get(form)
    if language is None:
        raise UsageError(
            f"{form} needs no --replaces",
            tip=f"it is for {' and '.join(_LANGUAGES)}; docs/firewall.md says how others replace",
        )
    old = _groups(older.replace("\r\n", "\n"), language)
    new = _groups(text, language)
    if not old.keys() & new.keys():
        raise InputError(
            f"the older file has no group of this export in the format {form}",
            usually="it is of another format, or was made with another --name",
            tip="give the file that you loaded last",
        )
    return text + "".join(_removals(old, new, language))


def _groups(text: str, language: _Language) -> dict[str, list[str]]:
    """Return the members of each group; an update names a group again where it removes some."""
    groups: dict[str, list[str]] = {}
    for found in language.group.finditer(text):
        groups.setdefault(found[1], []).extend(language.member.findall(found[2]))
    return groups


def _removals(
    old: Mapping[str, list[str]], new: Mapping[str, list[str]], language: _Language
) -> Iterator[str]:
    for group in new:
        if group not in old:
            yield f"{language.remark} {group} is new: no rule uses it yet.\n"
    for group, members in old.items():
        if group not in new:
            yield f"{language.remark} {group} is not needed any more: remove its rule, then it.\n"
            continue
        gone = [member for member in members if member not in new[group]]
        if gone:
            yield language.opening.format(group=group)
        for member in gone:
            yield language.removal.format(group=group, member=member)
