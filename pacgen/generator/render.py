"""PAC text from a policy, through a Jinja2 template that can print nothing unescaped."""

from __future__ import annotations

from importlib.resources.abc import Traversable

from pacgen.data import TEMPLATES
from pacgen.errors import HostPatternError, RouteError
from pacgen.generator.minify import minify
from pacgen.generator.templating import fill
from pacgen.generator.view import view
from pacgen.patterns import HostPattern
from pacgen.policy import Policy, route_at
from pacgen.routes import Route

__all__ = ["DEFAULT_TEMPLATE", "render"]

DEFAULT_TEMPLATE = "proxy.pac.j2"
SMALL_TEMPLATE = "small.pac.j2"
"""What takes the default's place where bytes count more than speed."""


def render(
    policy: Policy,
    *,
    template: str = DEFAULT_TEMPLATE,
    directory: Traversable = TEMPLATES,
    small: bool = False,
) -> str:
    """
    Return the PAC file of *policy*: ASCII, LF, the same bytes for the same policy.

    Args:
        policy: What the file is to do.
        template: Name of the template in *directory*.
        directory: Where the templates are.
        small: Whether to leave out all comments but the header, blanks, and long names.

    Raises:
        TemplateError: the template is missing or broken, or prints something unescaped.
        HostPatternError: a pattern of *policy* was not made by ``HostPattern.parse``.
        RouteError: a route of *policy* was not made by ``Route.parse``.
    """
    _check_values(policy)
    if small and template == DEFAULT_TEMPLATE and directory is TEMPLATES:
        template = SMALL_TEMPLATE
    text = fill(template, directory, own_lines=True, pac=view(policy))
    return minify(text) if small else text


def _check_values(policy: Policy) -> None:
    """Refuse what is no host pattern or route, before any of it is text."""
    for route in _routes(policy):
        if Route.parse(str(route)) != route:
            raise RouteError(f"{str(route)!r} is not written as pacgen writes routes")
    for rule in policy.host_rules:
        if HostPattern.parse(rule.pattern.text) != rule.pattern:
            raise HostPatternError(
                f"{rule.pattern.text!r} is not written as pacgen writes patterns"
            )


def _routes(policy: Policy) -> set[Route]:
    """Return every route that the file may answer."""
    named = {policy.default, policy.plain_names, *(rule.route for rule in policy.rules)}
    places = ("", *(place.name for place in policy.locations))
    return {route_at(route, place) for route in named for place in places}
