"""Access logs: which hosts clients ask for today, and where a PAC file would send them."""

from __future__ import annotations

from pacgen.traffic.expected import ExpectedHosts
from pacgen.traffic.model import HostTraffic, Traffic
from pacgen.traffic.reader import MAX_HOSTS, LogReader
from pacgen.traffic.report import RoutedHost, Sum, TrafficReport, route_hosts

__all__ = [
    "MAX_HOSTS",
    "ExpectedHosts",
    "HostTraffic",
    "LogReader",
    "RoutedHost",
    "Sum",
    "Traffic",
    "TrafficReport",
    "route_hosts",
]
