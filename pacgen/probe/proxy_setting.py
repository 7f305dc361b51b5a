"""What one place of a computer says of proxies."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["ProxySetting", "without_password"]


@dataclass(frozen=True, slots=True)
class ProxySetting:
    """What one place says."""

    source: str
    """``environment``, ``GNOME``, ``Windows``, ``WinHTTP``…"""

    pac_url: str = ""
    proxy: str = ""
    """As it is written there."""

    bypass: str = ""
    """The hosts that go past the proxy, as they are written there."""

    auto_detect: bool = False
    """Whether a PAC file is looked for by WPAD."""

    def __str__(self) -> str:
        parts = []
        if self.pac_url:
            parts.append(f"PAC file {without_password(self.pac_url)}")
        if self.proxy:
            parts.append(f"proxy {without_password(self.proxy)}")
        if self.bypass:
            parts.append(f"not for {self.bypass}")
        if self.auto_detect:
            parts.append("WPAD")
        return f"{self.source}: {', '.join(parts) or 'direct'}"


def without_password(address: str) -> str:
    """Return a proxy or URL with no user and password in it: ``http://u:p@host`` tells both."""
    return re.sub(r"^([a-z][a-z0-9+.-]*://)?[^/@]*@", r"\1", address, flags=re.IGNORECASE)
