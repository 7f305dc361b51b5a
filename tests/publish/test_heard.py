from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

from pacgen.compare import Announcement, Announcements, Kind, Source, Turn
from pacgen.endpoints import Category, Instance
from pacgen.publish.heard import HEARD, Heard, heard_since, read_heard, write_heard

TODAY = dt.date(2026, 11, 25)
SOON = Announcement(
    Turn.ADDED,
    Kind.NAME,
    'soon.example"\n',
    12,
    "Skype",
    Category.ALLOW,
    effective=dt.date(2026, 12, 20),
    version="2026112000",
)
COMMON = dataclasses.replace(SOON, set_id=47, service_area="Common", category=None)


def news(*items: Announcement) -> Announcements:
    """Return what the feed says."""
    return Announcements(Instance.WORLDWIDE, Source.SERVICE, "", "", TODAY, items)


def test_what_is_remembered_comes_back(tmp_path: Path) -> None:
    """Everything that is told of an announcement is remembered, Teams first."""
    heard = heard_since(Heard(Instance.WORLDWIDE), news(COMMON, SOON), "2026112000")
    write_heard(tmp_path, heard, TODAY)
    found = read_heard(tmp_path, Instance.WORLDWIDE)
    assert ("2026112000", (SOON, COMMON)) == (found.version, found.upcoming(TODAY))


def test_it_is_forgotten_on_its_day(tmp_path: Path) -> None:
    """What is in use is no announcement any more, and is not kept."""
    heard = Heard(Instance.WORLDWIDE, "2026112000", (SOON,))
    assert () == heard.upcoming(dt.date(2026, 12, 20))
    write_heard(tmp_path, heard, dt.date(2026, 12, 20))
    assert () == read_heard(tmp_path, Instance.WORLDWIDE).items


def test_what_is_taken_back_is_forgotten() -> None:
    """A later removal from the same set ends it; from another set it does not."""
    heard = Heard(Instance.WORLDWIDE, "2026112000", (SOON, COMMON))
    gone = dataclasses.replace(SOON, turn=Turn.REMOVED, effective=None)
    assert (COMMON,) == heard_since(heard, news(gone), "2026120100").items


def test_a_new_day_takes_the_place_of_the_old() -> None:
    """What is announced again is told once, with its later day."""
    later = dataclasses.replace(SOON, effective=dt.date(2027, 1, 5))
    heard = Heard(Instance.WORLDWIDE, "2026112000", (SOON,))
    assert (later,) == heard_since(heard, news(later), "2026120100").items


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", '{"schema": 2}', '{"schema": 1, "instance": "China"}', "\0", "[" * 100_000],
)
def test_a_memory_that_is_none(tmp_path: Path, content: str) -> None:
    """What is damaged, newer, or of another instance counts as nothing heard."""
    (tmp_path / HEARD).write_text(content)
    assert Heard(Instance.WORLDWIDE) == read_heard(tmp_path, Instance.WORLDWIDE)


def test_not_being_able_to_remember_harms_nobody(tmp_path: Path) -> None:
    """Without a directory nothing is written, and nothing is raised."""
    write_heard(tmp_path / "missing", Heard(Instance.WORLDWIDE, "1", (SOON,)), TODAY)
    assert Heard(Instance.WORLDWIDE) == read_heard(tmp_path / "missing", Instance.WORLDWIDE)
