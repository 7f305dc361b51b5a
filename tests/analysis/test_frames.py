"""Explorations of URLs with another scheme or port than https://host/."""

from __future__ import annotations

from pacgen.analysis import Explorer, confirmed
from pacgen.analysis.frames import UrlFrame

from .conftest import below, script


def test_a_script_is_asked_about_urls_with_scheme_and_port() -> None:
    """What reads the URL sees them, and so does who asks about the witness."""
    body = """
      if (url == "http://b.x.example:8080/") return "PROXY p1:1";
      return url.substring(0, 5) == "http:" && /:8080/.test(url) ? "PROXY p2:1" : "DIRECT";"""

    with Explorer(script(body), frame=UrlFrame("http", 8080)) as explorer:
        partition = confirmed(explorer, explorer.explore(below("x.example")))

    assert partition.gaps == ()
    assert [(leaf.witness.url, str(leaf.answer)) for leaf in partition.leaves] == [
        ("http://a.x.example:8080/", "PROXY p2:1"),
        ("http://b.x.example:8080/", "PROXY p1:1"),
    ]
