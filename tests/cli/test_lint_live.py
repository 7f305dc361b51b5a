"""``pacgen lint --live``: how a PAC file is served, by real servers on loopback."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import pytest

from pacgen.cli import main

TEXT = b"""\
function FindProxyForURL(url, host) {
  return "PROXY proxy.example.com:8080";
}
"""
TYPE = "application/x-ns-proxy-autoconfig"


class Service(Protocol):
    """As much of the web server on loopback as is needed here."""

    url: str
    asked: list[Any]

    def on(self, path: str, *replies: Any) -> None:
        """Let *path* answer with *replies*."""

    def status(self, code: int, body: bytes = b"", **headers: str) -> Any:
        """Return a reply with a status, a body and headers."""


Live = Callable[..., tuple[int, dict[str, str], str]]


@pytest.fixture
def live(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Live:
    """Return a runner of ``pacgen lint --live`` that gives messages by rule."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))

    def run(*arguments: str) -> tuple[int, dict[str, str], str]:
        code = main(["lint", "--live", "--select", "DE", "--format", "json", *arguments])
        captured = capfd.readouterr()
        files = json.loads(captured.out)["files"] if captured.out else []
        found = {f["rule"]: f["message"] for file in files for f in file["findings"]}
        return code, found, captured.err

    return run


def _good(service: Service, body: bytes = TEXT) -> Any:
    return service.status(200, body, Content_Type=TYPE, Cache_Control="max-age=3600")


def test_a_good_server_over_http(live: Live, service: Service) -> None:
    """Of a file that is served well, only the missing protection is said."""
    service.on("/wpad.dat", _good(service))
    code, found, err = live(f"{service.url}/wpad.dat")

    assert (1, {"pac-over-plain-http"}, "") == (code, set(found), err)


def test_nothing_is_asked_for_that_clients_would_not_ask_for(live: Live, service: Service) -> None:
    """No compression is offered, no cookie and no password is sent on."""
    service.on("/wpad.dat", _good(service))
    live(f"{service.url}/wpad.dat")
    headers = service.asked[0].headers

    assert "identity" == headers["Accept-Encoding"]
    assert {"Cookie", "Authorization"}.isdisjoint(headers)


def test_what_the_headers_say(live: Live, service: Service) -> None:
    """Type, lifetime and compression are read from the answer itself."""
    service.on(
        "/proxy",
        service.status(
            200, TEXT, Content_Type="text/html; charset=utf-16", Cache_Control="max-age=999999"
        ),
    )
    _, found, _ = live(f"{service.url}/proxy")

    assert "the file is served as text/html" == found["wrong-mime-type"]
    assert "clients may keep the file for 11.6 days" == found["long-cache-lifetime"]
    assert "the server says utf-16, the file is ascii" == found["charset-mismatch"]


def test_a_redirect(live: Live, service: Service) -> None:
    """The way to the file is followed and told."""
    service.on("/wpad.dat", service.status(302, Location="/elsewhere.dat"))
    service.on("/elsewhere.dat", _good(service))
    _, found, _ = live(f"{service.url}/wpad.dat")

    assert f"the URL is redirected to {service.url}/elsewhere.dat" == found["redirected-delivery"]


def test_redirects_without_end(live: Live, service: Service) -> None:
    """A circle ends as an input that cannot be read."""
    service.on("/wpad.dat", service.status(302, Location="/wpad.dat"))
    code, _, err = live(f"{service.url}/wpad.dat")

    assert 4 == code
    assert "redirected more than 5 times" in err


def test_the_other_name(live: Live, service: Service) -> None:
    """Another file under the other usual name is a finding, the same file is none."""
    service.on("/wpad.dat", _good(service))
    service.on("/proxy.pac", _good(service))
    assert "path-dependent-delivery" not in live(f"{service.url}/wpad.dat")[1]

    service.on("/proxy.pac", _good(service, TEXT + b"// old\n"))
    assert (
        f"{service.url}/proxy.pac serves another file"
        == (live(f"{service.url}/wpad.dat")[1]["path-dependent-delivery"])
    )


def test_a_local_copy(live: Live, service: Service, tmp_path: Path) -> None:
    """The file that was published is held against the one that should have been."""
    service.on("/wpad.dat", _good(service))
    copy = tmp_path / "copy.pac"
    copy.write_bytes(TEXT)
    assert "local-copy-differs" not in live(f"{service.url}/wpad.dat", "--local", "copy.pac")[1]

    copy.write_bytes(TEXT.replace(b"8080", b"3128"))
    assert (
        "the file is not copy.pac: they differ from line 2 on"
        == (live(f"{service.url}/wpad.dat", "--local", "copy.pac")[1]["local-copy-differs"])
    )


def test_a_certificate_that_nobody_trusts(live: Live, tls_service: Service) -> None:
    """The file is linted all the same, and the certificate is a finding."""
    tls_service.on("/wpad.dat", _good(tls_service))
    code, found, err = live(f"{tls_service.url}/wpad.dat")

    assert (1, "") == (code, err)
    assert {"untrusted-certificate"} == set(found)
    assert found["untrusted-certificate"].startswith("the server's certificate is not trusted: ")


@pytest.mark.parametrize("code", [401, 403, 404, 500])
def test_an_answer_that_is_no_file(code: int, live: Live, service: Service) -> None:
    """Whatever is not 200 is no PAC file for any client, and unreadable for us."""
    service.on("/wpad.dat", service.status(code, b"<html>"))
    result, _, err = live(f"{service.url}/wpad.dat")

    assert 4 == result
    assert f"/wpad.dat: the server answered {code}" in err


def test_a_server_that_is_not_there(live: Live) -> None:
    """A refused connection is said in a sentence; a password in the URL is not repeated."""
    code, _, err = live("http://user:secret@127.0.0.1:1/wpad.dat")

    assert 4 == code
    assert "pacgen: http://127.0.0.1:1/wpad.dat: " in err
    assert "secret" not in err


@pytest.mark.parametrize("arguments", [(), ("--live",)])
def test_an_answer_that_is_far_too_large(
    arguments: tuple[str, ...], service: Service, capfd: pytest.CaptureFixture[str]
) -> None:
    """It is not read to its end, and is one finding, as a file on the disk is."""
    service.on("/wpad.dat", service.status(200, TEXT + b"//" + b"x" * 50 * 1024 * 1024))
    code = main(["lint", *arguments, "--format", "json", f"{service.url}/wpad.dat"])
    captured = capfd.readouterr()
    (file,) = json.loads(captured.out)["files"]
    (finding,) = file["findings"]

    assert (1, "") == (code, captured.err)
    assert "file-too-large" == finding["rule"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--live", "wpad.dat"), "--live needs a URL"),
        (("--local", "wpad.dat", "wpad.dat"), "--local needs --live"),
        (
            ("--live", "--local", "wpad.dat", "http://a.example/x", "http://b.example/x"),
            "--local is the copy of one URL",
        ),
    ],
)
def test_wrong_usage(
    arguments: tuple[str, ...],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """What makes no sense together is refused before anything is asked."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "wpad.dat").write_bytes(TEXT)

    assert 2 == main(["lint", *arguments])
    assert f"pacgen: {message}" in capfd.readouterr().err
