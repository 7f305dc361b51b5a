"""
Posting to a webhook, within limits, without ever saying its URL.

Whoever knows the URL of a webhook can post to it: messages name the host and no more, and the
texts of exceptions, which hold the URL, are never shown.
"""

from __future__ import annotations

import queue
import random
import threading
import time
import urllib.parse
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

import requests

from pacgen.policy.config_notify import WebhookConfig, fill

__all__ = ["Poster"]

_LONGEST_PAUSE = 30.0
_SUCCESS = range(200, 300)


@dataclass(frozen=True, slots=True)
class _Refused:
    """An attempt that came to nothing."""

    reason: str
    may_pass: bool
    """Whether to try again is worth it."""

    pause: float | None = None
    """Seconds that the other side wants to be left alone."""


@dataclass(frozen=True, slots=True)
class Poster:
    """Posts to webhooks; never raises for what the other side does."""

    session: requests.Session
    environment: Mapping[str, str]
    sleep: Callable[[float], None] = time.sleep
    jitter: Callable[[], float] = field(default=random.random)

    def post(self, webhook: WebhookConfig, name: str, content: bytes) -> str:
        """
        Post *content*, JSON, to *webhook*.

        Args:
            webhook: Where to, and how patiently.
            name: How to call it in messages.
            content: What to send.

        Returns:
            What went wrong, in one sentence without a secret; nothing if it was taken.
        """
        url, missing = fill(webhook.url.get_secret_value(), self.environment)
        url = url.strip()
        if missing:
            return f"{name}: not sent: the environment variable {missing[0]} is not set"
        host = _host(url)
        if not host:
            return f"{name}: not sent: what its variable holds is no http or https URL"
        refused = _Refused("", may_pass=True)
        for attempt in range(webhook.attempts):
            if attempt:
                self.sleep(self._pause(attempt, refused))
            outcome = self._bounded(url, content, webhook.timeout)
            if outcome is None:
                return ""
            refused = outcome
            if not refused.may_pass:
                break
        tries = f" after {attempt + 1} attempts" if attempt else ""
        return f"{name}: {host}: not sent{tries}: {refused.reason}"

    def _pause(self, attempt: int, refused: _Refused) -> float:
        own: float = 2.0 ** (attempt - 1) * (0.5 + self.jitter())
        return min(max(own, refused.pause or 0), _LONGEST_PAUSE)

    def _bounded(self, url: str, content: bytes, timeout: float) -> _Refused | None:
        # A thread, since nothing else bounds all of it: a server may send a byte now and then.
        result: queue.SimpleQueue[_Refused | None] = queue.SimpleQueue()
        threading.Thread(
            target=lambda: result.put(self._attempt(url, content, timeout)),
            name="pacgen-webhook",
            daemon=True,
        ).start()
        try:
            return result.get(timeout=timeout)
        except queue.Empty:
            return _Refused(f"no answer within {timeout:g} seconds", may_pass=True)

    def _attempt(self, url: str, content: bytes, timeout: float) -> _Refused | None:
        try:
            with self.session.post(
                url,
                data=content,
                headers={"Content-Type": "application/json; charset=utf-8"},
                timeout=timeout,
                allow_redirects=False,
                stream=True,
            ) as response:
                return _judge(response)
        except (requests.RequestException, OSError, ValueError) as error:
            return _explain(error, timeout)


def _judge(response: requests.Response) -> _Refused | None:
    status = response.status_code
    if status in _SUCCESS:
        return None
    reason = f"answered {status} {response.reason or ''}".rstrip()
    if 300 <= status < 400:  # noqa: PLR2004 - the class of redirects
        return _Refused(f"{reason}, which is not followed", may_pass=False)
    wanted = response.headers.get("Retry-After", "")
    pause = float(wanted) if wanted.isascii() and wanted.isdecimal() else None
    passing = status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in {
        HTTPStatus.TOO_MANY_REQUESTS,
        HTTPStatus.REQUEST_TIMEOUT,
    }
    return _Refused(reason, may_pass=passing, pause=pause)


def _explain(error: Exception, timeout: float) -> _Refused:
    """Say what happened without the error's own text, which names the URL, or the proxy."""
    match error:
        case requests.exceptions.ProxyError():
            return _Refused("the proxy of the environment cannot be used", may_pass=True)
        case requests.exceptions.SSLError():
            return _Refused("its certificate or TLS is not acceptable", may_pass=False)
        case requests.exceptions.Timeout():
            return _Refused(f"no answer within {timeout:g} seconds", may_pass=True)
        case requests.exceptions.ConnectionError() | OSError():
            return _Refused("it cannot be reached, or broke the connection", may_pass=True)
        case _:
            return _Refused(f"it cannot be asked ({type(error).__name__})", may_pass=False)


def _host(url: str) -> str:
    try:
        parts = urllib.parse.urlsplit(url)
        usable = parts.scheme in {"http", "https"} and parts.port != 0 and url.isprintable()
    except ValueError:
        return ""
    return (parts.hostname or "") if usable else ""
