"""Loads a PAC file as clients do, and notes all that the server says on the way."""

from __future__ import annotations

import re
import time
import urllib.parse
import warnings
from collections.abc import Callable, Iterator
from http import HTTPStatus
from types import MappingProxyType

import requests
import urllib3

from pacgen.cli.inputs import MAX_SIZE
from pacgen.endpoints.failures import explain
from pacgen.endpoints.transport import make_session
from pacgen.errors import InputError
from pacgen.lint.delivery import Delivery, Exchange

__all__ = ["deliver"]

_SECONDS = 30.0
"""So long Chromium waits for a PAC file."""

_REDIRECTS = 5
_CHUNK = 16 * 1024
_NAMES = ("wpad.dat", "proxy.pac")
_CREDENTIALS = re.compile(r"(?<=://)[^/?#]*@")


def deliver(url: str, *, clock: Callable[[], float] = time.monotonic) -> Delivery:
    """
    Load the file at *url*, and what stands beside it.

    No proxy is used, and nothing is unpacked or signed in for: clients do neither for a PAC file.

    Args:
        url: ``http`` or ``https``.
        clock: Seconds that only grow.

    Raises:
        InputError: there is no file.
    """
    trusting = make_session()
    trusting.trust_env = False
    with trusting, requests.Session() as doubting:
        doubting.trust_env = False
        doubting.verify = False
        loader = _Loader(clock)
        problem = ""
        try:
            hops = tuple(loader.hops(trusting, url))
        except requests.exceptions.SSLError as error:
            problem = explain(error, _shown(url)).what.rpartition(": ")[2]
            hops = tuple(loader.try_hops(doubting, url))
        except (requests.exceptions.RequestException, urllib3.exceptions.HTTPError) as error:
            raise _unreachable(url, error) from error
        if not hops[-1].is_found:
            raise InputError(
                f"{_shown(url)}: the server answered {hops[-1].status}",
                usually="clients load a PAC file only from an answer 200, without signing in",
                tip="check the URL in a browser",
            )
        session = doubting if problem else trusting
        return Delivery(
            hops,
            problem,
            other_scheme=loader.beside(session, _other_scheme(url)),
            siblings=tuple(loader.siblings(session, url)),
        )


class _Loader:
    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock

    def try_hops(self, session: requests.Session, url: str) -> list[Exchange]:
        """Load *url* without asking who the server is; only what it serves is of interest."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", urllib3.exceptions.InsecureRequestWarning)
            try:
                return list(self.hops(session, url))
            except (requests.exceptions.RequestException, urllib3.exceptions.HTTPError) as error:
                raise _unreachable(url, error) from error

    def beside(self, session: requests.Session, url: str | None) -> Exchange | None:
        """Load what may be there; ``None`` if it is not."""
        if url is None:
            return None
        try:
            hops = self.try_hops(session, url)
        except InputError:
            return None
        return hops[-1] if hops[-1].is_found else None

    def siblings(self, session: requests.Session, url: str) -> Iterator[Exchange]:
        """Load the other usual names in the same place."""
        parts = urllib.parse.urlsplit(url)
        directory, _, name = parts.path.rpartition("/")
        for other in _NAMES:
            if other != name:
                path = f"{directory}/{other}"
                found = self.beside(session, parts._replace(path=path, query="").geturl())
                if found is not None:
                    yield found

    def hops(self, session: requests.Session, url: str) -> Iterator[Exchange]:
        """Yield the answer to *url* and those that it is redirected to."""
        deadline = self._clock() + _SECONDS
        for _ in range(_REDIRECTS + 1):
            began = self._clock()
            headers = {"Accept": "*/*", "Accept-Encoding": "identity"}
            with session.get(
                url, headers=headers, timeout=_SECONDS, stream=True, allow_redirects=False
            ) as response:
                body = self._body(response, url, deadline)
                yield Exchange(
                    _shown(url),
                    response.status_code,
                    MappingProxyType({k.lower(): v for k, v in response.headers.items()}),
                    body,
                    self._clock() - began,
                )
                if not response.is_redirect:
                    return
                url = urllib.parse.urljoin(url, response.headers["Location"])
        raise InputError(
            f"{_shown(url)}: redirected more than {_REDIRECTS} times",
            usually="a login portal is in the way",
        )

    def _body(self, response: requests.Response, url: str, deadline: float) -> bytes:
        if response.status_code != HTTPStatus.OK:
            return b""
        body = bytearray()
        for chunk in response.iter_content(_CHUNK):
            body += chunk
            if len(body) > MAX_SIZE:
                # No PAC file, or none that any client takes: the beginning says which.
                break
            if self._clock() > deadline:
                raise InputError(
                    f"{_shown(url)}: no complete answer within {_SECONDS:g} seconds",
                    usually="the server is too slow for a PAC file; clients give up and go DIRECT",
                )
        return bytes(body)


def _unreachable(url: str, error: Exception) -> InputError:
    return InputError(
        explain(error, _shown(url)).what,
        usually="the server cannot be reached from here without a proxy, as clients would do",
        tip="try the URL in a browser without proxy",
    )


def _other_scheme(url: str) -> str | None:
    """Return the URL over http in place of https, or the other way round; none with a port."""
    parts = urllib.parse.urlsplit(url)
    if parts.port is not None:
        return None
    return parts._replace(scheme="http" if parts.scheme == "https" else "https").geturl()


def _shown(url: str) -> str:
    """Return *url* without user name and password."""
    return _CREDENTIALS.sub("", url)
