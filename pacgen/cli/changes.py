"""``pacgen changes``: what Microsoft adds when, and what it removed."""

from __future__ import annotations

import datetime as dt
import re
import time
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import assert_never

import click

from pacgen.cli.options import endpoints_option, instance_option, json_schema_option
from pacgen.cli.output import write
from pacgen.cli.problems import say
from pacgen.cli.service import (
    base_url_option,
    ca_bundle_option,
    reach,
    service_force_option,
    timeout_option,
)
from pacgen.compare import Announcements, announced, between, compare
from pacgen.endpoints import EndpointDocument, Instance, load, parse_document
from pacgen.endpoints.client import FIRST_VERSION
from pacgen.endpoints.silence import ask_changes
from pacgen.endpoints.snapshot import decode, load_shipped
from pacgen.errors import InputError, ServiceError, UsageError
from pacgen.policy import Preset
from pacgen.policy.selection import select
from pacgen.reporters import changes_json, changes_markdown, changes_text
from pacgen.reporters.changes_json import ChangesDocument

__all__ = ["command"]

_DEFAULT_DAYS = 90
_MOST_FILES = 2


class Format(StrEnum):
    """How the report is written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


@click.command("changes")
@click.option(
    "--since",
    metavar="VERSION",
    help="After this version, or day: 2026081400, 2026-08-14.  "
    f"[default: {_DEFAULT_DAYS} days ago]",
)
@instance_option
@click.option(
    "--scope",
    type=click.Choice([preset.value for preset in Preset]),
    help="Only what this preset sends DIRECT, and sets of which nothing is known.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice([form.value for form in Format]),
    default=Format.TEXT.value,
    show_default=True,
    help="How to write it: for people, for change requests, for programs.",
)
@json_schema_option(ChangesDocument)
@click.option(
    "--offline",
    is_flag=True,
    help="Ask nobody: compare the data that ships with pacgen with what was fetched since.",
)
@click.option("--exit-code", is_flag=True, help="Exit with 1 if there is something to report.")
@endpoints_option
@base_url_option
@ca_bundle_option
@service_force_option
@timeout_option
@click.argument("files", nargs=-1, metavar="[BEFORE [AFTER]]", type=click.Path(path_type=Path))
def command(
    *,
    since: str | None,
    instance: Instance,
    scope: str | None,
    form: str,
    offline: bool,
    exit_code: bool,
    endpoints_directory: Path | None,
    base_url: str,
    ca_bundle: Path | None,
    force: bool,
    timeout: float,
    files: tuple[Path, ...],
) -> int:
    """
    Say what Microsoft adds when, and what it changed and removed, Teams first.

    Microsoft publishes additions about 30 days before they are used. They are read from the web
    service's feed of changes.

    With files, asks nobody: compares two endpoint documents, or one with the newest at hand. A
    document knows no dates.
    """
    today = dt.datetime.now(dt.UTC).date()
    preset = Preset(scope) if scope else None
    if (files or offline) and since is not None:
        raise UsageError("--since is for the service's feed", tip="leave it out")
    if files and offline:
        raise UsageError("--offline compares no files", tip="leave out one of them")
    if files or offline:
        before, after = _documents(files, instance, endpoints_directory)
        report = _compared(before, after, preset, today)
    else:
        asked, version = _since(since, today)
        newest = load(instance, endpoints_directory)
        try:
            with reach(base_url=base_url, ca_bundle=ca_bundle, timeout=timeout) as (client, state):
                changes = ask_changes(client, state, instance, asked, now=time.time, force=force)
        except ServiceError as error:
            say(error)
            click.echo("  Or: compare what is here: pacgen changes --offline", err=True)
            return error.exit_code
        documents = (newest.document, load_shipped(instance).document)
        report = announced(
            changes, documents, since=version, today=today, scope=_ids(documents, preset)
        )
        if report.until > newest.version:
            click.echo(
                f"pacgen: the data at hand is {newest.version}, older than these changes; "
                f"with 'pacgen fetch --instance {instance}' they would be told better",
                err=True,
            )
    write(_renderer(Format(form))(report))
    return 1 if exit_code and report.items else 0


def _renderer(form: Format) -> Callable[[Announcements], str]:
    match form:
        case Format.TEXT:
            return changes_text.render
        case Format.MARKDOWN:
            return changes_markdown.render
        case Format.JSON:
            return changes_json.render
        case _:
            assert_never(form)


def _since(text: str | None, today: dt.date) -> tuple[str, str]:
    """Return after which version to ask, and after which to tell."""
    if text is None:
        day = today - dt.timedelta(days=_DEFAULT_DAYS)
    elif re.fullmatch(r"[0-9]{10}", text):
        return text, text
    else:
        try:
            day = dt.date.fromisoformat(text)
        except ValueError:
            raise UsageError(
                f"--since {text!r} is no version and no day",
                tip="write a version such as 2026081400, or a day such as 2026-08-14",
            ) from None
    # The service knows only its own versions; a day is told apart here.
    return FIRST_VERSION, f"{day:%Y%m%d}00"


def _ids(documents: tuple[EndpointDocument, ...], preset: Preset | None) -> frozenset[int] | None:
    if preset is None:
        return None
    return frozenset(s.id for document in documents for s in select(document, preset))


def _compared(
    before: tuple[str, EndpointDocument],
    after: tuple[str, EndpointDocument],
    preset: Preset | None,
    today: dt.date,
) -> Announcements:
    old, new = (
        document
        if preset is None
        else EndpointDocument(document.instance, document.version, select(document, preset))
        for _, document in (before, after)
    )
    return between(compare(old, new), since=before[0], until=after[0], today=today)


def _documents(
    files: tuple[Path, ...], instance: Instance, directory: Path | None
) -> tuple[tuple[str, EndpointDocument], tuple[str, EndpointDocument]]:
    """Return the names and the documents to compare."""
    if len(files) > _MOST_FILES:
        raise UsageError("two files can be compared, not more", tip="name the old and the new one")
    if len(files) == _MOST_FILES:
        return _read(files[0], instance), _read(files[1], instance)
    newest = load(instance, directory)
    if files:
        return _read(files[0], instance), (newest.version, newest.document)
    shipped = load_shipped(instance)
    if newest.version == shipped.version:
        raise UsageError(
            f"{instance}: nothing here is newer than {shipped.version}, {shipped.origin.value}",
            tip="fetch first: pacgen fetch; or name one or two endpoint documents",
        )
    return (shipped.version, shipped.document), (newest.version, newest.document)


def _read(path: Path, instance: Instance) -> tuple[str, EndpointDocument]:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"{path}: cannot be read: {error.strerror or error}",
            tip="name a JSON document of the service's /endpoints",
        ) from None
    data = decode(content, source=str(path))
    return path.name, parse_document(data, instance=instance, version="", source=str(path))
