"""Tests of reading ``pacgen.yaml``: what may be written, and what is said of what may not."""

from __future__ import annotations

from pathlib import Path

import pytest

from pacgen.endpoints import Category
from pacgen.errors import ConfigError, InputError
from pacgen.policy import LocalRoute
from pacgen.policy.config_file import LoadedConfig, find_config, load_config, parse_config
from pacgen.policy.config_text import STARTER, effective, schema
from pacgen.routes import DIRECT, Route

MALFORMED = sorted((Path(__file__).parent / "malformed").glob("*.yaml"))

PROXY = "proxy: PROXY p:1\n"


def parse(text: str, **environment: str) -> LoadedConfig:
    """Understand a text as if it were a file."""
    return parse_config(text, Path("pacgen.yaml"), environment)


@pytest.mark.parametrize("path", MALFORMED, ids=lambda path: path.stem)
def test_malformed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong configuration is refused with the message beside it: line, column, key, cure."""
    monkeypatch.chdir(path.parent)
    with pytest.raises(ConfigError) as caught:
        load_config(Path(path.name), {})

    assert path.with_suffix(".txt").read_text(encoding="utf-8") == f"{caught.value.what}\n"


def test_there_are_many_malformed() -> None:
    """The files are found."""
    assert len(MALFORMED) >= 30


class TestYaml:
    """What YAML itself offers."""

    def test_anchors_and_merge_keys(self) -> None:
        """An alias repeats what its anchor holds, a merge key what is not said otherwise."""
        config = parse(
            PROXY
            + "rules:\n"
            + "  - &own {hosts: [a.com], route: direct, comment: ours}\n"
            + "  - {<<: *own, hosts: b.com}\n"
            + "  - *own\n"
        ).config

        assert [rule.hosts for rule in config.rules] == [("a.com",), ("b.com",), ("a.com",)]
        assert {rule.comment for rule in config.rules} == {"ours"}

    def test_one_in_place_of_a_list(self) -> None:
        """A list of one may be written without brackets."""
        assert parse(PROXY + "categories: Optimize\n").config.categories == ("Optimize",)

    def test_many_rules_are_read_in_time(self) -> None:
        """Thousands of rules are read."""
        rules = "".join(f"  - {{hosts: h{n}.example.com, route: direct}}\n" for n in range(3000))

        assert len(parse(f"{PROXY}rules:\n{rules}").site.site.rules) == 3000

    def test_bombs(self) -> None:
        """Aliases of aliases of aliases end in a message."""
        levels = ["a: &l0 [x, x, x, x, x, x, x, x, x, x]\n"]
        levels += [f"a{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]\n" for n in range(1, 9)]

        with pytest.raises(ConfigError, match="far too much"):
            parse("".join(levels))


class TestEnvironment:
    """References to environment variables."""

    TEXT = "environment: [HOST]\nproxy: PROXY ${HOST}:8080\n"

    def test_filled_in(self) -> None:
        """A declared variable that is set is filled in."""
        assert parse(self.TEXT, HOST="p.example.com").config.proxy == "PROXY p.example.com:8080"

    def test_not_shown(self) -> None:
        """The effective configuration shows the reference, not the value."""
        text = effective(parse(self.TEXT, HOST="secret.example.com"))

        assert "proxy: PROXY ${HOST}:8080\n" in text
        assert "secret" not in text

    def test_not_in_messages(self) -> None:
        """No error message shows the value either, in whatever case."""
        with pytest.raises(ConfigError) as caught:
            parse(self.TEXT, HOST="Se/cret")

        assert "cret" not in caught.value.what
        assert "${HOST}" in caught.value.what


class TestMeaning:
    """What a configuration comes to."""

    def test_routes_by_location(self) -> None:
        """A location changes the proxy and named routes; what it does not name stays."""
        site = parse(
            PROXY
            + "routes: {clean: PROXY c:1}\n"
            + "split: {allow: clean}\n"
            + "plain_names: proxy\n"
            + "locations:\n"
            + "  paris: {networks: 10.1.0.0/16, proxy: PROXY q:1}\n"
            + "  tokyo: {networks: 10.2.0.0/16, routes: {clean: DIRECT}}\n"
        ).site

        one, other = Route.parse("PROXY p:1"), Route.parse("PROXY q:1")
        assert site.default == LocalRoute(one, (("paris", other),))
        assert site.site.plain_names == site.default
        assert site.site.by_category[Category.ALLOW] == LocalRoute(
            Route.parse("PROXY c:1"), (("tokyo", DIRECT),)
        )
        assert [place.name for place in site.site.locations] == ["paris", "tokyo"]

    def test_rules(self) -> None:
        """A domain is the name and everything below; words stand for networks; ports are ranges."""
        (rule,) = parse(
            PROXY
            + "rules:\n"
            + "  - domains: corp.com\n"
            + "    networks: [private, 8.8.8.0/24]\n"
            + "    ports: ['8000-8099', 443]\n"
            + "    schemes: [https, http]\n"
            + "    route: SOCKS5 s:1\n"
        ).site.site.rules

        assert [str(p) for p in rule.patterns] == ["corp.com", "*.corp.com"]
        assert "192.168.0.0/16" in map(str, rule.networks)
        assert str(rule.condition) == "http/https port 443, 8000-8099"
        assert rule.route == Route.parse("SOCKS5 s:1")

    def test_teams_is_skype(self) -> None:
        """The service area may be called as people call it."""
        assert parse(PROXY + "service_areas: Teams\n").site.site.service_areas == {"Skype"}


class TestFiles:
    """Finding and reading."""

    def test_nearest_upwards(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """The nearest file in the directory or above it is found, and named as seen from here."""
        below = tmp_path / "a" / "b"
        below.mkdir(parents=True)
        (tmp_path / "pacgen.yaml").write_text(PROXY)

        monkeypatch.chdir(below)

        assert find_config(below) == Path("../../pacgen.yaml")
        (below / "pacgen.yaml").write_text(PROXY)
        assert find_config(below) == Path("pacgen.yaml")

    def test_unreadable(self, tmp_path: Path) -> None:
        """A file that is not there, or no text, is an error in words."""
        with pytest.raises(InputError, match="cannot be read"):
            load_config(tmp_path / "none.yaml")
        (tmp_path / "x.yaml").write_bytes(b"proxy: \xff\n")
        with pytest.raises(InputError, match="not UTF-8"):
            load_config(tmp_path / "x.yaml")


class TestTexts:
    """What pacgen writes about configurations."""

    def test_starter(self) -> None:
        """The file to begin with is a good one."""
        assert parse(STARTER).config.preset == "teams"

    def test_starter_comments(self) -> None:
        """What it shows in comments is good too."""
        head, _, tail = STARTER.partition("# More, each explained in docs/config.md:\n")
        more = "\n".join(line.removeprefix("# ").removeprefix("#") for line in tail.splitlines())

        assert parse(f"{head}{more}\n").config.outputs[0].file == "wpad.dat"

    def test_effective_is_a_configuration(self) -> None:
        """What is shown can be read again and means the same."""
        loaded = parse(STARTER)

        assert parse(effective(loaded)).config == loaded.config

    def test_schema(self) -> None:
        """The schema describes every key for editors, and the same bytes come every time."""
        text = schema()

        assert '"presett"' not in text
        for key in ("proxy", "split", "locations", "rules", "outputs", "expect", "tenant"):
            assert f'"{key}"' in text
        assert '"description": "Where everything goes that nothing else is said about' in text
        assert schema() == text
