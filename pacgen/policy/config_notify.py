"""The part ``notify`` of ``pacgen.yaml``: who learns what became of ``pacgen update``."""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, StrictInt

from pacgen.policy.config_base import Strict, as_tuple, wrong

__all__ = ["Body", "Event", "NotifyConfig", "WebhookConfig", "fill"]

_REFERENCE = re.compile(r"\$\{([^}]*)\}")


class Event(StrEnum):
    """What can become of a run."""

    PUBLISHED = "published"
    """New files are in place."""

    UNCHANGED = "unchanged"
    """There was nothing to do."""

    REFUSED = "refused"
    """A gate said no; the old files are in place."""

    FAILED = "failed"
    """Something else went wrong; the old files are in place."""


class Body(StrEnum):
    """What a webhook wants to be sent."""

    JSON = "json"
    """The summary, as 'pacgen update --format json' prints it."""

    TEAMS = "teams"
    """An adaptive card, for a workflow or an incoming webhook of Microsoft Teams."""

    SLACK = "slack"
    """Blocks, for an incoming webhook of Slack."""


def _url(value: SecretStr) -> SecretStr:
    # Never shown, not even when it is wrong: whoever knows it can post.
    text = _REFERENCE.sub("x", value.get_secret_value())
    if _REFERENCE.match(value.get_secret_value()):
        text = f"https://{text}"
    try:
        parts = urllib.parse.urlsplit(text)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname)
        _ = parts.port
    except ValueError:
        usable = False
    if not usable or not text.isprintable() or " " in text:
        raise wrong("this is no http or https URL", "write it like ${WEBHOOK_URL}")
    return value


class WebhookConfig(Strict):
    """A URL to which the outcome of a run is posted."""

    url: Annotated[SecretStr, AfterValidator(_url)]
    """Where to; whoever knows it can post, so take it from the environment: '${NAME}'."""

    format: Body = Body.JSON
    """What is sent: json, teams, slack."""

    events: Annotated[tuple[Event, ...], BeforeValidator(as_tuple)] = (
        Event.PUBLISHED,
        Event.REFUSED,
        Event.FAILED,
    )
    """Which outcomes are sent: published, unchanged, refused, failed."""

    timeout: Annotated[float, Field(gt=0, le=300)] = 10.0
    """The longest that one attempt may take, in seconds."""

    attempts: Annotated[StrictInt, Field(ge=1, le=10)] = 3
    """How often it is tried, with growing pauses between."""


class NotifyConfig(Strict):
    """Who learns what became of 'pacgen update'. None of it can make a run fail."""

    metrics: str = ""
    """A file for Prometheus's textfile collector, seen from the directory of this file."""

    webhooks: tuple[WebhookConfig, ...] = ()
    """URLs to which the outcome is posted."""


def fill(text: str, environment: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """Return *text* with its references filled in, and the variables that are not set."""
    missing = tuple(name for name in _REFERENCE.findall(text) if not environment.get(name))
    return _REFERENCE.sub(lambda match: environment.get(match[1], ""), text), missing
