"""The silence that the service asks for with 429: granted before a question, kept after one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pacgen.endpoints.changes import Change
from pacgen.endpoints.client import EndpointClient
from pacgen.endpoints.model import Instance
from pacgen.endpoints.state import ServiceState
from pacgen.errors import RateLimitedError

__all__ = ["ask_changes", "keeping_hold", "respect_hold"]


def respect_hold(state: ServiceState, service: str, now: float) -> None:
    """
    Ask nothing while *service* wants silence.

    Raises:
        RateLimitedError: it does.
    """
    seconds = state.hold(service, now)
    if seconds:
        raise RateLimitedError(
            f"{service}: not asked: it wants {seconds} more seconds of silence",
            retry_after=seconds,
            usually="it answered 'too many requests' (429) a short while ago",
            tip="fetch again after that, or ask all the same with --force",
        )


@contextmanager
def keeping_hold(state: ServiceState, service: str, now: Callable[[], float]) -> Iterator[None]:
    """Remember the service's wish for silence, so that the next run grants it."""
    try:
        yield
    except RateLimitedError as error:
        state.keep_hold(service, error.retry_after, now())
        raise


def ask_changes(
    client: EndpointClient,
    state: ServiceState,
    instance: Instance,
    since: str,
    *,
    now: Callable[[], float],
    force: bool = False,
) -> tuple[Change, ...]:
    """
    Return what changed in *instance* after version *since*, by the service's own feed.

    Raises:
        ServiceError: there is no usable answer, or the service wants silence.
        InputError: the machine's memory of the service cannot be used.
    """
    if not force:
        respect_hold(state, client.base_url, now())
    with keeping_hold(state, client.base_url, now):
        return client.changes(instance, since)
