"""Code that mends a PAC file, for tips: what a person would write into it by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pacgen.endpoints import IPNetwork
from pacgen.lint.answers import Answer
from pacgen.patterns import HostPattern, PatternKind
from pacgen.policy.expectation import ExpectedHost

__all__ = ["direct_if", "entry_tests", "host_test", "network_test"]

_TERMS = 12
"""More than this nobody copies by hand."""


def host_test(pattern: HostPattern) -> str:
    """Return a JavaScript expression for the hosts of *pattern*; ``host`` is in plain form."""
    match pattern.kind:
        case PatternKind.EXACT:
            return f'host == "{pattern}"'
        case PatternKind.CHILDREN:
            return f'dnsDomainIs(host, ".{pattern.suffix}")'
        case PatternKind.GLOB:
            return f'shExpMatch(host, "{pattern}")'


def network_test(network: IPNetwork) -> str:
    """
    Return a JavaScript expression for the addresses of an IPv4 *network*.

    It tests for an address first: given a name, ``isInNet`` would ask the DNS.
    """
    return (
        r"/^\d+(\.\d+){3}$/.test(host) && "
        f'isInNet(host, "{network.network_address}", "{network.netmask}")'
    )


def entry_tests(answers: Iterable[Answer]) -> tuple[str, ...]:
    """Return one expression for each host pattern that *answers* are about."""
    wanted = [answer.probe.wanted for answer in answers]
    patterns = [entry.pattern for entry in wanted if isinstance(entry, ExpectedHost)]
    return tuple(host_test(pattern) for pattern in dict.fromkeys(patterns))


def direct_if(tests: Iterable[str]) -> str:
    """Return an indented ``if`` statement that sends DIRECT what one of *tests* holds for."""
    unique = list(dict.fromkeys(tests))
    shown, more = unique[:_TERMS], unique[_TERMS:]
    lines = [*_joined(shown, closed=not more)]
    if more:
        lines.append(f"        /* and {len(more)} more */) {{")
    return "\n".join([*lines, '      return "DIRECT";', "    }"])


def _joined(tests: Sequence[str], *, closed: bool) -> Iterable[str]:
    for index, test in enumerate(tests):
        head = "    if (" if index == 0 else "        "
        last = index == len(tests) - 1
        yield f"{head}{test}{') {' if last and closed else '' if last else ' ||'}"
