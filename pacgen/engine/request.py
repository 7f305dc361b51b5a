"""What a client asks a PAC file: one URL and its host."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from pacgen.errors import UsageError

__all__ = ["Request"]


@dataclass(frozen=True, slots=True)
class Request:
    """
    One request, as an application makes it; how it reaches the script is the target's business.

    Made by :meth:`for_url` or :meth:`for_host`.
    """

    url: str
    """Absolute, as the application wrote it: ``https://Teams.Microsoft.com/l/1?x#y``."""

    host: str
    """The host in the URL, as written; an IPv6 literal without brackets; no port."""

    @classmethod
    def for_url(cls, url: str) -> Request:
        """
        Make the request for an absolute URL.

        Raises:
            UsageError: *url* has no scheme or no host.
        """
        scheme, separator, rest = url.partition("://")
        authority = rest.partition("/")[0].partition("?")[0].partition("#")[0]
        if not separator or not scheme or not authority:
            raise UsageError(
                f"{url!r} is no absolute URL", tip="write for example: https://teams.microsoft.com/"
            )
        try:
            urlsplit(url)
        except ValueError as error:
            raise UsageError(f"{url!r} is no URL: {error}") from None
        return cls(url, _host(authority))

    @classmethod
    def for_host(cls, host: str, *, scheme: str = "https", path: str = "/") -> Request:
        """Make the request for a host name or an IP literal (IPv6 with or without brackets)."""
        bare = host.removeprefix("[").removesuffix("]")
        return cls(f"{scheme}://{f'[{bare}]' if ':' in bare else bare}{path}", bare)


def _host(authority: str) -> str:
    """Return the host of ``user:password@host:port`` or ``[v6]:port``."""
    address = authority.rpartition("@")[2]
    if address.startswith("["):
        return address[1:].partition("]")[0]
    return address.partition(":")[0]
