"""What a lint run proved, for programs."""

from __future__ import annotations

from typing import Any

from pacgen.analysis.verdicts import Status
from pacgen.lint.proof import PatternProof, Proof, Refutation
from pacgen.reporters.environment import environment_data, environment_flags

__all__ = ["proof_data", "proof_words"]


def proof_data(proof: Proof) -> dict[str, Any]:
    """Return what is known about all hosts, pattern by pattern."""
    return {
        "proven": proof.is_complete,
        "targets": [target.value for target in proof.targets],
        "max_labels": proof.max_labels,
        "reason": proof.reason or None,
        "patterns": [_pattern(pattern) for pattern in proof.patterns],
    }


def proof_words(proof: PatternProof) -> str:
    """Return what is known about one pattern, in one line."""
    match proof.status:
        case Status.PROVEN:
            return "proven"
        case Status.NOT_PROVEN:
            place = f"line {proof.line}: " if proof.line is not None else ""
            return f"not proven: {place}{proof.reason}"
        case Status.REFUTED:
            refutation = proof.refutation
            if refutation is None:
                return f"refuted: {proof.host}"
            flags = environment_flags(refutation.witness.environment)
            return f"refuted: {proof.host}{flags} -> {refutation.answer}"


def _pattern(proof: PatternProof) -> dict[str, Any]:
    return {
        "pattern": proof.pattern,
        "status": proof.status.value,
        "reason": proof.reason or None,
        "line": proof.line,
        "host": proof.host or None,
        "counterexample": _refutation(proof.refutation) if proof.refutation else None,
    }


def _refutation(refutation: Refutation) -> dict[str, Any]:
    answer = refutation.answer
    return {
        "url": refutation.witness.url,
        "host": refutation.witness.host,
        "target": refutation.target.value,
        "environment": environment_data(refutation.witness.environment),
        "condition": refutation.condition or None,
        "returned": answer.returned,
        "route": str(answer.route),
        "fault": answer.fault.message if answer.fault else None,
        "line": refutation.line,
    }
