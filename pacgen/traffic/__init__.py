"""Access logs: which hosts clients ask for today, and where a PAC file would send them."""

from __future__ import annotations

from pacgen.traffic.expected import ExpectedHosts
from pacgen.traffic.model import HostTraffic, Traffic
from pacgen.traffic.reader import MAX_HOSTS, LogReader

__all__ = ["MAX_HOSTS", "ExpectedHosts", "HostTraffic", "LogReader", "Traffic"]
