"""Outcomes of runs, and a web server that takes posts."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

from pacgen.compare import Announcement, Kind, Turn
from pacgen.endpoints import Category, Instance
from pacgen.publish.outcome import (
    Failure,
    GateName,
    GateResult,
    GateState,
    OutputOutcome,
    Override,
    UpdateOutcome,
)

WHEN = dt.datetime(2026, 11, 25, 6, 0, 1, tzinfo=dt.UTC)
HOSTILE = 'a"b\\c\nd\x1b[31m`*<&>'
OUTPUT = OutputOutcome(
    name="main",
    path="/srv/pac/wpad.dat",
    sha256="a" * 64,
    size=8111,
    before_sha256="b" * 64,
    direct_hosts=14,
    direct_networks=13,
)
PUBLISHED = UpdateOutcome(
    when=WHEN,
    config="/etc/pacgen/pacgen.yaml",
    instance=Instance.WORLDWIDE,
    version="2026081400",
    captured="2026-09-02",
    offered="2026081400",
    previous_version="2026073100",
    published=True,
    outputs=(OUTPUT,),
    digest="d" * 64,
    gates=(
        GateResult(GateName.SHRINK, GateState.PASSED, "63 sets, as before"),
        GateResult(GateName.LINT, GateState.PASSED, "no findings"),
    ),
    added_direct=("*.new.teams.microsoft.com",),
    upcoming=(
        Announcement(
            Turn.ADDED,
            Kind.NAME,
            "soon.teams.microsoft.com",
            12,
            "Skype",
            Category.ALLOW,
            effective=dt.date(2026, 12, 15),
        ),
    ),
    entry=3,
)
REFUSED = dataclasses.replace(
    PUBLISHED,
    published=False,
    gates=(
        GateResult(
            GateName.NEW_DIRECT,
            GateState.REFUSED,
            f"21 rules more than the 20 that are allowed {HOSTILE}",
            tuple(f"+ host{n}.example {HOSTILE}" for n in range(40)),
            Override.APPROVE,
        ),
    ),
)
UNCHANGED = dataclasses.replace(
    PUBLISHED,
    published=False,
    added_direct=(),
    outputs=(dataclasses.replace(OUTPUT, before_sha256="a" * 64),),
)
UNREACHABLE = dataclasses.replace(
    UNCHANGED, offered="", error=Failure("https://x: no answer", "no network", "try again", 3)
)
COMMAND_FAILED = dataclasses.replace(
    PUBLISHED, error=Failure("cp ended with code 1", "", "the next run tries again", 4)
)
FAILED = UpdateOutcome(
    when=WHEN,
    config="/etc/pacgen/pacgen.yaml",
    instance=Instance.CHINA,
    error=Failure("wpad.dat: the disk is full", "", "make room", 4),
)
BUSY = dataclasses.replace(
    FAILED, is_busy=True, error=Failure("another pacgen is at work here", "", "wait", 4)
)
OUTCOMES = {
    "published": PUBLISHED,
    "refused": REFUSED,
    "unchanged": UNCHANGED,
    "unreachable": UNREACHABLE,
    "command failed": COMMAND_FAILED,
    "failed": FAILED,
}


@dataclass
class Receiver:
    """A web server on loopback which takes posts and answers as it is told."""

    answers: list[int] = field(default_factory=lambda: [200])
    """Statuses, one after the other, the last one for ever; 0 resets, -1 drips for ever."""

    headers: dict[str, str] = field(default_factory=dict)
    posts: list[tuple[str, str, Any]] = field(default_factory=list)
    """Path, content type, and the JSON of each."""

    url: str = ""
    over: threading.Event = field(default_factory=threading.Event)

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer one post."""
        content = handler.rfile.read(int(handler.headers["Content-Length"]))
        kind = handler.headers["Content-Type"]
        self.posts.append((handler.path, kind, json.loads(content)))
        status = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if status == 0:
            handler.connection.close()
            return
        if status < 0:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
            while not self.over.is_set():
                time.sleep(0.02)
                handler.wfile.write(b"x")
                handler.wfile.flush()
            return
        handler.send_response(status)
        for name, value in {"Content-Length": "0", **self.headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
