from __future__ import annotations

from collections.abc import Callable

from pacgen.lint import Report


def test_a_file_that_does_not_load_has_no_figures(lint_text: Callable[..., Report]) -> None:
    """The verdict says what that means, since every figure would mislead."""
    report = lint_text("function FindProxyForURL( {")

    assert "does not load, so that clients use no proxy for anything" == report.verdict


def test_what_is_no_pac_file_has_no_figures(lint_text: Callable[..., Report]) -> None:
    """The verdict says so, and nothing was counted."""
    report = lint_text("<html>")

    assert "not a PAC file" == report.verdict
    assert [0, 0, 0] == [report.tally.hosts, report.tally.networks, report.tally.requests]


def test_figures_without_networks(lint_text: Callable[..., Report]) -> None:
    """Where no network is expected, none is mentioned."""
    report = lint_text('function FindProxyForURL(u, h) { return "DIRECT"; }', "aka.ms")

    assert (
        "Teams hosts all DIRECT: 1/1; others 0/12 proxied (DIRECT is the file's default)"
        == report.verdict
    )


def test_infos_are_no_problem(lint_text: Callable[..., Report]) -> None:
    """Only errors and warnings make a run fail."""
    assert not lint_text('function FindProxyForURL(u, h) { return "DIRECT"; }').has_problems
    assert lint_text("").has_problems
