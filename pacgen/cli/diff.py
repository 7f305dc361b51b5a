"""``pacgen diff``: which hosts go elsewhere by one PAC file than by another, or by a policy."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import assert_never

import click

from pacgen import endpoints
from pacgen.cli.inputs import STDIN, read_pac
from pacgen.cli.options import (
    ReportFormat,
    endpoints_option,
    instance_option,
    is_given,
    report_format_option,
)
from pacgen.cli.output import waiting, wants_colour, write
from pacgen.cli.proving import labels_wanted, one_target, proving_options
from pacgen.cli.scopes import scope_option, scope_patterns
from pacgen.cli.wishes import read_wishes
from pacgen.compare import (
    AreaDifference,
    ChangeKind,
    DocumentDifference,
    RouteDiff,
    compare,
    compare_pacs,
    compare_with_policy,
)
from pacgen.endpoints import EndpointDocument, Instance, parse_document
from pacgen.endpoints.snapshot import decode
from pacgen.engine import PacFile
from pacgen.errors import UsageError
from pacgen.policy import Policy, Preset, build_policy
from pacgen.reporters import document_changes, route_diff
from pacgen.reporters.route_diff import MOST, Named

__all__ = ["command"]

_DIFFERENT = 1


class _FailOn(StrEnum):
    """What makes the command exit with code 1."""

    ANY = "any"
    NEW_DIRECT = "new-direct"
    NEW_PROXY = "new-proxy"


@click.command("diff")
@click.argument("old_name", metavar="OLD")
@click.argument("new_name", metavar="[NEW]", required=False)
@click.option(
    "--policy",
    "policy_path",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Compare one PAC file with what this pacgen.yaml wants, which is the old side.",
)
@scope_option
@proving_options
@click.option("--only-new-direct", is_flag=True, help="Tell only what bypasses the proxy anew.")
@click.option(
    "--fail-on",
    type=click.Choice([each.value for each in _FailOn]),
    default=_FailOn.ANY.value,
    show_default=True,
    help="Which changes make the exit code 1.",
)
@click.option("--all", "every", is_flag=True, help="Show every change; fold nothing.")
@report_format_option
@instance_option
@endpoints_option
@click.pass_context
def command(
    context: click.Context,
    *,
    old_name: str,
    new_name: str | None,
    policy_path: Path | None,
    scopes: tuple[str, ...],
    target: str,
    seconds: float,
    max_labels: int,
    exhaustive: bool,
    only_new_direct: bool,
    fail_on: str,
    every: bool,
    form: str,
    instance: Instance,
    endpoints_directory: Path | None,
) -> int:
    """
    Say which hosts go elsewhere by the PAC file NEW than by OLD.

    Every region of hosts whose route changes is told with its shortest request, and with route
    and line before and after. Where it can be proven that nothing else changed, that is said;
    where it cannot, it is said why, and requests are compared.

    new-direct is what connects directly now, first or as a fallback, and did not before;
    new-proxy is what asks a proxy first now.

    OLD and NEW may also be two documents of Microsoft's web service: then what changed between
    them is told. With --policy a PAC file is compared with what pacgen.yaml wants.

    \b
    Examples:
      pacgen diff published.pac new.pac --scope teams --fail-on new-proxy
      pacgen diff old.pac new.pac --only-new-direct --format markdown
      pacgen diff wpad.dat --policy pacgen.yaml

    Exit codes: 0 no change that counts; 1 some; 2 wrong usage; 4 a file could not be read.
    """  # noqa: D301 - click's mark for a paragraph that keeps its lines
    _check_usage(old_name, new_name, policy_path)
    client = one_target(target)
    labels = labels_wanted(max_labels, exhaustive=exhaustive)
    old = read_pac(old_name)
    kinds = {ChangeKind.NEW_DIRECT} if only_new_direct else set(ChangeKind)
    counted = set(ChangeKind) if fail_on == _FailOn.ANY else {ChangeKind(fail_on)}
    if policy_path is None:
        new = read_pac(new_name or "")
        documents = _is_document(old), _is_document(new)
        if all(documents):
            difference = _narrowed(compare(_document(old), _document(new)), scopes, kinds)
            write(_rendered_documents(ReportFormat(form), difference, old.name, new.name))
            return _DIFFERENT if _counts(difference, counted) else 0
        if any(documents):
            raise UsageError(
                "one is a PAC file, the other an endpoint document",
                tip="compare two PAC files, or two documents",
            )
        patterns = scope_patterns(scopes, endpoints.load(instance, endpoints_directory).document)
        names = old.name, new.name

        def compared() -> RouteDiff:
            texts = (pac.seen_by(client) for pac in (old, new))
            return compare_pacs(
                *texts, hosts=patterns, target=client, seconds=seconds, max_labels=labels
            )

    else:
        given = instance if is_given(context, "instance") else None
        policy, document = _policy(policy_path, given, endpoints_directory)
        patterns = scope_patterns(scopes, document)
        names = f"policy {policy_path}", old.name

        def compared() -> RouteDiff:
            text = old.seen_by(client)
            return compare_with_policy(
                policy, text, hosts=patterns, target=client, seconds=seconds, max_labels=labels
            )

    with waiting("comparing"):
        diff = compared()
    shown = Named(
        diff,
        *names,
        diff.of_kind(*kinds),
        old_file=old.name if policy_path is None else "",
        new_file=names[1],
        most=None if every else MOST,
    )
    write(_rendered(ReportFormat(form), shown))
    return _DIFFERENT if diff.of_kind(*(counted & kinds)) else 0


def _check_usage(old: str, new: str | None, policy: Path | None) -> None:
    if new is None and policy is None:
        raise UsageError(
            "there is nothing to compare with", tip="name a second file, or --policy pacgen.yaml"
        )
    if new is not None and policy is not None:
        raise UsageError("--policy is compared with one PAC file", tip="leave out the other")
    if old == new == STDIN:
        raise UsageError("standard input can be read only once", tip="name '-' only once")


def _is_document(pac: PacFile) -> bool:
    return pac.text.lstrip()[:1] == "["


def _document(pac: PacFile) -> EndpointDocument:
    tip = "it must be what the web service answers to /endpoints"
    data = decode(pac.data, source=pac.name, tip=tip)
    return parse_document(data, instance=Instance.WORLDWIDE, version="", source=pac.name)


def _narrowed(
    difference: DocumentDifference, scopes: tuple[str, ...], kinds: set[ChangeKind]
) -> DocumentDifference:
    """Leave out what is not asked for: the areas apart from Teams, what is no addition."""
    areas: tuple[AreaDifference, ...] = difference.areas
    if set(scopes) == {Preset.TEAMS.value}:
        areas = tuple(area for area in areas if area.is_teams)
    if kinds == {ChangeKind.NEW_DIRECT}:
        areas = tuple(area for area in map(AreaDifference.only_added, areas) if area)
    return DocumentDifference(difference.instance, difference.before, difference.after, areas)


def _counts(difference: DocumentDifference, counted: set[ChangeKind]) -> bool:
    if counted == set(ChangeKind):
        return bool(difference)
    added = ChangeKind.NEW_DIRECT in counted
    return any(
        entries.added if added else entries.removed
        for area in difference.areas
        for entries in (area.names, area.prefixes)
    )


def _policy(
    path: Path, instance: Instance | None, endpoints_directory: Path | None
) -> tuple[Policy, EndpointDocument]:
    wishes = read_wishes(path, instance=instance)
    document = endpoints.load(wishes.instance, endpoints_directory).document
    policy = build_policy(document, preset=wishes.preset, default=wishes.default, site=wishes.site)
    return policy, document


def _rendered(form: ReportFormat, named: Named) -> str:
    match form:
        case ReportFormat.TEXT:
            return route_diff.render_text(named, colour=wants_colour())
        case ReportFormat.MARKDOWN:
            return route_diff.render_markdown(named)
        case ReportFormat.JSON:
            return route_diff.render_json(named)
        case _:
            assert_never(form)


def _rendered_documents(
    form: ReportFormat, difference: DocumentDifference, old: str, new: str
) -> str:
    match form:
        case ReportFormat.TEXT:
            lines = document_changes.document_change_lines(difference)
            return "".join(f"{line}\n" for line in [f"{old} -> {new}:", *lines])
        case ReportFormat.MARKDOWN:
            return document_changes.render_markdown(difference, old, new)
        case ReportFormat.JSON:
            return document_changes.render_json(difference, old, new)
        case _:
            assert_never(form)
