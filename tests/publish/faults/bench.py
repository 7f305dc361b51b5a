"""A site on which the real command is tried, and what must be true of it after every fault."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pacgen.data import ENDPOINTS
from pacgen.endpoints import Instance
from pacgen.endpoints.snapshot import load_shipped
from pacgen.engine import PacFile
from pacgen.lint import Severity, lint
from pacgen.policy import Preset
from pacgen.policy.expectation import expect

if TYPE_CHECKING:
    from tests.conftest import FakeService

OLD, NEW = "2027010100", "2027020100"
NAME = "new.teams.microsoftonline.cn"
CONFIG = """\
instance: China
proxy: PROXY proxy.example.com:8080; DIRECT
outputs:
  - {name: main, file: web/wpad.dat}
  - {name: small, file: other/small.pac, minify: true}
update:
  state: state
  history: 3
  gates: {prove: off}
  publish: {command: [cp, "{file}", "copies/{name}"]}
"""
PATIENCE = 300
NO_LINT = "prove: off, lint: off"
"""Gates for who tries something else: every run is a quarter shorter."""

FILES = ("web/wpad.dat", "other/small.pac")
COPIES = ("copies/main", "copies/small")


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended, and what it said."""

    code: int
    changes: int
    out: str
    err: str


@dataclass(slots=True)
class Tally:
    """What came of kills."""

    steps: Counter[str] = field(default_factory=Counter)
    """How many struck in each step of the job."""

    left: Counter[str] = field(default_factory=Counter)
    """What they left published: ``old``, ``new``, or of each one (``mixed``)."""

    harm: Counter[str] = field(default_factory=Counter)
    """Files that were ``half-written``, ``lost`` or ``worse``."""

    healed: int = 0

    @property
    def kills(self) -> int:
        """All of them."""
        return self.steps.total()

    def __str__(self) -> str:
        harm = ", ".join(f"{self.harm[kind]} {kind}" for kind in HARMS)
        steps = "".join(f"\n  {number:5}  {step}" for step, number in self.steps.most_common())
        return f"{self.kills} kills: {harm}; {self.healed} healed; left {dict(self.left)}{steps}"


HARMS = ("half-written", "lost", "worse")


class Nursery:
    """Starts commands; see :mod:`tests.publish.faults.nursery`."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.publish.faults.nursery"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[3],
        )

    def run(self, orders: list[dict[str, Any]]) -> list[dict[str, int]]:
        """Run commands at the same time, to their ends."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.write(f"{json.dumps(orders)}\n")
        stdin.flush()
        ends: list[dict[str, int]] = json.loads(stdout.readline())
        return ends

    def close(self) -> None:
        """End it."""
        self._process.communicate()


def china(*names: str) -> list[dict[str, Any]]:
    """Return the document of the smallest instance, with more names in its first set of Teams."""
    sets: list[dict[str, Any]] = json.loads(ENDPOINTS.joinpath("china.json").read_bytes())
    first = next(s for s in sets if s["serviceArea"] == "Skype" and "urls" in s)
    first["urls"] = [*first["urls"], *names]
    return sets


