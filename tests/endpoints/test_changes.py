from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from pacgen.endpoints.changes import AttributeChange, Change, ChangedEntries, parse_changes
from pacgen.errors import EndpointDocumentError


def record(**changes: object) -> dict[str, Any]:
    """Return the least that a record has, with *changes*."""
    return {
        "id": 424,
        "endpointSetId": 32,
        "disposition": "Change",
        "version": "2018062800",
        **changes,
    }


def test_a_full_record_is_read() -> None:
    """Everything that the feed says about a change is kept, in the types that it means."""
    data = record(
        impact="AddedIpAndUrl",
        add={"effectiveDate": "20180731", "urls": ["a.example"], "ips": ["52.112.0.0/14"]},
        remove={"urls": ["b.example"]},
        previous={"required": "false", "category": "Default"},
        current={"required": "true", "category": "Allow"},
    )
    expected = Change(
        id=424,
        set_id=32,
        version="2018062800",
        disposition="change",
        impact="AddedIpAndUrl",
        added=ChangedEntries(("a.example",), ("52.112.0.0/14",), dt.date(2018, 7, 31)),
        removed=ChangedEntries(("b.example",)),
        attributes=(
            AttributeChange("category", "Default", "Allow"),
            AttributeChange("required", before=False, after=True),
        ),
    )
    assert (expected,) == parse_changes([data], source="f")


def test_everything_optional_may_be_missing() -> None:
    """Records from before November 2018 have no impact, and every part may be left out."""
    (change,) = parse_changes([record()], source="f")
    assert ("", ChangedEntries(), ChangedEntries(), ()) == (
        change.impact,
        change.added,
        change.removed,
        change.attributes,
    )


@pytest.mark.parametrize("word", ["Add", "change", "REMOVE", "Renamed"])
def test_dispositions_are_an_open_set_in_any_case(word: str) -> None:
    """Dispositions come in lower case, known or not."""
    (change,) = parse_changes([record(disposition=word)], source="f")
    assert word.lower() == change.disposition


def test_impacts_are_an_open_set() -> None:
    """An impact that nobody has documented is kept as it is."""
    (change,) = parse_changes([record(impact="AddedSubstituteUrl")], source="f")
    assert "AddedSubstituteUrl" == change.impact


def test_effective_date_may_lie_before_the_version() -> None:
    """The feed has announced entries that were in use already."""
    data = record(version="2020012800", add={"effectiveDate": "20191125"})
    (change,) = parse_changes([data], source="f")
    assert dt.date(2019, 11, 25) == change.added.effective_date


def test_attributes_known_on_one_side_only() -> None:
    """An attribute of only one of previous and current has ``None`` on the other side."""
    (change,) = parse_changes([record(current={"expressRoute": "false"})], source="f")
    assert (AttributeChange("expressRoute", before=None, after=False),) == change.attributes


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "f: no list of changes"),
        (["x"], "f: item 0: no change"),
        ([record(id=None)], "f: item 0: key 'id': a number is wanted"),
        ([record(endpointSetId=True)], "change 424: key 'endpointSetId': a number is wanted"),
        ([record(version="1")], "change 424: key 'version': '1' is not ten digits"),
        ([record(version=1)], "change 424: key 'version': a text is wanted"),
        ([record(add=[])], "change 424: key 'add': an object is wanted"),
        ([record(add={"ips": [1]})], "change 424: add: key 'ips': a list of texts is wanted"),
        ([record(add={"urls": "a"})], "change 424: add: key 'urls': a list of texts is wanted"),
        ([record(add={"effectiveDate": "soon"})], "'effectiveDate': 'soon' is no date"),
        ([record(add={"effectiveDate": "20190230"})], "'20190230' is no date"),
        ([record(remove={"effectiveDate": "2019-02-03"})], "remove: key 'effectiveDate'"),
    ],
)
def test_refusals_say_what_and_where(data: object, words: str) -> None:
    """What is no list of changes is refused with the record and the key."""
    with pytest.raises(EndpointDocumentError, match=words):
        parse_changes(data, source="f")


def test_numbers_may_be_texts() -> None:
    """Where booleans are texts, numbers may be too."""
    (change,) = parse_changes([record(endpointSetId="7")], source="f")
    assert 7 == change.set_id
