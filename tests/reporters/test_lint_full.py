from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pacgen.lint import Finding, Place, Report, Severity
from pacgen.reporters.lint_full import render

MakeReport = Callable[..., Report]

VERDICT = """\
wpad.dat: Teams hosts partly DIRECT: 3/24; networks 1/9; others 11/12 proxied; 1
    of 114 requests failed"""

WHOLE = f"""\
{VERDICT}

error[required-host-proxied]: *.lync.com, teams.microsoft.com,
    *.teams.microsoft.com and 1 more go to a proxy
 --> wpad.dat
  = all:   *.lync.com, teams.microsoft.com, *.teams.microsoft.com, aka.ms
  = asked: https://teams.microsoft.com/ -> PROXY proxy.example.com:8080,
           expected DIRECT (sets 11 and 12, Optimize)
  = asked: https://A.LYNC.COM/ -> an empty text, expected DIRECT (set 12, Allow,
           as pacparser)
           and 6 more requests
  = why:   traffic to these hosts crosses the proxy
  = fix:   above all else, write
           if (host == "teams.microsoft.com") {{
             return "DIRECT";
           }}
  = more:  pacgen rule required-host-proxied

warning[evaluation-error]: FindProxyForURL throws ReferenceError: DIRECT is not
    defined
 --> wpad.dat:2:34
  |
2 |  if (host == "x.example") return DIRECT;
  |                                  ^
  = asked: https://x.example/ -> failed (ReferenceError: DIRECT is not defined),
           expected a proxy
  = why:   clients go DIRECT without a word
  = fix:   look for words without quotes
  = more:  pacgen rule evaluation-error

1 error, 1 warning
endpoint data: Worldwide 2026010100, preset teams
"""


def test_the_whole_text(make_report: MakeReport, required: Finding, thrown: Finding) -> None:
    """The verdict comes first, then each finding with place, evidence, meaning and cure."""
    assert WHOLE == render([make_report(required, thrown)])


def test_a_clean_file_is_short(make_report: MakeReport) -> None:
    """Without findings there are the verdict and what it rests on."""
    assert [
        *VERDICT.splitlines(),
        "",
        "no findings",
        "endpoint data: Worldwide 2026010100, preset teams",
    ] == render([make_report()]).splitlines()


def test_several_files_are_summed_up(make_report: MakeReport, thrown: Finding) -> None:
    """The last lines speak of all files together."""
    info = replace(thrown, severity=Severity.INFO)
    text = render([make_report(thrown, name="a.pac"), make_report(info, name="b.pac")])

    assert ["2 files: 2 partly DIRECT", "1 warning, 1 info"] == text.splitlines()[-3:-1]
    assert [" --> wpad.dat:2:34"] * 2 == [line for line in text.splitlines() if "-->" in line]


def test_findings_that_are_alike_are_shown_whole_three_times(
    make_report: MakeReport, thrown: Finding
) -> None:
    """Of a rule that is broken again and again, the later places have a line each, eight of them."""
    findings = [replace(thrown, place=Place("wpad.dat", line)) for line in range(1, 14)]
    lines = render([make_report(*findings)]).splitlines()

    assert 3 == len([line for line in lines if line.startswith("  = why")])
    head = lines.index("warning[evaluation-error]: 10 more")
    assert (
        " --> wpad.dat:4: FindProxyForURL throws ReferenceError: DIRECT is not defined"
        == lines[head + 1]
    )
    assert "     and 2 more; --format concise lists all" == lines[head + 9]


def test_a_long_list_of_subjects_is_cut(make_report: MakeReport, required: Finding) -> None:
    """A dozen hosts are named; of what was asked two requests are shown."""
    subjects = tuple(f"h{number}.example" for number in range(40))
    (evidence, _) = required.evidence
    finding = replace(required, subjects=subjects, evidence=(evidence,) * 3, count=100)
    text = " ".join(render([make_report(finding)]).split())

    assert "h11.example and 28 more" in text
    assert "h12.example" not in text
    assert "and 98 more requests" in text


def test_nothing_gives_nothing() -> None:
    """Where there is no file to speak of, there is no text."""
    assert "" == render([])


def test_colours_change_nothing_but_colour(
    make_report: MakeReport, required: Finding, thrown: Finding
) -> None:
    """With colours the text has escape sequences, and is otherwise the same."""
    import click  # noqa: PLC0415 - needed here alone

    coloured = render([make_report(required, thrown)], colour=True)

    assert "\x1b[31m" in coloured
    assert WHOLE == click.unstyle(coloured)


def test_a_hostile_file_cannot_speak_to_the_terminal(
    make_report: MakeReport, required: Finding, thrown: Finding
) -> None:
    """Escape sequences and bidirectional marks in names, lines and answers are spelt out."""
    source = "\n\x1b[2J\u202eif (host == 'x')\x07".encode()
    evidence = replace(required.evidence[0], returned="PROXY \x1b]0;x\x07\ny:1")
    thrown = replace(thrown, place=replace(thrown.place, file="a\x1b[1m.pac"))
    text = render(
        [
            make_report(
                replace(thrown, message="throws \x1b[31mred"),
                replace(required, evidence=(evidence,)),
                name="a\x1b[1m.pac",
                data=source,
            )
        ]
    )

    assert not {"\x1b", "\u202e", "\x07"} & set(text)
    assert r"2 | \x1b[2J\u202eif (host == 'x')\x07" in text
    assert r"PROXY \x1b]0;x\x07\ny:1" in text


def test_a_long_line_is_shown_around_the_column(make_report: MakeReport, thrown: Finding) -> None:
    """Of a line in a minified file only what fits is shown; the caret stays below its column."""
    source = b"a" * 500 + b"X" + b"b" * 500
    finding = replace(thrown, place=Place("wpad.dat", 1, 501))
    lines = render([make_report(finding, data=source)]).splitlines()
    shown = next(line for line in lines if line.startswith("1 |"))
    caret = lines[lines.index(shown) + 1]

    assert [80, "X"] == [len(shown), shown[caret.index("^")]]
    assert shown.startswith("1 | ...")
    assert shown.endswith("...")


def test_a_place_beyond_the_file_shows_no_line(make_report: MakeReport, thrown: Finding) -> None:
    """A line number that the file does not have, or no column, is no reason to fail."""
    beyond = replace(thrown, place=Place("wpad.dat", 99, 1))
    no_column = replace(thrown, place=Place("wpad.dat", 1))
    text = render([make_report(beyond, no_column)])

    assert " --> wpad.dat:99:1\n  = asked" in text
    assert "1 | function FindProxyForURL(url, host) {\n  = asked" in text


def test_windows_line_ends_are_not_shown(make_report: MakeReport, thrown: Finding) -> None:
    """A carriage return at the end of a line belongs to the line end."""
    text = render([make_report(thrown, data=b"one;\r\ntwo;\r\nthree;\r\n")])

    assert "\n2 | two;\n" in text


def test_a_long_answer_is_cut(make_report: MakeReport, required: Finding) -> None:
    """A script may return pages of text; people are shown its beginning."""
    evidence = replace(required.evidence[0], returned="PROXY " + "a;" * 30_000)
    text = render([make_report(replace(required, evidence=(evidence,)))])

    assert len(text) < 2_000
    assert "a;a..., expected DIRECT" in " ".join(text.split())
