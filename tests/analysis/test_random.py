"""Partitions of real files against the engine: random hosts in random environments."""

from __future__ import annotations

import os
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pacgen.analysis import Explorer, Language, Proven, Wanted, prove
from pacgen.engine import DnsRecord, Environment, PacFile, Target
from pacgen.engine.request import Request
from pacgen.patterns import HostPattern

FILES = sorted((Path(__file__).parents[1] / "lint" / "corpus" / "valid").glob("*.pac"))
PATTERNS = ("*.teams.microsoft.com", "*.skype.com")
EVALUATIONS = int(os.environ.get("PACGEN_RANDOM_EVALUATIONS", "100"))
"""For each file; set it to 1,000 for the whole check."""


def _label(dice: random.Random) -> str:
    alphabet = "abcdefghijklmnopqrstuvwxyz0123456789-_"
    return "".join(dice.choice(alphabet) for _ in range(dice.randint(1, 20)))


def _address(dice: random.Random) -> str:
    first = dice.choice([10, 52, 127, 172, 192, dice.randrange(256)])
    return f"{first}.{dice.randrange(256)}.{dice.randrange(256)}.{dice.randrange(256)}"


def _environment(dice: random.Random) -> Environment:
    moment = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(seconds=dice.randrange(300_000_000))
    records = [DnsRecord("*", (_address(dice),))] if dice.random() < 0.5 else []
    return Environment((_address(dice),), tuple(records), moment)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_what_is_proven_survives_random_requests(path: Path) -> None:
    """A file that is proven DIRECT for a pattern says DIRECT to whatever else it is asked."""
    dice = random.Random(path.name)  # noqa: S311 - the same every time
    text = PacFile.from_bytes(path.name, path.read_bytes()).seen_by(Target.CHROMIUM)
    with Explorer(text) as explorer:
        for pattern in PATTERNS:
            hosts = Language.hosts() & Language.from_pattern(HostPattern.parse(pattern))

            assert isinstance(prove(explorer, hosts, Wanted.direct()), Proven)
            for _ in range(4):
                environment = _environment(dice)
                requests = [
                    Request.for_host(
                        ".".join(_label(dice) for _ in range(dice.randint(1, 6))) + pattern[1:]
                    )
                    for _ in range(EVALUATIONS // 8)
                ]
                for decision in explorer.evaluator.decide(requests, environment):
                    assert decision.is_direct, decision.request.host
                    assert decision.fault is None
