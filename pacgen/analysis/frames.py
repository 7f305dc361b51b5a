"""What stands around the host in the URLs that an exploration asks about."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["SECURE", "UrlFrame"]


@dataclass(frozen=True, slots=True)
class UrlFrame:
    """Scheme and port of URLs, as a client shows them; the path is ``/``."""

    scheme: str = "https"
    port: int | None = None
    """``None``: none is written, as clients do where it is the usual one of the scheme."""

    @property
    def before(self) -> str:
        """What the URL has in front of the host."""
        return f"{self.scheme}://"

    @property
    def after(self) -> str:
        """What it has behind it."""
        return "/" if self.port is None else f":{self.port}/"

    def url(self, host: str) -> str:
        """Return the URL of a host, a name or an IPv4 address."""
        return f"{self.before}{host}{self.after}"


SECURE = UrlFrame()
"""``https://host/``, which is what browsers show a script of every secure URL."""
