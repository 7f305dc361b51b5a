"""
The questions that browsers and pacgen are asked: expressions, URLs as scripts see them, what
scripts may return, and whole PAC files.

Everything comes from the data beside this module: ``probes.txt``, ``urls.txt``,
``results.txt``, ``names.txt``, ``dns.txt`` and ``pacs/``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

__all__ = [
    "TIME_ZONE",
    "Answer",
    "Probe",
    "Script",
    "arguments",
    "dns",
    "file_urls",
    "files",
    "names",
    "probe_scripts",
    "probes",
    "probes_of",
    "results",
    "said",
    "tells",
    "with_clock",
    "wrapped",
]

HERE = Path(__file__).parent

TIME_ZONE = "Asia/Kolkata"
"""The clients' time zone: no summer time, and not a whole number of hours from UTC."""


@dataclass(frozen=True, slots=True)
class Probe:
    """A JavaScript expression, evaluated inside ``FindProxyForURL``."""

    expression: str
    moment: str | None = None
    """The clock's time, ISO 8601; ``None`` where it does not matter."""

    @property
    def name(self) -> str:
        """What answers are filed under."""
        return f"{self.expression} at {self.moment}" if self.moment else self.expression


@dataclass(frozen=True, slots=True)
class Script:
    """A PAC file and the URLs that it is asked about."""

    name: str
    data: bytes
    urls: tuple[str, ...]
    clock: datetime | None = None
    """What the clock shows; ``None`` where it does not matter."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a client does with one URL, and what the script said through ``alert``."""

    route: str
    alerts: tuple[str, ...]


_PROBES = """
var answers = [
%s
];
function FindProxyForURL(url, host) {
  var number = /^p([0-9]+)[.]test$/.exec(host), text = "throws", value;
  if (!number) return "DIRECT";
  try {
    value = answers[number[1]](url, host);
    text = typeof value + " " + String(value);
  } catch (error) {}
  alert("answer " + JSON.stringify(text));
  return "DIRECT";
}
"""
_ARGUMENTS = b"""
function FindProxyForURL(url, host) {
  alert(JSON.stringify([url, host]));
  return "DIRECT";
}
"""
_RESULT = "function FindProxyForURL(url, host) { return %s; }\n"
_NAME = """
const %s = 1;
function FindProxyForURL(url, host) { return "PROXY declared.test:1"; }
"""
_WRAPPER = b"""
;(function (global) {
  var original = global.FindProxyForURL;
  if (typeof original != "function") return;
  global.FindProxyForURL = function (url, host) {
    var value, text = "throws";
    try {
      value = original.call(global, url, host);
      text = typeof value == "string" ? "string " + value : "no string";
      return value;
    } finally {
      alert("returned " + JSON.stringify(text));
    }
  };
})(this);
"""
_SILENT = frozenset({"clash-class.pac", "entry-replaces-itself.pac"})
"""Files that take ``alert`` away, or themselves."""

_CLOCK = """
Date = class extends Date {
  constructor(...parts) { super(...(parts.length ? parts : [%d])); }
  static now() { return %d; }
};
"""


def probes() -> list[Probe]:
    """Return all probes; a line ``@ moment`` in the file counts up to the next heading."""
    found: list[Probe] = []
    moment: str | None = None
    for line in _lines("probes.txt"):
        if line.startswith("#"):
            moment = None
        elif line.startswith("@ "):
            moment = line.removeprefix("@ ")
        else:
            found.append(Probe(line, moment))
    return found


def probe_scripts() -> list[Script]:
    """Return PAC files that evaluate all probes, one for each moment; hosts choose the probe."""
    moments = dict.fromkeys(probe.moment for probe in probes())
    return [_probe_script(moment) for moment in moments]


def probes_of(script: Script) -> list[Probe]:
    """Return the probes in one of the :func:`probe_scripts`, in the order of its URLs."""
    return [
        probe
        for probe in probes()
        if script.clock == (datetime.fromisoformat(probe.moment) if probe.moment else None)
    ]


def _probe_script(moment: str | None) -> Script:
    chosen = [probe.expression for probe in probes() if probe.moment == moment]
    functions = ",\n".join(f"function (url, host) {{ return (\n{text}\n); }}" for text in chosen)
    # In ASCII: how a browser decodes a PAC file is not the question here.
    ascii_only = functions.encode("ascii", "backslashreplace").decode("ascii")
    data = (_PROBES.replace("%s", re.sub(r"\\x(..)", r"\\u00\1", ascii_only))).encode()
    urls = tuple(f"http://p{index}.test/" for index in range(len(chosen)))
    clock = datetime.fromisoformat(moment) if moment else None
    return Script(f"probes at {moment}", data, urls, clock)


def with_clock(script: Script) -> bytes:
    """Return *script* with a ``Date`` of its own, as a browser's clock cannot be set."""
    if script.clock is None:
        return script.data
    now = int(script.clock.timestamp() * 1000)
    return (_CLOCK % (now, now)).encode() + script.data


def arguments() -> Script:
    """Return a PAC file that tells its arguments, with the URLs of ``urls.txt``."""
    urls = tuple(line for line in _lines("urls.txt") if not line.startswith("#"))
    return Script("arguments", _ARGUMENTS, urls)


def results() -> list[Script]:
    """Return PAC files that return what stands in ``results.txt``, by line, with one URL."""
    return [
        Script(line, (_RESULT % line).encode(), ("http://www.example.test/",))
        for line in _lines("results.txt")
        if not line.startswith("#")
    ]


def names() -> list[Script]:
    """Return PAC files that declare what stands in ``names.txt``, by line, with one URL."""
    return [
        Script(line, (_NAME % line).encode(), ("http://www.example.test/",))
        for line in _lines("names.txt")
        if not line.startswith("#")
    ]


def files() -> list[Script]:
    """Return the PAC files of ``pacs/``, each with all :func:`file_urls`."""
    urls = tuple(file_urls())
    paths = sorted(HERE.glob("pacs/*.pac"))
    return [Script(path.name, path.read_bytes(), urls) for path in paths]


def file_urls() -> list[str]:
    """Return the URLs that every whole PAC file is asked about."""
    return [line for line in _lines("pacs/urls.txt") if not line.startswith("#")]


def tells(script: Script) -> bool:
    """Return whether a file can be made to tell what it returns, see :func:`wrapped`."""
    return script.name not in _SILENT and not script.name.startswith("encoding-utf16")


def wrapped(script: Script) -> Script:
    """Return *script* so that it also tells what its ``FindProxyForURL`` returned."""
    return Script(f"{script.name} (wrapped)", script.data + _WRAPPER, script.urls)


def dns() -> Mapping[str, str]:
    """Return all that resolves: names and their address."""
    return dict(line.split() for line in _lines("dns.txt") if not line.startswith("#"))


def said(answer: Answer, word: str) -> str | None:
    """Return what the last alert that begins with *word* told."""
    for alert in reversed(answer.alerts):
        if alert.startswith(f"{word} "):
            return str(json.loads(alert.removeprefix(f"{word} ")))
    return None


def _lines(name: str) -> list[str]:
    text = (HERE / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip()]
