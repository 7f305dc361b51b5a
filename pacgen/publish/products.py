"""The PAC files that a configuration wants: planned, rendered, held against their policies."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pacgen.data import TEMPLATES
from pacgen.errors import UsageError
from pacgen.generator import render
from pacgen.generator.render import DEFAULT_TEMPLATE
from pacgen.policy import ExpectedRoute, Policy
from pacgen.policy.config import Output
from pacgen.policy.placing import fixed_at, known_at, limited_to
from pacgen.publish.assertions import check_assertions
from pacgen.publish.check import check_pac

__all__ = ["Located", "Plan", "Product", "make", "plan_one", "plan_outputs", "prove"]

Located = tuple[ExpectedRoute, str]
"""An assertion of the site, and the location that its client is in."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One PAC file to make."""

    name: str
    """What the configuration calls it."""

    file: str
    """Where it is to be; ``-`` for standard output."""

    policy: Policy
    expected: tuple[Located, ...]
    template: str = DEFAULT_TEMPLATE
    small: bool = False
    """Whether to leave out comments and blanks."""


@dataclass(frozen=True, slots=True)
class Product:
    """One PAC file, made."""

    plan: Plan
    text: str

    @property
    def data(self) -> bytes:
        """What is written."""
        return self.text.encode("ascii")


def plan_one(file: str, policy: Policy, expected: Iterable[ExpectedRoute], *, small: bool) -> Plan:
    """Return the plan of a single file that knows every location."""
    located = tuple((e, policy.location_for(e.client)) for e in expected)
    return Plan("", file, policy, located, small=small)


def plan_outputs(
    outputs: Iterable[Output],
    policy: Policy,
    expected: Iterable[ExpectedRoute],
    directory: Path,
    *,
    small: bool = False,
) -> Iterator[Plan]:
    """Yield the plan of each of *outputs*, whose files are seen from *directory*."""
    assertions = tuple(expected)
    for given in outputs:
        own, located = _placed(given, policy, assertions)
        file = str(directory / given.file)
        yield Plan(given.name, file, own, located, given.template, small or given.minify)


def make(plan: Plan, templates: Path | None = None) -> Product:
    """
    Render one file; nothing is known of it yet but that the template could be rendered.

    Args:
        plan: What to make.
        templates: The directory of the site's own templates.

    Raises:
        UsageError: there is no such template.
        TemplateError: it is broken.
    """
    if templates and not (templates / plan.template).is_file():
        raise UsageError(
            f"{templates}: there is no template {plan.template}",
            tip='begin one with {% extends "shipped/proxy.pac.j2" %}',
        )
    directory = templates or TEMPLATES
    text = render(plan.policy, template=plan.template, directory=directory, small=plan.small)
    return Product(plan, text)


def prove(product: Product) -> int:
    """
    Run *product*: it must do what its policy says, and what the site asserts.

    Returns:
        The number of requests that were asked about.

    Raises:
        PacCheckError: it does something else.
    """
    asked = check_pac(product.text, product.plan.policy)
    check_assertions(product.text, product.plan.expected)
    return asked


def _placed(
    given: Output, policy: Policy, expected: Iterable[ExpectedRoute]
) -> tuple[Policy, tuple[Located, ...]]:
    """Return the policy of one output, and the assertions with where their clients are in it."""
    if given.location is not None:
        place = given.location
        concerned = (e for e in expected if _concerns(e, policy, place))
        return fixed_at(policy, place), tuple((e, place) for e in concerned)
    if given.locations is None:
        return policy, tuple((e, policy.location_for(e.client)) for e in expected)
    own, kept = limited_to(policy, given.locations), frozenset(given.locations)
    known = (dataclasses.replace(e, route=known_at(e.route, kept)) for e in expected)
    return own, tuple((e, own.location_for(e.client)) for e in known)


def _concerns(expected: ExpectedRoute, policy: Policy, location: str) -> bool:
    """Say whether an assertion is about a file for *location*: not if its client is elsewhere."""
    return not expected.client or policy.location_for(expected.client) == location
