"""
PAC text, requests and a simulated environment become decisions; the script is treated as hostile.
"""

from __future__ import annotations

from pacgen.engine.decision import Decision, Fault, FaultKind, HelperCall, Outcome
from pacgen.engine.environment import DnsRecord, Environment
from pacgen.engine.evaluator import Evaluator, Limits
from pacgen.engine.pacfile import PacFile
from pacgen.engine.request import Request
from pacgen.engine.syntax import Span, SyntaxTree
from pacgen.engine.target import Target
from pacgen.engine.trace import Step, StepKind, Trace

__all__ = [
    "Decision",
    "DnsRecord",
    "Environment",
    "Evaluator",
    "Fault",
    "FaultKind",
    "HelperCall",
    "Limits",
    "Outcome",
    "PacFile",
    "Request",
    "Span",
    "Step",
    "StepKind",
    "SyntaxTree",
    "Target",
    "Trace",
]