class Bench:
    """A site in *root*, and copies of it before and after the one change that is tried."""

    def __init__(
        self, root: Path, service: FakeService, nursery: Nursery, gates: str = "prove: off"
    ) -> None:
        self.root = root
        self.service = service
        self.nursery = nursery
        self.site = root / "site"
        self._said = root / "said"
        self._healed: set[str] = set()
        for place in (self.site / "web", self.site / "other", self.site / "copies", self._said):
            place.mkdir(parents=True)
        config = CONFIG.replace("prove: off", gates)
        (self.site / "pacgen.yaml").write_text(config, encoding="utf-8")
        self.environment = {
            "HOME": str(root),
            "NO_PROXY": "127.0.0.1",
            "XDG_STATE_HOME": str(root / "memory"),
            "XDG_DATA_HOME": str(root / "unused"),
        }
        self.offer(OLD, china())
        assert self.run().code == 0
        self.old = self.published()
        self._before = root / "before"
        shutil.copytree(self.site, self._before)
        self.offer_new()
        ran = self.run()
        assert ran.code == 0
        self.changes = ran.changes
        self.new = self.published()
        assert NAME.encode() in self.new[0]
        assert all(old != new for old, new in zip(self.old, self.new, strict=True))
        self._good = {digest(c) for c in (*self.old, *self.new) if _is_clean(c)}
        assert len(self._good) == 4
        self.reset()

    def offer(self, version: str, sets: object) -> None:
        """Let the service have a document."""
        self.service.on("/version/China", self.service.version("China", version))
        self.service.on("/endpoints/China", self.service.json(sets))
        for since in ("2026073100", OLD, NEW):
            self.service.on(f"/changes/China/{since}", self.service.json([]))

    def offer_new(self) -> None:
        """Let the service have the data whose publication is tried."""
        self.offer(NEW, china(NAME))

    def reset(self) -> None:
        """Put the site back to where the new data is not published yet."""
        # Contents only: the directory itself may be a mount point.
        for path in self.site.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        shutil.copytree(self._before, self.site, dirs_exist_ok=True)
        shutil.rmtree(self.root / "memory", ignore_errors=True)

    def order(self, *arguments: str, number: int = 0, **how: Any) -> dict[str, Any]:
        """Return the order for a run of the job."""
        given = ["update", "--base-url", self.service.url, "--endpoints", "store"]
        return {
            "arguments": [*(arguments or given), *how.pop("more", ())],
            "directory": str(self.site),
            "environment": self.environment,
            "stdout": str(self._said / f"out{number}"),
            "stderr": str(self._said / f"err{number}"),
            **how,
        }

    def run(self, *arguments: str, **how: Any) -> Ran:
        """Run one command."""
        return self.run_many([self.order(*arguments, **how)])[0]

    def run_many(self, orders: list[dict[str, Any]]) -> list[Ran]:
        """Run commands at the same time."""
        # Within the hour the service is not asked again, and every try is to ask.
        shutil.rmtree(self.root / "memory", ignore_errors=True)
        ends = self.nursery.run(orders)
        return [
            Ran(end["code"], end["changes"], _text(order["stdout"]), _text(order["stderr"]))
            for order, end in zip(orders, ends, strict=True)
        ]

    def run_for_real(self, *before: str, **environment: str) -> Ran:
        """Run the job by the interpreter, as a timer would, or as *before* makes it run."""
        shutil.rmtree(self.root / "memory", ignore_errors=True)
        ran = subprocess.run(
            [*before, sys.executable, "-m", "pacgen", *self.order()["arguments"]],
            cwd=self.site,
            env={**os.environ, **self.environment, **environment},
            timeout=PATIENCE,
            capture_output=True,
            text=True,
            check=False,
        )
        return Ran(ran.returncode, 0, ran.stdout, ran.stderr)

    def published(self) -> list[bytes]:
        """Return the published files."""
        return [(self.site / name).read_bytes() for name in FILES]

    def harm(self) -> Counter[str]:
        """Return what is wrong with the published files: each must be an old or a new one, whole."""
        found: Counter[str] = Counter()
        for name, old, new in zip(FILES, self.old, self.new, strict=True):
            path = self.site / name
            content = path.read_bytes() if path.exists() else None
            if content is None:
                found["lost"] += 1
            elif content not in {old, new}:
                found["half-written"] += 1
            elif digest(content) not in self._good:
                found["worse"] += 1
        return found

    def kind(self) -> str:
        """Say what is published: the old files, the new ones, or of each one."""
        published = self.published()
        if published == self.old:
            return "old"
        return "new" if published == self.new else "mixed"

    def check(self, *rans: Ran) -> None:
        """Every published file is the old or the new one, whole and clean; nobody saw a traceback."""
        assert not self.harm()
        for ran in rans:
            assert "Traceback" not in ran.out + ran.err
            assert ran.code != 70, ran.err

    def fingerprint(self) -> str:
        """Return the same for two states of the site that differ in nothing but names and times."""
        whole = hashlib.sha256()
        for path in sorted(self.site.rglob("*")):
            name = re.sub(r"[0-9a-f]{8}(?=\.pacgen-)", "", str(path.relative_to(self.site)))
            timed = path.suffix == ".json" and path.parent != self.site / "store"
            content = b"" if timed or path.is_dir() else path.read_bytes()
            whole.update(f"{name} {digest(content)} {path.is_dir()}\n".encode())
        state = self.site / "state" / "state.json"
        return digest(whole.digest() + (state.read_bytes() if state.exists() else b""))

    def heal_once(self) -> None:
        """Another run sets everything right; the same damage is not healed twice."""
        damage = self.fingerprint()
        if damage not in self._healed:
            self.heal()
            self._healed.add(damage)

    def heal(self) -> Ran:
        """Another run sets everything right."""
        ran = self.run()
        assert (0, self.new) == (ran.code, self.published()), ran
        assert self.new == [(self.site / name).read_bytes() for name in COPIES]
        assert [] == self.leftovers()
        state = json.loads((self.site / "state" / "state.json").read_bytes())
        assert (None, False) == (state["pending"], state["is_hook_due"])
        entry = self.site / "state" / "history" / f"{state['current']:06}" / "entry.json"
        files = json.loads(entry.read_bytes())["files"]
        assert [digest(content) for content in self.new] == [f["sha256"] for f in files]
        return ran

    def leftovers(self) -> list[str]:
        """Return what has no business beside published files or in the history."""
        # The store sweeps itself whenever something is stored there.
        places = (self.site / name for name in ("web", "other", "state"))
        found = [
            p for place in places for end in ("tmp", "old") for p in place.rglob(f"*.pacgen-{end}")
        ]
        return sorted(str(path.relative_to(self.site)) for path in found)


def digest(content: bytes) -> str:
    """Return a file's digest."""
    return hashlib.sha256(content).hexdigest()


def _is_clean(content: bytes) -> bool:
    expectation = expect(load_shipped(Instance.CHINA).document, Preset.TEAMS)
    report = lint(PacFile.from_bytes("published.pac", content), expectation)
    return not any(finding.severity is not Severity.INFO for finding in report.findings)


def _text(path: str) -> str:
    return Path(path).read_text(encoding="utf-8")
