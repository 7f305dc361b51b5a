"""
What is posted to a webhook, by its kind.

Sources: Adaptive Cards schema 1.4 as Teams takes it from workflows and incoming webhooks
("Create and send messages with incoming webhooks"); Slack, "Block Kit", section and header blocks.
Teams takes 28 kB, Slack 3000 characters in a text: notices are kept below both.
"""

from __future__ import annotations

import json
from typing import Any, assert_never

from pacgen.notify.notice import Notice, notice_of
from pacgen.policy.config_notify import Body, Event
from pacgen.publish.outcome import UpdateOutcome
from pacgen.reporters import update_json

__all__ = ["body"]

_COLOURS = {
    Event.PUBLISHED: "good",
    Event.UNCHANGED: "default",
    Event.REFUSED: "warning",
    Event.FAILED: "attention",
}
_MOST_SLACK = 2800


def body(kind: Body, outcome: UpdateOutcome, event: Event) -> bytes:
    """Return the JSON to post."""
    match kind:
        case Body.JSON:
            data = {"event": event.value, **update_json.document(outcome)}
        case Body.TEAMS:
            data = _teams(notice_of(outcome, event))
        case Body.SLACK:
            data = _slack(notice_of(outcome, event))
        case _:
            assert_never(kind)
    return json.dumps(data).encode()


def _teams(notice: Notice) -> dict[str, Any]:
    blocks = [_runs(notice.title, weight="bolder", color=_COLOURS[notice.event])]
    blocks += [_runs(f"{name}: {value}") for name, value in notice.facts]
    blocks += [_runs(detail, fontType="monospace") for detail in notice.details]
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "fallbackText": notice.title,
        "msteams": {"width": "Full"},
        "body": blocks,
    }
    attachment = {
        "contentType": "application/vnd.microsoft.card.adaptive",
        "contentUrl": None,
        "content": card,
    }
    return {"type": "message", "summary": notice.title, "attachments": [attachment]}


def _runs(text: str, **style: str) -> dict[str, Any]:
    """Return a paragraph of plain text: in a TextBlock, stars would be Markdown."""
    return {
        "type": "RichTextBlock",
        "spacing": "small",
        "inlines": [{"type": "TextRun", "text": text, **style}],
    }


def _slack(notice: Notice) -> dict[str, Any]:
    facts = "\n".join(f"*{_plain(name)}*: {_plain(value)}" for name, value in notice.facts)
    blocks: list[dict[str, Any]] = [_section(f"*{_plain(notice.title)}*")]
    if facts:
        blocks.append(_section(facts))
    if notice.details:
        details = "\n".join(_escaped(detail).replace("`", "'") for detail in notice.details)
        blocks.append(_section(f"```\n{details[:_MOST_SLACK]}\n```"))
    return {"text": _plain(notice.title), "blocks": blocks}


def _section(text: str) -> dict[str, Any]:
    cut = text if len(text) <= _MOST_SLACK + 20 else f"{text[:_MOST_SLACK]}…"
    return {"type": "section", "text": {"type": "mrkdwn", "text": cut}}


def _escaped(text: str) -> str:
    """Escape the three characters that Slack takes for more everywhere, as it documents."""
    for character, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        text = text.replace(character, entity)
    return text


def _plain(text: str) -> str:
    """Escape *text* that stands outside of code, where stars in pairs would make it bold."""
    return _escaped(text).replace("*", "*\u200b")
