from __future__ import annotations

import json
import uuid
from pathlib import Path

import pytest

from pacgen.endpoints import Instance
from pacgen.endpoints.state import ServiceState, default_state_directory
from pacgen.errors import InputError

SERVICE = "https://endpoints.example"
NOW = 1_800_000_000.0


def test_id_is_made_once(tmp_path: Path) -> None:
    """The client-request id is a random UUID, and the same in every later run."""
    first = ServiceState(tmp_path / "new").client_request_id()
    assert first == ServiceState(tmp_path / "new").client_request_id()
    assert 4 == uuid.UUID(first).version


@pytest.mark.parametrize(
    "stored",
    [
        "b10c5ed1-bad1-445f-b386-b919946339a7",
        "B10C5ED1-BAD1-445F-B386-B919946339A7",
        "00000000-0000-0000-0000-000000000000",
        "x",
        "",
        7,
        None,
    ],
)
def test_useless_id_is_replaced(tmp_path: Path, stored: object) -> None:
    """Microsoft's sample id, and anything that is no id, gives way to a new one."""
    (tmp_path / "service.json").write_text(json.dumps({"client_request_id": stored}))
    made = ServiceState(tmp_path).client_request_id()
    assert 4 == uuid.UUID(made).version
    assert str(stored).lower() != made


def test_own_id_is_kept(tmp_path: Path) -> None:
    """An id that an administrator wrote into the file is used."""
    own = "6f0d2bb0-5d3b-4c87-9d7e-3f6a5b4c2d1e"
    (tmp_path / "service.json").write_text(json.dumps({"client_request_id": own}))
    assert own == ServiceState(tmp_path).client_request_id()


@pytest.mark.parametrize("content", ["", "{", "[]", "3", '{"versions": 3, "holds": []}', "\xff"])
def test_garbage_is_written_anew(tmp_path: Path, content: str) -> None:
    """A file that cannot be understood is memory lost, and no error."""
    (tmp_path / "service.json").write_text(content, encoding="latin-1")
    state = ServiceState(tmp_path)
    assert state.client_request_id()
    assert state.recent_version(SERVICE, Instance.CHINA, NOW) is None
    assert 0 == state.hold(SERVICE, NOW)


@pytest.mark.parametrize(
    ("later", "expected"),
    [(0, "2027010100"), (3599, "2027010100"), (3600, None), (-1, None)],
)
def test_version_is_remembered_for_an_hour(
    tmp_path: Path, later: float, expected: str | None
) -> None:
    """An answer is good for an hour, and not if it comes from the future."""
    ServiceState(tmp_path).remember_version(SERVICE, Instance.CHINA, "2027010100", NOW)
    state = ServiceState(tmp_path)
    assert expected == state.recent_version(SERVICE, Instance.CHINA, NOW + later)


def test_memory_is_per_service_and_instance(tmp_path: Path) -> None:
    """What one service said of one instance means nothing for another."""
    state = ServiceState(tmp_path)
    state.remember_version(SERVICE, Instance.CHINA, "2027010100", NOW)
    state.keep_hold(SERVICE, 60, NOW)
    assert state.recent_version(SERVICE, Instance.WORLDWIDE, NOW) is None
    assert state.recent_version("https://other.example", Instance.CHINA, NOW) is None
    assert 0 == state.hold("https://other.example", NOW)


@pytest.mark.parametrize(("later", "left"), [(0, 100), (99.5, 1), (100, 0), (-100_000, 0)])
def test_hold_ends_by_itself(tmp_path: Path, later: float, left: int) -> None:
    """A hold is counted down, ends, and is void if the clock has jumped back by days."""
    ServiceState(tmp_path).keep_hold(SERVICE, 100, NOW)
    assert left == ServiceState(tmp_path).hold(SERVICE, NOW + later)


def test_answer_ends_the_hold(tmp_path: Path) -> None:
    """A service that answers again is not held back from."""
    state = ServiceState(tmp_path)
    state.keep_hold(SERVICE, 100, NOW)
    state.remember_version(SERVICE, Instance.CHINA, "2027010100", NOW)
    assert 0 == state.hold(SERVICE, NOW)


@pytest.mark.parametrize(
    "record", [{"latest": "new", "asked": NOW}, {"latest": "2027010100", "asked": "x"}, 3]
)
def test_nonsense_about_versions_is_forgotten(tmp_path: Path, record: object) -> None:
    """A remembered version of another form is as good as none."""
    data = {"versions": {f"{SERVICE} China": record}, "holds": {SERVICE: "x"}}
    (tmp_path / "service.json").write_text(json.dumps(data))
    state = ServiceState(tmp_path)
    assert state.recent_version(SERVICE, Instance.CHINA, NOW) is None
    assert 0 == state.hold(SERVICE, NOW)


def test_directory_that_cannot_be_used_is_an_error(tmp_path: Path) -> None:
    """A machine that cannot keep its id is told so."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="cannot be used"):
        ServiceState(tmp_path / "file" / "state").client_request_id()


def test_default_directory_is_the_users_own() -> None:
    """The memory is in a directory of pacgen's."""
    assert "pacgen" in default_state_directory().parts
