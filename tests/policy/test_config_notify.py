from __future__ import annotations

import json
from pathlib import Path

import pytest

from pacgen.errors import ConfigError
from pacgen.policy.config_file import LoadedConfig, parse_config
from pacgen.policy.config_notify import Body, Event
from pacgen.policy.config_text import effective, schema

HOOK = "https://hooks.example.com/services/T000/SECRET"


def load(notify: str, environment: dict[str, str] | None = None) -> LoadedConfig:
    """Return the configuration with *notify* in it."""
    text = f"environment: [HOOK]\nproxy: PROXY p.example.com:8080\nnotify: {notify}\n"
    return parse_config(text, Path("pacgen.yaml"), environment or {})


def test_nobody_is_told_by_default() -> None:
    """Without the section there is no file and no webhook."""
    notify = parse_config("proxy: PROXY p.example.com:8080", Path("pacgen.yaml"), {}).config.notify
    assert ("", ()) == (notify.metrics, notify.webhooks)


def test_all_but_quiet_runs_are_sent() -> None:
    """A webhook with nothing but its URL gets the summary of every run that did something."""
    (hook,) = load(f"{{webhooks: [{{url: '{HOOK}'}}]}}").config.notify.webhooks
    assert (Body.JSON, 10.0, 3) == (hook.format, hook.timeout, hook.attempts)
    assert (Event.PUBLISHED, Event.REFUSED, Event.FAILED) == hook.events


@pytest.mark.parametrize("environment", [{}, {"HOOK": HOOK}])
def test_references_wait_until_something_is_sent(environment: dict[str, str]) -> None:
    """A machine without the secret can use the configuration; with it, it is not even read."""
    loaded = load("{webhooks: [{url: '${HOOK}'}]}", environment)
    assert "${HOOK}" == loaded.config.notify.webhooks[0].url.get_secret_value()
    assert "SECRET" not in effective(loaded)


def test_a_secret_in_the_file_is_not_shown() -> None:
    """Neither printing the configuration nor an error repeats a URL."""
    loaded = load(f"{{webhooks: [{{url: '{HOOK}'}}]}}")
    assert "SECRET" not in effective(loaded) + repr(loaded.config)


@pytest.mark.parametrize(
    ("notify", "message"),
    [
        ("{webhooks: [{url: 'ftp://x/SECRET'}]}", "this is no http or https URL"),
        ("{webhooks: [{url: 'https://h/SECRET b'}]}", "this is no http or https URL"),
        ("{webhooks: [{url: 'https://h:x/SECRET'}]}", "this is no http or https URL"),
        ("{webhooks: [{url: 'https:///SECRET'}]}", "this is no http or https URL"),
        ("{webhooks: [{url: '${HOOX}'}]}", "${HOOX} is not declared"),
        ("{webhooks: [{url: '${HOOK}', format: slck}]}", "did you mean 'slack'"),
        ("{webhooks: [{url: '${HOOK}', events: [refusd]}]}", "did you mean 'refused'"),
        ("{webhooks: [{url: '${HOOK}', attempts: 0}]}", "attempts: "),
        ("{webhooks: [{url: '${HOOK}', timeout: 0}]}", "timeout: "),
        ("{webhook: []}", "did you mean 'webhooks'"),
    ],
)
def test_errors_name_the_key_and_no_secret(notify: str, message: str) -> None:
    """What is wrong is said with its place, and a URL is never repeated."""
    with pytest.raises(ConfigError) as caught:
        load(notify)
    assert message in caught.value.what
    assert "pacgen.yaml:3:" in caught.value.what
    assert "SECRET" not in caught.value.what


def test_the_schema_calls_the_url_a_secret() -> None:
    """Editors are told that it is no text to show."""
    url = json.loads(schema())["$defs"]["WebhookConfig"]["properties"]["url"]
    assert ("password", True) == (url["format"], url["writeOnly"])
