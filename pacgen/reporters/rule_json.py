"""What there is to say about rules, as JSON. A contract like that of the lint report."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from pacgen.lint.catalogue import RuleInfo

__all__ = ["SCHEMA", "render"]

SCHEMA = 1
"""Rises when a reader of the former form would go wrong."""


def render(rules: Sequence[RuleInfo]) -> str:
    """Return the document."""
    document = {"schema": SCHEMA, "rules": [_rule(rule) for rule in rules]}
    return json.dumps(document, indent=2) + "\n"


def _rule(rule: RuleInfo) -> dict[str, Any]:
    return {
        "name": rule.name,
        "code": rule.code,
        "group": rule.group.value,
        "severity": rule.severity.value,
        "by_default": rule.by_default,
        "summary": rule.summary,
        "sections": [{"title": s.title, "text": s.text} for s in rule.sections],
        "why": rule.why,
        "bad": rule.bad,
        "good": rule.good,
    }
