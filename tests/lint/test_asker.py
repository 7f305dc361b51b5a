from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import NoReturn

import pytest

from pacgen.engine import Environment, Request, Target
from pacgen.engine.evaluator import AbandonedError
from pacgen.lint.asker import Asker

BOTH = (Target.CHROMIUM, Target.WINHTTP)
PROXIED = 'function FindProxyForURL(url, host) { return "PROXY " + host + ":80"; }'
LOOPS = "function FindProxyForURL(url, host) { for (;;); }"


def _questions(*hosts: str) -> list[tuple[Request, Environment]]:
    return [(Request.for_host(host), Environment()) for host in hosts]


def test_every_client_answers_in_the_order_of_the_questions() -> None:
    """Several worlds are asked one after the other, and the answers are put back into order."""
    other = Environment(client_addresses=("10.1.2.3",))
    mixed = [
        *_questions("a.example"),
        (Request.for_host("b.example"), other),
        *_questions("c.example"),
    ]
    with Asker(PROXIED, BOTH) as asker:
        answers = asker.ask(dict.fromkeys(BOTH, mixed))

    for target in BOTH:
        assert [f"PROXY {n}.example:80" for n in "abc"] == [
            d.returned for d in answers[target] if d is not None
        ]


def test_a_client_that_cannot_load_the_file_is_asked_no_more() -> None:
    """New syntax silences Windows; the browser goes on."""
    text = 'const P = "PROXY p.example:80";\nfunction FindProxyForURL(u, h) { return P; }'
    with Asker(text, BOTH) as asker:
        asker.ask(dict.fromkeys(BOTH, _questions("a.example")))

        assert (Target.CHROMIUM,) == asker.targets
        assert {Target.CHROMIUM} == set(asker.ask(dict.fromkeys(BOTH, _questions("b.example"))))
        assert [] == asker.decide([Request.for_host("a.example")], Target.WINHTTP)


def test_a_script_that_hangs_is_left_alone_afterwards() -> None:
    """Every further question would cost the same time again."""
    with Asker(LOOPS, [Target.CHROMIUM]) as asker:
        asker.ask({Target.CHROMIUM: _questions("a.example")})

        assert asker.is_exhausted
        assert {} == asker.ask({Target.CHROMIUM: _questions("b.example")})
        assert [] == asker.trace([Request.for_host("a.example")], Target.CHROMIUM, Environment())


@pytest.mark.parametrize(
    "slow",
    [
        "function FindProxyForURL(url, host) { for (var i = 0; i < 2000000; i += 1); return host; }",
        "for (;;);",
    ],
    ids=["answering", "loading"],
)
def test_nobody_waits_for_a_run_that_is_interrupted(slow: str) -> None:
    """Whatever is asked at the moment of a Ctrl-C is given up, and its process ended."""
    many = _questions(*(f"h{number}.example" for number in range(3000)))
    asker = Asker(slow, [Target.CHROMIUM])
    with ThreadPoolExecutor(1) as thread:
        waiting = thread.submit(asker.ask, {Target.CHROMIUM: many})
        with pytest.raises(KeyboardInterrupt), asker:
            _interrupt(asker)
        with pytest.raises(AbandonedError):
            waiting.result()

    assert () == asker.evaluators


def _interrupt(asker: Asker) -> NoReturn:
    while not _is_running(asker):
        time.sleep(0.01)
    raise KeyboardInterrupt


def _is_running(asker: Asker) -> bool:
    """Whether the script itself is at work; a worker without it would not be missed."""
    workers = [evaluator._workers[0] for evaluator in asker.evaluators]  # noqa: SLF001 - nothing public tells
    return any(worker is not None and worker.last_progress for worker in workers)


@pytest.mark.parametrize("traced", [False, True])
def test_another_text_can_be_asked(traced: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """To find something out, a changed script is asked in place of the file."""
    changed = PROXIED.replace('"PROXY "', '"SOCKS "')
    with Asker(PROXIED, BOTH) as asker:
        requests = [Request.for_host("a.example")]
        ask = asker.trace_text(changed, requests, Target.CHROMIUM) if traced else None
        (decision,) = ask or asker.decide(requests, Target.CHROMIUM, text=changed)

    assert "SOCKS a.example:80" == decision.returned
    assert traced == (decision.trace is not None)


def test_closing_twice_does_no_harm() -> None:
    """Leaving the context closes; so may the caller."""
    asker = Asker(PROXIED, BOTH)
    asker.ask(dict.fromkeys(BOTH, _questions("a.example")))
    asker.close()
    asker.close()
