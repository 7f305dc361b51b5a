"""
The Microsoft 365 endpoint web service, spoken to as Microsoft documents it.

Three questions: which version is the latest, what are the endpoint sets, what has changed.
Every answer is checked before anybody sees it; what is no answer of the service (the sign-in page
of a hotel, an error of a proxy) becomes an exception which says what came instead.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from pacgen.endpoints.changes import Change, parse_changes
from pacgen.endpoints.failures import proxy_wants_password
from pacgen.endpoints.model import EndpointDocument, Instance, parse_document
from pacgen.endpoints.selection import EVERYTHING, Selection
from pacgen.endpoints.transport import Answer, Transport
from pacgen.errors import (
    EmptyDocumentError,
    EndpointDocumentError,
    RateLimitedError,
    ServiceResponseError,
    UsageError,
)

__all__ = ["BASE_URL", "FIRST_VERSION", "Download", "EndpointClient"]

BASE_URL = "https://endpoints.office.com"
FIRST_VERSION = "0000000000"
"""What the service calls the time before its first version."""

_DOCUMENTED_WAIT = 3600
_LONGEST_WAIT = 24 * 3600
_GLIMPSE = 60


@dataclass(frozen=True, slots=True)
class Download:
    """An endpoint document as it was understood and as it came."""

    document: EndpointDocument
    content: bytes


class EndpointClient:
    """
    Asks the web service.

    Args:
        transport: How to ask.
        client_request_id: This machine's id; see :mod:`pacgen.endpoints.state`.
        base_url: Where the service is.
        now: Seconds since the epoch, to read a ``Retry-After`` that is a date.

    Raises:
        UsageError: *base_url* is no http or https URL.
    """

    def __init__(
        self,
        transport: Transport,
        client_request_id: str,
        *,
        base_url: str = BASE_URL,
        now: Callable[[], float] = time.time,
    ) -> None:
        if not re.fullmatch(r"https?://[^\s/?#@]+(/[^\s?#]*)?", base_url, re.IGNORECASE):
            raise UsageError(
                f"--base-url {base_url!r} is no URL of a web service",
                tip=f"write it like {BASE_URL}",
            )
        self.base_url = base_url.rstrip("/")
        self._transport = transport
        self._id = client_request_id
        self._now = now

    def version(self, instance: Instance) -> str:
        """
        Return the latest version of *instance*, ten digits.

        Raises:
            ServiceError: there is no usable answer.
        """
        data, answer = self._ask(f"version/{instance}", {})
        # One object for one instance; an array of all is what the same service answers when it
        # overlooks the instance.
        records = data if isinstance(data, list) else [data]
        for record in records:
            if isinstance(record, Mapping) and _names(record.get("instance"), instance):
                return _version(record.get("latest"), answer)
        raise _unexpected(answer, f"says nothing of {instance}")

    def endpoints(
        self, instance: Instance, version: str, selection: Selection = EVERYTHING
    ) -> Download:
        """
        Return the endpoint sets of *instance*.

        Args:
            instance: Which cloud.
            version: What :meth:`version` gave; the document itself does not say.
            selection: Which part of it.

        Raises:
            ServiceError: there is no usable answer, or it is empty.
        """
        data, answer = self._ask(f"endpoints/{instance}", selection.parameters())
        if data == []:
            raise EmptyDocumentError(
                f"{answer.url}: the list of endpoint sets is empty",
                usually="the service has published incomplete data, which it did once before",
                tip="fetch again tomorrow; what is stored stays in use",
            )
        try:
            document = parse_document(data, instance=instance, version=version, source=answer.url)
        except EndpointDocumentError as error:
            raise _misunderstood(error) from error
        return Download(document, answer.body)

    def changes(self, instance: Instance, since: str = FIRST_VERSION) -> tuple[Change, ...]:
        """
        Return what changed in *instance* after version *since*.

        Raises:
            ServiceError: there is no usable answer.
        """
        data, answer = self._ask(f"changes/{instance}/{since}", {})
        try:
            return parse_changes(data, source=answer.url)
        except EndpointDocumentError as error:
            raise _misunderstood(error) from error

    def _ask(self, path: str, parameters: Mapping[str, str]) -> tuple[object, Answer]:
        url = f"{self.base_url}/{path}"
        answer = self._transport.get(url, {"clientrequestid": self._id, **parameters})
        self._check_status(answer)
        if answer.content_type in {"text/html", "application/xhtml+xml"}:
            raise _not_json(answer)
        try:
            return json.loads(answer.body), answer
        except (ValueError, RecursionError) as error:
            raise _not_json(answer) from error

    def _check_status(self, answer: Answer) -> None:
        match answer.status:
            case HTTPStatus.OK:
                return
            case HTTPStatus.TOO_MANY_REQUESTS:
                seconds = self._wait(answer.retry_after)
                raise RateLimitedError(
                    f"{answer.url}: too many requests (429); the service wants "
                    f"{_minutes(seconds)} of silence",
                    retry_after=seconds,
                    usually="several machines behind one address fetch more often than hourly",
                    tip="fetch again after that; what is stored stays in use",
                )
            case HTTPStatus.PROXY_AUTHENTICATION_REQUIRED:
                raise proxy_wants_password(answer.url)
            case status if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                raise ServiceResponseError(
                    f"{answer.url}: answered {_status(status)}, again and again",
                    usually="the service, or the proxy on the way to it, is in trouble",
                    tip="fetch again later; what is stored stays in use",
                )
            case status:
                raise ServiceResponseError(
                    f"{answer.url}: answered {_status(status)}: {_glimpse(answer)}",
                    usually="a proxy forbids the host, or --base-url leads elsewhere",
                    tip="open the URL in a browser to see who answers",
                )

    def _wait(self, retry_after: str) -> int:
        """Read ``Retry-After``: seconds, a date, or nothing that can be used."""
        text = retry_after.strip()
        if re.fullmatch(r"[0-9]{1,9}", text):
            return min(int(text), _LONGEST_WAIT)
        try:
            date = email.utils.parsedate_to_datetime(text)
        except ValueError:
            return _DOCUMENTED_WAIT
        # "-0000" gives a date without a zone; it means UTC.
        date = date if date.tzinfo else date.replace(tzinfo=dt.UTC)
        return min(max(round(date.timestamp() - self._now()), 0), _LONGEST_WAIT)


def _names(text: object, instance: Instance) -> bool:
    return isinstance(text, str) and text.lower() == instance.lower()


def _version(value: object, answer: Answer) -> str:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{10}", value):
        return value
    raise _unexpected(answer, f"calls the latest version {value!r}, which is not ten digits")


def _misunderstood(error: EndpointDocumentError) -> ServiceResponseError:
    return ServiceResponseError(
        error.what,
        usually=error.usually or "something else than the web service answers",
        tip="fetch again later; what is stored stays in use",
    )


def _unexpected(answer: Answer, what: str) -> ServiceResponseError:
    return ServiceResponseError(
        f"{answer.url}: the answer {what}: {_glimpse(answer)}",
        usually="something else than the web service answers, or Microsoft has changed it",
        tip="open the URL in a browser to see who answers",
    )


def _not_json(answer: Answer) -> ServiceResponseError:
    return ServiceResponseError(
        f"{answer.url}: answered no JSON but {answer.content_type or 'something without a type'}: "
        f"{_glimpse(answer)}",
        usually="a captive portal, or a proxy's sign-in or block page, answers in its place",
        tip="open the URL in a browser, sign in there, and fetch again",
    )


def _glimpse(answer: Answer) -> str:
    """Return the first words of an answer, harmless to a terminal."""
    # Twice as much as is shown, since white space shrinks.
    text = " ".join(answer.body[: 4 * _GLIMPSE].decode("utf-8", "replace").split())
    shown = "".join(c if c.isprintable() else "?" for c in text)
    if not shown:
        return "nothing"
    return repr(shown if len(shown) <= _GLIMPSE else f"{shown[:_GLIMPSE]}…")


def _status(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _minutes(seconds: int) -> str:
    return f"{seconds} seconds" if seconds < 120 else f"{round(seconds / 60)} minutes"  # noqa: PLR2004 - two minutes
