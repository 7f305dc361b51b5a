from __future__ import annotations

import dataclasses
import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import SecretStr

from pacgen.endpoints.transport import make_session
from pacgen.notify.bodies import body
from pacgen.notify.notice import event_of
from pacgen.notify.webhook import Poster
from pacgen.policy.config_notify import Body, Event, WebhookConfig
from pacgen.publish.outcome import UpdateOutcome
from tests.notify.outcomes import (
    BUSY,
    COMMAND_FAILED,
    FAILED,
    HOSTILE,
    PUBLISHED,
    REFUSED,
    UNCHANGED,
    UNREACHABLE,
    Receiver,
)

PATH = "/services/T000/SECRET?sig=SIGNATURE"


@pytest.fixture
def pauses() -> list[float]:
    """Return the pauses that were made."""
    return []


@pytest.fixture
def poster(receiver: Receiver, pauses: list[float]) -> Iterator[Poster]:
    """Return one that does not sleep, and has a variable HOOK."""
    with make_session() as session:
        yield Poster(
            session, {"HOOK": f"{receiver.url}{PATH}\n"}, sleep=pauses.append, jitter=lambda: 0.5
        )


def hook(url: str = "${HOOK}", **more: Any) -> WebhookConfig:
    """Return a webhook."""
    return WebhookConfig(url=SecretStr(url), **more)


def said(problem: str) -> str:
    """Return *problem*, which must not give the secret away."""
    assert "SECRET" not in problem
    assert "SIGNATURE" not in problem
    return problem


def test_a_post_arrives(poster: Poster, receiver: Receiver) -> None:
    """JSON is posted to the very URL, and nothing is said."""
    assert not poster.post(hook(), "webhook 1", b'{"a": 1}')
    assert [(PATH, "application/json; charset=utf-8", {"a": 1})] == receiver.posts


@pytest.mark.parametrize("first", [500, 503, 429, 408, 0])
def test_what_may_pass_is_tried_again(
    poster: Poster, receiver: Receiver, pauses: list[float], first: int
) -> None:
    """After an error that may pass, a second attempt is made, a little later."""
    receiver.answers = [first, first, 202]
    assert not poster.post(hook(), "webhook 1", b"{}")
    assert [1.0, 2.0] == pauses


@pytest.mark.parametrize("status", [302, 400, 403, 404, 410])
def test_what_is_final_is_not_tried_again(poster: Poster, receiver: Receiver, status: int) -> None:
    """A refusal ends it, and a redirect is not followed."""
    receiver.answers = [status, 200]
    receiver.headers = {"Location": "/elsewhere"}
    problem = said(poster.post(hook(), "webhook 1", b"{}"))
    assert problem.startswith(f"webhook 1: 127.0.0.1: not sent: answered {status} ")
    assert 1 == len(receiver.posts)


def test_it_gives_up(poster: Poster, receiver: Receiver) -> None:
    """After the last attempt the reason is said, in one sentence."""
    receiver.answers = [503]
    problem = said(poster.post(hook(attempts=2), "webhook 1", b"{}"))
    assert "webhook 1: 127.0.0.1: not sent after 2 attempts: answered 503 Service Unavailable" == (
        problem
    )


@pytest.mark.parametrize(("wanted", "expected"), [("7", 7.0), ("9999", 30.0), ("soon", 1.0)])
def test_the_other_side_may_ask_for_a_pause(
    poster: Poster, receiver: Receiver, pauses: list[float], wanted: str, expected: float
) -> None:
    """``Retry-After`` counts, within reason."""
    receiver.answers, receiver.headers = [429, 200], {"Retry-After": wanted}
    poster.post(hook(), "webhook 1", b"{}")
    assert [expected] == pauses


