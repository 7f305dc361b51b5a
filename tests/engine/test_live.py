"""Real DNS answers: what the script asks is looked up outside, within limits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pacgen.engine import DnsRecord, Environment, Evaluator, Request
from pacgen.engine.live import LiveDns

CHAIN = """
function FindProxyForURL(url, host) {
  var first = dnsResolve(host);
  if (!first) return "PROXY unknown.example:80";
  var second = dnsResolve("at-" + first + ".example");
  return second ? "PROXY " + second + ":80" : "PROXY only-one.example:80";
}
"""


class Resolver:
    """Answers from a table, and remembers what it was asked."""

    def __init__(self, table: Mapping[str, tuple[str, ...]]) -> None:
        self.table = table
        self.asked: list[str] = []
        self.seconds: list[float] = []

    def __call__(self, names: Iterable[str], seconds: float) -> dict[str, tuple[str, ...]]:
        """Answer for the names in the table; for none of the others in time."""
        wanted = list(names)
        self.asked += wanted
        self.seconds.append(seconds)
        return {name: self.table[name] for name in wanted if name in self.table}


def _returned(
    live: LiveDns, *hosts: str, environment: Environment | None = None
) -> list[str | None]:
    with Evaluator(CHAIN) as evaluator:
        decisions = live.decide(evaluator, [Request.for_host(h) for h in hosts], environment)
    return [decision.returned for decision in decisions]


def test_questions_are_followed_until_there_is_no_new_one() -> None:
    """The second name depends on the answer for the first."""
    resolver = Resolver({"a.example": ("10.0.0.1",), "at-10.0.0.1.example": ("10.0.0.2",)})

    assert _returned(LiveDns(resolver), "a.example") == ["PROXY 10.0.0.2:80"]
    assert resolver.asked == ["a.example", "at-10.0.0.1.example"]


def test_what_the_environment_says_is_not_looked_up() -> None:
    """Not even when it says that the name does not resolve."""
    resolver = Resolver({})
    environment = Environment(dns=(DnsRecord("*.example", ()),))

    assert _returned(LiveDns(resolver), "a.example", environment=environment) == [
        "PROXY unknown.example:80"
    ]
    assert resolver.asked == []


def test_a_name_that_does_not_resolve_is_asked_once() -> None:
    """An empty answer is an answer; it holds for later requests too."""
    resolver = Resolver({"a.example": ()})
    live = LiveDns(resolver)

    assert _returned(live, "a.example") == ["PROXY unknown.example:80"]
    assert _returned(live, "a.example", "A.example") == ["PROXY unknown.example:80"] * 2
    assert resolver.asked == ["a.example"]
    assert (live.looked_up, live.given_up) == (1, ())


def test_the_number_of_names_is_capped() -> None:
    """What is over the cap does not resolve, and is named."""
    resolver = Resolver({f"h{i}.example": () for i in range(5)})
    live = LiveDns(resolver, max_names=2)

    _returned(live, *(f"h{i}.example" for i in range(5)))
    _returned(live, "h4.example", "h5.example")

    assert resolver.asked == ["h0.example", "h1.example"]
    assert live.given_up == ("h2.example", "h3.example", "h4.example", "h5.example")


def test_names_without_an_answer_in_time_are_not_asked_again() -> None:
    """A resolver that is slow once must not be waited for again and again."""
    resolver = Resolver({})
    live = LiveDns(resolver)

    _returned(live, "a.example")
    _returned(live, "a.example")

    assert resolver.asked == ["a.example"]
    assert live.given_up == ("a.example",)


def test_the_time_is_one_for_all_lookups() -> None:
    """What the first round took is missing to the second; without time nothing is asked."""
    resolver = Resolver({"a.example": ("10.0.0.1",)})

    _returned(LiveDns(resolver, seconds=5), "a.example")
    assert resolver.seconds[0] == 5
    assert resolver.seconds[1] < 5

    nothing = Resolver({})
    _returned(LiveDns(nothing, seconds=0), "a.example")
    assert nothing.asked == []


def test_the_decisions_say_what_was_learnt() -> None:
    """Whoever wants to ask again, with a trace for one, needs the same world."""
    live = LiveDns(Resolver({"a.example": ("10.0.0.1",)}))

    with Evaluator(CHAIN) as evaluator:
        decision = live.decide(evaluator, [Request.for_host("a.example")])[0]

    assert decision.environment.dns == (DnsRecord("a.example", ("10.0.0.1",)),)


def test_a_script_that_asks_for_ever_is_not_followed_for_ever() -> None:
    """Each answer leads to a new question; at some point it is enough."""
    source = """function FindProxyForURL(url, host) {
      var name = "x"; while (dnsResolve(name + ".example")) name += "x";
      return "PROXY " + name + ".example:80";
    }"""
    asked: list[str] = []

    def resolver(names: Iterable[str], seconds: float) -> dict[str, tuple[str, ...]]:
        del seconds
        found: dict[str, tuple[str, ...]] = dict.fromkeys(names, ("10.0.0.1",))
        asked.extend(found)
        return found

    with Evaluator(source) as evaluator:
        LiveDns(resolver).decide(evaluator, [Request.for_host("a.example")])

    assert len(asked) == 10


def test_what_is_no_name_is_given_up() -> None:
    """A script may ask for anything, a sentence too."""
    live = LiveDns(lambda names, _: dict.fromkeys(names, ()))
    source = 'function FindProxyForURL(u, h) { return "PROXY " + dnsResolve("no name") + ":80"; }'

    with Evaluator(source) as evaluator:
        live.decide(evaluator, [Request.for_host("a.example")])

    assert live.given_up == ("no name",)
