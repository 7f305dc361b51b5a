from __future__ import annotations

import dataclasses
import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from pacgen.endpoints.transport import make_session
from pacgen.notify import Notifier, Poster
from pacgen.policy.config_notify import Body, Event, NotifyConfig, WebhookConfig
from pacgen.publish.outcome import UpdateOutcome
from tests.notify.outcomes import BUSY, PUBLISHED, REFUSED, UNCHANGED, UNREACHABLE, Receiver


@pytest.fixture
def poster() -> Iterator[Poster]:
    """Return one without variables, which does not sleep."""
    with make_session() as session:
        yield Poster(session, {}, sleep=lambda _: None)


def test_everybody_is_told_what_he_wants_to_know(
    tmp_path: Path, receiver: Receiver, poster: Poster
) -> None:
    """Webhooks get the events that they asked for, and the metrics are written each time."""
    hooks = (
        WebhookConfig(url=SecretStr(f"{receiver.url}/usual"), format=Body.TEAMS),
        WebhookConfig(url=SecretStr(f"{receiver.url}/all"), events=tuple(Event)),
        WebhookConfig(url=SecretStr(f"{receiver.url}/bad"), events=(Event.REFUSED,)),
    )
    notifier = Notifier(NotifyConfig(metrics="a.prom", webhooks=hooks), tmp_path, poster)
    told = {}
    for outcome in (PUBLISHED, UNCHANGED, REFUSED):
        assert () == notifier.tell(outcome)
        told[outcome.verdict.value] = [path for path, _, _ in receiver.posts]
        receiver.posts.clear()
    assert {
        "published": ["/usual", "/all"],
        "unchanged": ["/all"],
        "refused": ["/usual", "/all", "/bad"],
    } == told
    text = (tmp_path / "a.prom").read_text()
    assert 'pacgen_gate_state{gate="new_direct",state="refused"} 1\n' in text
    assert f"pacgen_last_success_timestamp_seconds {int(UNCHANGED.when.timestamp())}\n" in text
    assert ["a.prom"] == [path.name for path in tmp_path.iterdir()]


def test_who_comes_second_tells_nobody(tmp_path: Path, receiver: Receiver, poster: Poster) -> None:
    """A run that found another at work leaves the metrics to that one, and posts nothing."""
    hooks = (WebhookConfig(url=SecretStr(receiver.url), events=tuple(Event)),)
    assert () == Notifier(NotifyConfig(metrics="a.prom", webhooks=hooks), tmp_path, poster).tell(
        BUSY
    )
    assert ([], []) == (receiver.posts, list(tmp_path.iterdir()))


def test_one_that_fails_keeps_no_other_back(
    tmp_path: Path, receiver: Receiver, poster: Poster
) -> None:
    """Problems are told one by one, and whoever can be told is."""
    hooks = (
        WebhookConfig(url=SecretStr("${NOT_SET}/SECRET")),
        WebhookConfig(url=SecretStr(f"{receiver.url}/a")),
    )
    config = NotifyConfig(metrics="missing/a.prom", webhooks=hooks)
    problems = Notifier(config, tmp_path, poster).tell(PUBLISHED)
    assert (
        "metrics: missing/a.prom: not written: No such file or directory",
        "webhook 1 (json): not sent: the environment variable NOT_SET is not set",
    ) == problems
    assert ["/a"] == [path for path, _, _ in receiver.posts]


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_the_collector_may_read_the_metrics(tmp_path: Path, poster: Poster) -> None:
    """Whatever the umask, another account can read the file."""
    former = os.umask(0o077)
    try:
        Notifier(NotifyConfig(metrics="a.prom"), tmp_path, poster).tell(PUBLISHED)
    finally:
        os.umask(former)
    assert 0o644 == (tmp_path / "a.prom").stat().st_mode & 0o777


def test_a_resident_job_does_not_repeat_itself(
    tmp_path: Path, receiver: Receiver, poster: Poster
) -> None:
    """The same trouble is told again after a day, another at once, and each publication."""
    hooks = (WebhookConfig(url=SecretStr(f"{receiver.url}/a"), events=tuple(Event)),)
    notifier = Notifier(NotifyConfig(webhooks=hooks), tmp_path, poster)

    def told(outcome: UpdateOutcome, hours: float) -> bool:
        receiver.posts.clear()
        when = outcome.when + dt.timedelta(hours=hours)
        assert () == notifier.tell(dataclasses.replace(outcome, when=when))
        return bool(receiver.posts)

    assert told(REFUSED, 0)
    assert not told(REFUSED, 1)
    assert not told(REFUSED, 23)
    assert told(REFUSED, 24)
    assert told(UNREACHABLE, 25)
    assert told(REFUSED, 26)
    assert told(REFUSED, 2), "the clock went back"
    assert told(PUBLISHED, 3)
    assert told(PUBLISHED, 4)
