"""Asks the same several times in one copy of the script, to see whether the answer changes."""

from __future__ import annotations

import json
from collections.abc import Sequence

from pacgen.lint.answers import Answer
from pacgen.lint.context import LintContext

__all__ = ["repeated"]

_TIMES = 8

_WRAPPER = """
;(function (entry) {
  FindProxyForURL = function (url, host) {
    var answers = [], i;
    for (i = 0; i < %d; i += 1) answers.push("" + entry(url, host));
    return JSON.stringify(answers);
  };
})(FindProxyForURL);
"""
"""What is appended to the script: it asks the script's own function in place of the client."""


def repeated(context: LintContext, answers: Sequence[Answer]) -> list[list[str]]:
    """
    Return for each of *answers* what the script says when it is asked again and again.

    Nothing at all where that cannot be found out.
    """
    if context.asker is None or not answers:
        return []
    target = context.reference
    if target is None:
        return []
    text = context.pac.text + _WRAPPER % _TIMES
    requests = [answer.decision.request for answer in answers]
    decisions = context.asker.decide(requests, target, text=text)
    return [_texts(decision.returned) for decision in decisions]


def _texts(returned: str | None) -> list[str]:
    try:
        read = json.loads(returned or "[]")
    except ValueError:
        return []
    return [str(item) for item in read] if isinstance(read, list) else []
