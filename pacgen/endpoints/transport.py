"""
One question over HTTP, with limits on everything: time, size, redirects, attempts.

:class:`Transport` knows nothing of Microsoft's service; :mod:`pacgen.endpoints.client` does.
"""

from __future__ import annotations

import queue
import random
import ssl
import threading
import time
import urllib.parse
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any

import requests
import truststore
from requests.adapters import HTTPAdapter

from pacgen import __version__
from pacgen.endpoints.failures import TruncatedError, explain, is_passing
from pacgen.errors import (
    PacgenError,
    ServiceResponseError,
    ServiceUnreachableError,
    UsageError,
)

__all__ = ["Answer", "Limits", "Transport", "make_session"]

_CHUNK = 16 * 1024
_TICK = 0.2
_GZIP = 16 + zlib.MAX_WBITS


@dataclass(frozen=True, slots=True)
class Limits:
    """What one question may cost."""

    total: float = 60.0
    """Seconds for everything: name resolution, all attempts, the pauses between them."""

    connect: float = 10.0
    """Seconds for one connection."""

    read: float = 30.0
    """Seconds of silence within an answer."""

    size: int = 20 * 1024 * 1024
    """Bytes of an answer, compressed and not; the longest document has 40 thousand."""

    may_cut: bool = False
    """Whether of a larger answer the beginning will do, up to one byte more than allowed."""

    attempts: int = 3
    redirects: int = 3


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer with its content decoded."""

    url: str
    """Without the query, which holds the client-request id."""

    status: int
    content_type: str
    """Without parameters, lower case."""

    retry_after: str
    body: bytes


class _TrustingAdapter(HTTPAdapter):
    """Verifies servers by one given context, in place of the list of CAs that requests brings."""

    def __init__(self, context: ssl.SSLContext) -> None:
        self._context = context
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as its parent
        super().init_poolmanager(*args, ssl_context=self._context, **kwargs)

    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as its parent
        return super().proxy_manager_for(*args, ssl_context=self._context, **kwargs)

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:  # noqa: ANN401
        # Its parent would add the CAs of certifi to the context.
        if verify is True and cert is None:
            conn.cert_reqs = "CERT_REQUIRED"
        else:
            super().cert_verify(conn, url, verify, cert)  # type: ignore[no-untyped-call] # stubs


def make_session(ca_bundle: Path | None = None) -> requests.Session:
    """
    Return a session which trusts whom the operating system trusts, or only *ca_bundle*.

    Proxies come from the environment, as :mod:`requests` reads it.

    Raises:
        UsageError: *ca_bundle* holds no CA certificates.
    """
    session = requests.Session()
    session.mount("https://", _TrustingAdapter(_context(ca_bundle)))
    session.headers["User-Agent"] = f"pacgen/{__version__}"
    session.headers["Accept"] = "application/json"
    # Only what this module decodes itself, within the limit of size.
    session.headers["Accept-Encoding"] = "gzip"
    return session


def _context(ca_bundle: Path | None) -> ssl.SSLContext:
    if ca_bundle is None:
        return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    # Not create_default_context: since Python 3.13 that is stricter than the CAs of many
    # inspecting proxies are.
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        context.load_verify_locations(cafile=ca_bundle)
    except OSError as error:
        # ssl.SSLError is an OSError too; its text for "no certificate in it" explains nothing.
        reason = "not a PEM file of CA certificates"
        if not isinstance(error, ssl.SSLError):
            reason = error.strerror or str(error)
        raise UsageError(
            f"--ca-bundle {ca_bundle}: {reason}",
            tip="export the CA of the inspecting proxy in PEM form (BEGIN CERTIFICATE)",
        ) from error
    return context


@dataclass(slots=True)
class _Exchange:
    """One attempt, running in a thread of its own."""

    result: queue.SimpleQueue[Answer | Exception] = field(default_factory=queue.SimpleQueue)
    response: requests.Response | None = None
    abandoned: bool = False

    def abandon(self) -> None:
        """Let the thread end when it next hears from the server; wake it if that is possible."""
        self.abandoned = True
        shutdown = getattr(getattr(self.response, "raw", None), "shutdown", None)
        if shutdown is not None:
            try:
                shutdown()
            except (OSError, ValueError, RuntimeError):
                # It has just ended by itself.
                return


class Transport:
    """
    Asks one thing at a time and answers whole or not at all.

    Args:
        session: How to ask; see :func:`make_session`.
        limits: What a question may cost.
        sleep: Waits between attempts.
        jitter: A number from 0 to 1 which spreads the attempts of many machines.
    """

    def __init__(
        self,
        session: requests.Session,
        limits: Limits | None = None,
        *,
        sleep: Callable[[float], None] = time.sleep,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._session = session
        self._limits = limits or Limits()
        self._sleep = sleep
        self._jitter = jitter

    def get(self, url: str, parameters: Mapping[str, str]) -> Answer:
        """
        Ask for *url*, again after resets, truncated answers and errors of the server.

        Returns:
            The last answer, whatever its status but a redirect.

        Raises:
            ServiceUnreachableError: there was no complete answer within the limits.
            ServiceResponseError: the answer is too large, or leads elsewhere.
            UsageError: *url* or a proxy in the environment makes no sense.
        """
        deadline = time.monotonic() + self._limits.total
        attempt = 1
        while True:
            result = self._attempt(url, parameters, deadline)
            if attempt == self._limits.attempts or not _may_pass(result):
                break
            pause = 2 ** (attempt - 1) * (0.5 + self._jitter())
            if time.monotonic() + pause >= deadline:
                break
            self._sleep(pause)
            attempt += 1
        if isinstance(result, Answer):
            return result
        if isinstance(result, PacgenError):
            raise result
        raise explain(result, url) from result

    def _attempt(
        self, url: str, parameters: Mapping[str, str], deadline: float
    ) -> Answer | Exception:
        # A thread, because nothing else bounds all of it: name resolution takes no time limit,
        # and a server that sends a byte now and then resets the one for reading.
        exchange = _Exchange()
        threading.Thread(
            target=self._run,
            args=(exchange, url, parameters, deadline),
            name="pacgen-http",
            daemon=True,
        ).start()
        try:
            while (remaining := deadline - time.monotonic()) > 0:
                try:
                    # In short waits, since Windows delivers Ctrl-C only between them.
                    return exchange.result.get(timeout=min(remaining, _TICK))
                except queue.Empty:
                    continue
        except BaseException:
            exchange.abandon()
            raise
        exchange.abandon()
        return ServiceUnreachableError(
            f"{url}: no complete answer within {self._limits.total:g} seconds",
            usually="the network is very slow, or a firewall swallows the answer",
            tip="allow more with --timeout SECONDS",
        )

    def _run(
        self, exchange: _Exchange, url: str, parameters: Mapping[str, str], deadline: float
    ) -> None:
        try:
            exchange.result.put(self._follow(exchange, url, parameters, deadline))
        except Exception as error:  # noqa: BLE001 - whoever waits for the thread judges it
            exchange.result.put(error)

    def _follow(
        self, exchange: _Exchange, url: str, parameters: Mapping[str, str], deadline: float
    ) -> Answer:
        target: str | None = _with_query(url, parameters)
        for _ in range(self._limits.redirects + 1):
            if target is None:
                break
            limits = self._limits
            remaining = max(deadline - time.monotonic(), 0.1)
            with self._session.get(
                target,
                timeout=(min(limits.connect, remaining), min(limits.read, remaining)),
                stream=True,
                allow_redirects=False,
            ) as response:
                exchange.response = response
                if not response.is_redirect:
                    return self._read(exchange, response, url)
                target = _redirect(target, response.headers["Location"], url)
        raise ServiceResponseError(
            f"{url}: redirected more than {self._limits.redirects} times",
            usually="a captive portal or a proxy's sign-in page is in the way",
            tip="sign in with a browser, or exempt this host, then fetch again",
        )

    def _read(self, exchange: _Exchange, response: requests.Response, url: str) -> Answer:
        headers = response.headers
        body = bytearray()
        length = _length(headers.get("Content-Length"))
        if length is not None and length > self._limits.size and not self._limits.may_cut:
            raise self._too_large(url)
        decoder = _decoder(headers.get("Content-Encoding", ""), url)
        received = 0
        for chunk in response.raw.stream(_CHUNK, decode_content=False):
            if exchange.abandoned:
                break
            received += len(chunk)
            # One byte more than allowed is enough to know; a bomb never unfolds.
            room = self._limits.size - len(body) + 1
            try:
                body += decoder.decompress(chunk, room) if decoder else chunk
            except zlib.error as error:
                raise TruncatedError("spoiled gzip") from error
            if len(body) > self._limits.size:
                break
        if len(body) > self._limits.size:
            if not self._limits.may_cut:
                raise self._too_large(url)
            del body[self._limits.size + 1 :]
        elif length is not None and received < length:
            raise TruncatedError(f"{received} of {length} bytes")
        elif decoder and received and not decoder.eof:
            raise TruncatedError("cut gzip")
        return Answer(
            url=url,
            status=response.status_code,
            content_type=headers.get("Content-Type", "").partition(";")[0].strip().lower(),
            retry_after=headers.get("Retry-After", ""),
            body=bytes(body),
        )

    def _too_large(self, url: str) -> ServiceResponseError:
        megabytes = self._limits.size / (1024 * 1024)
        return ServiceResponseError(
            f"{url}: the answer has more than {megabytes:g} MB, and was not read to its end",
            usually="something else than the web service answers; its documents have 40 kB",
            tip="open the URL in a browser to see what it is",
        )


def _may_pass(result: Answer | Exception) -> bool:
    """Say whether asking again may give something better."""
    if isinstance(result, Answer):
        return result.status >= HTTPStatus.INTERNAL_SERVER_ERROR
    return is_passing(result)


def _with_query(url: str, parameters: Mapping[str, str]) -> str:
    # Commas stay readable, as in Microsoft's examples.
    return f"{url}?{urllib.parse.urlencode(parameters, safe=',')}" if parameters else url


def _redirect(origin: str, location: str, url: str) -> str:
    """Return where to ask next: the same host, and never from https to http."""
    target = urllib.parse.urljoin(origin, location)
    old, new = urllib.parse.urlsplit(origin), urllib.parse.urlsplit(target)
    if old.hostname == new.hostname and new.scheme in {old.scheme, "https"}:
        return target
    raise ServiceResponseError(
        f"{url}: redirected to {new.scheme}://{new.netloc.rpartition('@')[2]}",
        usually="a captive portal, or a proxy's sign-in page, is in the way",
        tip="sign in with a browser, or exempt this host, then fetch again",
    )


def _length(text: str | None) -> int | None:
    return int(text) if text is not None and text.isascii() and text.isdigit() else None


def _decoder(encoding: str, url: str) -> zlib._Decompress | None:
    match encoding.strip().lower():
        case "" | "identity":
            return None
        case "gzip" | "x-gzip":
            return zlib.decompressobj(_GZIP)
        case other:
            raise ServiceResponseError(
                f"{url}: the answer is encoded as {other!r}, which was not asked for",
                usually="a proxy changes the answers that pass through it",
                tip="exempt this host from the proxy's optimisation",
            )
