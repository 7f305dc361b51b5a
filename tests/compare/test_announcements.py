from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pacgen.compare import Announcements, Kind, Turn, announced, between, compare
from pacgen.endpoints import Category, EndpointDocument, EndpointSet, Instance
from pacgen.endpoints.changes import AttributeChange, Change, ChangedEntries
from pacgen.patterns import HostPattern

TODAY = dt.date(2026, 11, 25)
DOCUMENT = EndpointDocument(
    Instance.WORLDWIDE,
    "2026081400",
    (
        EndpointSet(12, "Skype", Category.ALLOW, (HostPattern("teams.microsoft.com"),)),
        EndpointSet(47, "Common", Category.DEFAULT, (HostPattern("*.office.net"),)),
    ),
)


def change(**parts: object) -> Change:
    """Return a record of the feed about set 12, with *parts*."""
    usual: dict[str, object] = {
        "id": 1,
        "set_id": 12,
        "version": "2026110100",
        "disposition": "change",
    }
    return Change(**{**usual, **parts})  # type: ignore[arg-type] # any field


def adds(*urls: str, on: dt.date | None = None, **parts: object) -> Change:
    """Return a record that adds names."""
    return change(added=ChangedEntries(urls, (), on), **parts)


def told(*changes: Change, **more: object) -> Announcements:
    """Return what is announced by *changes* after the document's version."""
    usual: dict[str, object] = {"since": "2026081400", "today": TODAY}
    return announced(changes, [DOCUMENT], **{**usual, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (TODAY - dt.timedelta(days=1), False),
        (TODAY, False),
        (TODAY + dt.timedelta(days=1), True),
        (None, False),
    ],
)
def test_an_addition_is_upcoming_until_its_day(on: dt.date | None, *, expected: bool) -> None:
    """On the day itself an entry is in use; one without a day always was."""
    found = told(adds("new.example", on=on))

    assert expected == bool(found.upcoming)
    assert expected != bool(found.present)


def test_an_addition_that_was_taken_back_is_not_upcoming() -> None:
    """A later version that removes an entry from the same set withdraws it."""
    later = dt.date(2026, 12, 20)
    back = change(removed=ChangedEntries(("new.example",)), version="2026111500")
    elsewhere = change(set_id=47, removed=ChangedEntries(("b.example",)), version="2026111500")
    found = told(adds("new.example", "b.example", on=later), back, elsewhere)

    assert ["b.example"] == [item.subject for item in found.upcoming]
    assert "2026111500" == next(i for i in found.present if i.turn is Turn.ADDED).withdrawn


def test_an_entry_that_comes_again_is_upcoming() -> None:
    """What was removed before it was added is no withdrawal."""
    before = change(removed=ChangedEntries(("new.example",)), version="2026100100")
    found = told(before, adds("new.example", on=dt.date(2026, 12, 20)))

    assert ["new.example"] == [item.subject for item in found.upcoming]


def test_a_removed_duplicate_says_who_still_has_it() -> None:
    """A name that leaves one set but stays in another loses nothing."""
    found = told(change(set_id=90, removed=ChangedEntries(("*.Office.NET", "gone.example"))))

    assert [(47,), ()] == [item.still_in for item in found.items]


def test_teams_comes_first_then_what_nobody_knows() -> None:
    """A set that no document has may have been one of Teams."""
    found = told(
        adds("c.example", set_id=47), adds("u.example", set_id=999), adds("t.example", set_id=12)
    )

    assert ["t.example", "u.example", "c.example"] == [item.subject for item in found.items]


def test_only_what_changes_a_route_is_told() -> None:
    """Notes and ExpressRoute are left out, and so is what did not change."""
    found = told(
        change(
            attributes=(
                AttributeChange("category", "Default", "Allow"),
                AttributeChange("expressRoute", before=False, after=True),
                AttributeChange("notes", "a", "b"),
                AttributeChange("required", before=True, after=True),
                AttributeChange("tcpPorts", None, "443"),
            )
        )
    )

    assert [("category", "Default", "Allow"), ("tcpPorts", "", "443")] == [
        (item.subject, item.before, item.after) for item in found.items
    ]


def test_scope_keeps_its_sets_and_unknown_ones() -> None:
    """Of a set that no document has nobody can say that it is out of scope."""
    records = [adds(f"{n}.example", set_id=n) for n in (12, 47, 999)]
    found = told(*records, scope={12})

    assert [12, 999] == [item.set_id for item in found.items]


def test_older_records_are_passed_over() -> None:
    """What the version itself brought, and what came before it, is known."""
    assert () == told(adds("a.example", version="2026081400")).items


def test_whole_sets() -> None:
    """A set that is added or removed is told as such, with its names."""
    found = told(
        adds("a.example", disposition="add"), change(disposition="remove", version="2026110200")
    )

    assert [(Turn.REMOVED, Kind.SET), (Turn.ADDED, Kind.SET), (Turn.ADDED, Kind.NAME)] == [
        (item.turn, item.kind) for item in found.items
    ]


def test_documents_give_the_same_form() -> None:
    """Two documents give announcements without dates."""
    empty = EndpointDocument(Instance.WORLDWIDE, "2026010100", ())
    found = between(compare(empty, DOCUMENT), today=TODAY)

    assert ("2026010100", "2026081400", ()) == (found.since, found.until, found.upcoming)
    assert ["Skype", "Skype", "Common", "Common"] == [item.service_area for item in found.present]


_DAYS = st.dates(dt.date(2026, 10, 1), dt.date(2027, 2, 1)) | st.none()
_CHANGES = st.builds(
    Change,
    id=st.integers(1, 99),
    set_id=st.sampled_from([12, 47, 999]),
    version=st.sampled_from(["2026081400", "2026110100", "2026120100"]),
    disposition=st.sampled_from(["add", "change", "remove", "renamed"]),
    added=st.builds(ChangedEntries, st.tuples(st.text(max_size=5)), st.just(()), _DAYS),
    removed=st.builds(ChangedEntries, st.tuples(st.text(max_size=5))),
)


@given(st.lists(_CHANGES, max_size=8))
def test_nothing_is_told_twice_or_lost(changes: list[Change]) -> None:
    """Every item is upcoming or present, and Teams stands before everything else."""
    found = told(*changes)

    assert len(found.items) == len(found.upcoming) + len(found.present)
    flags = [item.is_teams for item in found.present]
    assert flags == sorted(flags, reverse=True)