def test_a_server_that_drips_does_not_hold_the_job(poster: Poster, receiver: Receiver) -> None:
    """An attempt ends in time, whatever the server does."""
    receiver.answers = [-1]
    began = time.monotonic()
    problem = said(poster.post(hook(timeout=0.3, attempts=1), "webhook 1", b"{}"))
    assert problem.endswith("not sent: no answer within 0.3 seconds")
    assert time.monotonic() - began < 20


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://127.0.0.1:9/SECRET", "it cannot be reached, or broke the connection"),
        ("http://[::1/SECRET", "no http or https URL"),
        ("file:///SECRET", "no http or https URL"),
        ("SECRET", "no http or https URL"),
        ("http://h\x07/SECRET", "no http or https URL"),
        (f"http://{'a' * 70}.example/SECRET", "it c"),
        (None, "the environment variable HOOK is not set"),
    ],
)
def test_what_cannot_be_asked(url: str | None, reason: str) -> None:
    """Whatever stands in the variable, the answer is a sentence without it."""
    with make_session() as session:
        poster = Poster(session, {} if url is None else {"HOOK": url}, sleep=lambda _: None)
        assert reason in said(poster.post(hook(attempts=2), "webhook 1", b"{}"))


def test_a_proxy_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """The credentials of the environment's proxy are not shown either."""
    monkeypatch.setenv("http_proxy", "http://user:PASSWORD@127.0.0.1:9")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    with make_session() as session:
        poster = Poster(session, {"HOOK": "http://hooks.example/SECRET"}, sleep=lambda _: None)
        problem = said(poster.post(hook(attempts=1), "webhook 1", b"{}"))
    assert "hooks.example: not sent: the proxy of the environment cannot be used" in problem
    assert "PASSWORD" not in problem


@pytest.mark.parametrize(
    ("outcome", "event"),
    [
        (PUBLISHED, Event.PUBLISHED),
        (REFUSED, Event.REFUSED),
        (UNCHANGED, Event.UNCHANGED),
        (UNREACHABLE, Event.FAILED),
        (FAILED, Event.FAILED),
        (COMMAND_FAILED, Event.FAILED),
        (BUSY, None),
        (dataclasses.replace(PUBLISHED, dry_run=True), None),
    ],
)
def test_events(outcome: UpdateOutcome, event: Event | None) -> None:
    """Each outcome is one event, a dry run or a busy one none; a service that is away is a failure."""
    assert event == event_of(outcome)


@pytest.mark.parametrize("kind", Body)
def test_every_body_of_every_outcome(kind: Body, outcome: UpdateOutcome) -> None:
    """Each body is JSON below the limits of Teams and Slack."""
    content = body(kind, outcome, event_of(outcome) or Event.PUBLISHED)
    assert isinstance(json.loads(content), dict)
    assert len(content) < 28_000


def test_a_command_that_failed_is_told_with_the_publication() -> None:
    """Files that are in place but went no further are both good news and bad."""
    message = json.loads(body(Body.SLACK, COMMAND_FAILED, Event.FAILED))
    assert (
        "pacgen published Worldwide 2026081400, and then failed: cp ended with code 1"
        == message["text"]
    )


def test_the_card() -> None:
    """Teams gets an adaptive card whose texts are not Markdown, each in one line."""
    message = json.loads(body(Body.TEAMS, REFUSED, Event.REFUSED))
    (attachment,) = message["attachments"]
    assert "message" == message["type"]
    assert "application/vnd.microsoft.card.adaptive" == attachment["contentType"]
    card = attachment["content"]
    assert ("AdaptiveCard", "1.4") == (card["type"], card["version"])
    runs = [run for block in card["body"] for run in block["inlines"]]
    assert {"RichTextBlock"} == {block["type"] for block in card["body"]}
    assert {"TextRun"} == {run["type"] for run in runs}
    assert all(run["text"].isprintable() for run in runs)
    assert "pacgen refused to publish (new_direct); the old files are in place" == runs[0]["text"]
    assert "… and 25 more" in [run["text"] for run in runs]


def test_the_blocks() -> None:
    """Slack gets blocks in which nothing is markup that was not meant."""
    message = json.loads(body(Body.SLACK, REFUSED, Event.REFUSED))
    texts = [block["text"]["text"] for block in message["blocks"]]
    assert {"section"} == {block["type"] for block in message["blocks"]}
    assert all(len(text) <= 3000 for text in texts)
    assert 2 == texts[-1].count("```")
    for text in texts:
        rest = text.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "")
        assert not {"<", ">", "&"} & set(rest)


def test_the_generic_body() -> None:
    """It is the summary, with the texts as they are, and the event."""
    message = json.loads(body(Body.JSON, REFUSED, Event.REFUSED))
    assert ("refused", 1, 5) == (message["event"], message["schema"], message["exit_code"])
    assert HOSTILE in message["gates"][0]["reason"]
