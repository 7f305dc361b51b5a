"""The rules: one file, one class each. They are registered here by hand, sorted by name."""

from __future__ import annotations

from pacgen.lint.rule import Rule
from pacgen.lint.rules.apex_not_covered import ApexNotCovered
from pacgen.lint.rules.case_dependent_routing import CaseDependentRouting
from pacgen.lint.rules.control_host_direct import ControlHostDirect
from pacgen.lint.rules.direct_only_as_fallback import DirectOnlyAsFallback
from pacgen.lint.rules.direct_with_proxy_tail import DirectWithProxyTail
from pacgen.lint.rules.evaluation_error import EvaluationError
from pacgen.lint.rules.ip_literal_proxied import IpLiteralProxied
from pacgen.lint.rules.no_default_result import NoDefaultResult
from pacgen.lint.rules.not_a_pac_file import NotAPacFile
from pacgen.lint.rules.required_host_proxied import RequiredHostProxied
from pacgen.lint.rules.scheme_dependent_routing import SchemeDependentRouting
from pacgen.lint.rules.trailing_dot_dependent_routing import TrailingDotDependentRouting
from pacgen.lint.rules.wildcard_child_proxied import WildcardChildProxied

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = (
    ApexNotCovered(),
    CaseDependentRouting(),
    ControlHostDirect(),
    DirectOnlyAsFallback(),
    DirectWithProxyTail(),
    EvaluationError(),
    IpLiteralProxied(),
    NoDefaultResult(),
    NotAPacFile(),
    RequiredHostProxied(),
    SchemeDependentRouting(),
    TrailingDotDependentRouting(),
    WildcardChildProxied(),
)
"""All rules, sorted by name."""
