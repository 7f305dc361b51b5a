from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from pacgen.cli import main
from pacgen.endpoints import Instance
from pacgen.endpoints.snapshot import load_shipped

if TYPE_CHECKING:
    from tests.conftest import FakeService

OLD = Path(__file__).parents[1] / "data" / "endpoints" / "worldwide-20251114.json"
SHIPPED = load_shipped(Instance.WORLDWIDE).version
SOON = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=20)
FEED: list[dict[str, Any]] = [
    {
        "id": 1,
        "endpointSetId": 47,
        "disposition": "Change",
        "version": "2026110100",
        "impact": "RemovedDuplicateIpOrUrl",
        "remove": {"urls": ["teams.microsoft.com", "gone.example"]},
    },
    {
        "id": 2,
        "endpointSetId": 12,
        "disposition": "Change",
        "version": "2026110100",
        "impact": "AddedIpAndUrl",
        "add": {
            "effectiveDate": f"{SOON:%Y%m%d}",
            "urls": ["new.teams.microsoft.com"],
            "ips": ["52.120.0.0/14"],
        },
        "previous": {"category": "Default"},
        "current": {"category": "Allow"},
    },
    {
        "id": 3,
        "endpointSetId": 999,
        "disposition": "Add",
        "version": "2018062800",
        "add": {"effectiveDate": "20180701", "urls": ['evil"|`\n\x1b[31m.example']},
    },
]
ITEM = {
    "type": "object",
    "required": ["turn", "kind", "subject", "set", "teams", "effective", "version", "still_in"],
    "properties": {
        "turn": {"enum": ["added", "removed", "changed"]},
        "kind": {"enum": ["set", "name", "prefix", "attribute"]},
        "effective": {"type": ["string", "null"], "pattern": r"^\d{4}-\d\d-\d\d$"},
        "teams": {"type": "boolean"},
        "set": {"type": ["integer", "null"]},
    },
}
SCHEMA = {
    "type": "object",
    "required": ["schema", "instance", "source", "since", "until", "upcoming", "changes"],
    "properties": {
        "schema": {"const": 1},
        "upcoming": {"type": "array", "items": ITEM},
        "changes": {"type": "array", "items": ITEM},
    },
}


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "USERPROFILE", "LOCALAPPDATA", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))


@pytest.fixture
def feed(service: FakeService) -> FakeService:
    """Return a service that has :data:`FEED`, whatever the version."""
    for since in ("0000000000", "2026010100"):
        service.on(f"/changes/Worldwide/{since}", service.json(FEED))
    return service


def test_text_tells_what_comes_when(feed: FakeService, capfd: pytest.CaptureFixture[str]) -> None:
    """What is to come stands first, with its day and Teams before all others."""
    assert 0 == main(["changes", "--since", "2026010100", "--base-url", feed.url])
    out, err = capfd.readouterr()
    assert [
        "Worldwide: changes after 2026010100, up to 2026110100",
        "2 to come, 3 so far",
        "",
        "to come",
        "  Teams (Skype):",
        f"    {SOON} (in 20 days) + name new.teams.microsoft.com (set 12, Allow)",
        f"    {SOON} (in 20 days) + prefix 52.120.0.0/14 (set 12, Allow)",
        "",
        "so far",
        "  Teams (Skype):",
        "    ~ set 12: category Default -> Allow; version 2026110100",
        "  Common:",
        "    - name teams.microsoft.com (set 47, Default); version 2026110100; still in set 12",
        "    - name gone.example (set 47, Default); version 2026110100",
    ] == out.splitlines()
    assert f"the data at hand is {SHIPPED}, older than these changes" in err


def test_hostile_entries_stay_in_their_line(
    feed: FakeService, capfd: pytest.CaptureFixture[str]
) -> None:
    """A name with line ends, quotes and escape sequences is shown harmlessly in every format."""
    asked = ["changes", "--since", "2018-01-01", "--base-url", feed.url]
    main([*asked, "--format", "markdown"])
    row = next(x for x in capfd.readouterr().out.splitlines() if "evil" in x)
    assert r"""| add name `evil"\|'\n\x1b[31m.example` |""" in row
    main(asked)
    text = capfd.readouterr().out
    assert (
        '+ name evil"|`\\n\\x1b[31m.example (set 999); version 2018062800; in use since 2018-07-01'
        in text
    )
    assert "\x1b" not in text


