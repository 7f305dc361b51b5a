"""How commands reach Microsoft's web service: their options, and the client made from them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from pacgen.cli.numbers import NumberRange
from pacgen.endpoints.client import BASE_URL, EndpointClient
from pacgen.endpoints.state import ServiceState, default_state_directory
from pacgen.endpoints.transport import Limits, Transport, make_session

__all__ = ["base_url_option", "ca_bundle_option", "reach", "service_force_option", "timeout_option"]

_DEFAULT_TIMEOUT = 60.0

base_url_option = click.option(
    "--base-url", metavar="URL", default=BASE_URL, show_default=True, help="Where the service is."
)
"""``--base-url URL``, handed to the command as *base_url*."""

ca_bundle_option = click.option(
    "--ca-bundle",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Trust the CAs in this PEM file, in place of the operating system's.",
)
"""``--ca-bundle FILE``, handed to the command as *ca_bundle*: a path, or ``None``."""

timeout_option = click.option(
    "--timeout",
    type=NumberRange(min=0, min_open=True, max=3600),
    default=_DEFAULT_TIMEOUT,
    show_default=True,
    metavar="SECONDS",
    help="The longest that one question to the service may take, repetitions included.",
)
"""``--timeout SECONDS``, handed to the command as *timeout*."""

service_force_option = click.option(
    "--force",
    is_flag=True,
    help="Ask although the service was asked within the hour, or wanted silence.",
)
"""``--force``, handed to the command as *force*."""


@contextmanager
def reach(
    *, base_url: str, ca_bundle: Path | None, timeout: float
) -> Iterator[tuple[EndpointClient, ServiceState]]:
    """
    Yield the client, and what this machine remembers of the service.

    Raises:
        UsageError: *base_url* or *ca_bundle* cannot be meant.
        InputError: the memory cannot be kept.
    """
    with make_session(ca_bundle) as session:
        state = ServiceState(default_state_directory())
        transport = Transport(session, Limits(total=timeout))
        yield EndpointClient(transport, state.client_request_id(), base_url=base_url), state
