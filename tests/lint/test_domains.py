from __future__ import annotations

from collections.abc import Callable

import pytest

from pacgen.lint import Report
from pacgen.lint.domains import registrable


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("evil-login.microsoftonline.com", "microsoftonline.com"),
        ("www.example.co.uk", "example.co.uk"),
        ("a.b.azureedge.net", "b.azureedge.net"),
        ("com", "com"),
        ("TEAMS.Microsoft.com.", "microsoft.com"),
    ],
)
def test_what_is_registered(host: str, domain: str) -> None:
    """It is one label below what anybody can have a name in."""
    assert domain == registrable(host)


def test_a_look_alike_in_ones_own_domain_is_nobody_elses(
    lint_text: Callable[..., Report],
) -> None:
    """Below a domain that goes DIRECT as a whole, names like those of the list harm nobody."""
    text = (
        "function FindProxyForURL(url, host) {\n"
        '  host = host.toLowerCase().replace(/\\.$/, "");\n'
        '  if (dnsDomainIs(host, ".microsoft.com")) return "DIRECT";\n'
        '  return "PROXY proxy.example.com:8080";\n'
        "}\n"
    )

    assert [] == [finding.rule for finding in lint_text(text).findings]