def test_json_has_its_schema(feed: FakeService, capfd: pytest.CaptureFixture[str]) -> None:
    """The document is what its schema says, and has the service's texts as they are."""
    main(["changes", "--since", "2018-01-01", "--base-url", feed.url, "--format", "json"])
    found = json.loads(capfd.readouterr().out)
    assert 0 == main(["changes", "--json-schema"])
    for schema in (SCHEMA, json.loads(capfd.readouterr().out)):
        jsonschema.validate(found, schema)
    assert ["new.teams.microsoft.com", "52.120.0.0/14"] == [x["subject"] for x in found["upcoming"]]
    assert FEED[2]["add"]["urls"][0] in {x["subject"] for x in found["changes"]}


def test_the_default_is_ninety_days(
    service: FakeService, capfd: pytest.CaptureFixture[str]
) -> None:
    """Without --since the feed is asked from its beginning, and the last 90 days are told."""
    today = dt.datetime.now(dt.UTC).date()
    days = {n: f"{today - dt.timedelta(days=n):%Y%m%d}05" for n in (89, 91)}
    records = [
        {"id": n, "endpointSetId": 12, "disposition": "change", "version": days[n]}
        | {"remove": {"urls": [f"ago{n}.example"]}}
        for n in days
    ]
    service.on("/changes/Worldwide/0000000000", service.json(records))
    main(["changes", "--base-url", service.url])
    out = capfd.readouterr().out
    assert ("ago89.example" in out, "ago91.example" in out) == (True, False)


def test_exit_code_only_if_wanted(feed: FakeService) -> None:
    """Changes are no failure, but a script may ask for 1."""
    asked = ["changes", "--base-url", feed.url, "--exit-code"]
    assert 1 == main([*asked, "--since", "2026010100"])
    assert 0 == main([*asked, "--since", "2030-01-01"])


def test_two_files(capfd: pytest.CaptureFixture[str]) -> None:
    """Two documents are compared without asking anybody."""
    assert 0 == main(["changes", str(OLD), str(OLD)])
    assert "nothing that could change a route" in capfd.readouterr().out


def test_one_file_is_held_against_the_newest(capfd: pytest.CaptureFixture[str]) -> None:
    """One document is compared with the newest at hand, within the scope."""
    assert 0 == main(["changes", str(OLD)])
    out = capfd.readouterr().out
    assert out.startswith(f"Worldwide: from {OLD.name} to {SHIPPED}, two documents compared\n")
    assert "    + set 193 (Default)\n" in out
    main(["changes", "--scope", "teams", str(OLD)])
    assert "nothing that could change a route" in capfd.readouterr().out


def test_offline_compares_what_was_fetched(
    service: FakeService, capfd: pytest.CaptureFixture[str]
) -> None:
    """What was fetched is compared with what ships; with nothing fetched there is nothing to do."""
    assert 2 == main(["changes", "--offline"])
    assert f"nothing here is newer than {SHIPPED}" in capfd.readouterr().err
    service.on("/version/Worldwide", service.version("Worldwide", "2027010100"))
    service.on("/endpoints/Worldwide", service.content(OLD.read_bytes()))
    assert 0 == main(["fetch", "--base-url", service.url])
    capfd.readouterr()
    assert 0 == main(["changes", "--offline"])
    assert "    - set 193 (Default)\n" in capfd.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["--since", "yesterday"], 2, "--since 'yesterday' is no version and no day"),
        (["--since", "2026081400", str(OLD)], 2, "--since is for the service's feed"),
        (["--offline", str(OLD)], 2, "--offline compares no files"),
        ([str(OLD)] * 3, 2, "two files can be compared, not more"),
        (["missing.json"], 4, "missing.json: cannot be read: No such file or directory"),
        ([__file__], 4, "no JSON"),
    ],
)
def test_wrong_use(
    arguments: list[str], code: int, message: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """What cannot be meant is said in one message, and nobody is asked."""
    assert code == main(["changes", *arguments])
    out, err = capfd.readouterr()
    assert not out
    assert message in err


def test_silence_is_granted_and_kept(
    service: FakeService, capfd: pytest.CaptureFixture[str]
) -> None:
    """After 429 the service is left alone, and the way without it is named."""
    service.on("/changes/Worldwide/0000000000", service.status(429, Retry_After="120"))
    for _ in range(2):
        assert 3 == main(["changes", "--base-url", service.url])
        assert "pacgen changes --offline" in capfd.readouterr().err
    assert 1 == len(service.asked)
    assert 3 == main(["changes", "--base-url", service.url, "--force"])
    assert 2 == len(service.asked)
