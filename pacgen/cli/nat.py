"""``pacgen nat``: how many addresses a NAT pool needs for Microsoft 365."""

from __future__ import annotations

import click

from pacgen.cli.output import write
from pacgen.errors import UsageError
from pacgen.probe.nat import (
    PEAK_FACTOR,
    PEAK_PORTS,
    RESTRICTED_PORTS,
    USABLE_PORTS,
    plan_pool,
)
from pacgen.reporters.text import plural

__all__ = ["command"]


@click.command("nat")
@click.option(
    "--devices",
    type=click.IntRange(1, 100_000_000),
    required=True,
    help="How many devices are behind the NAT.",
)
@click.option(
    "--peak-ports",
    type=click.IntRange(1, USABLE_PORTS),
    default=PEAK_PORTS,
    show_default=True,
    help="Ports that a device has open at once, at its peak.",
)
@click.option(
    "--peak-factor",
    type=click.IntRange(PEAK_FACTOR, USABLE_PORTS),
    default=PEAK_FACTOR,
    show_default=True,
    help="What is added to the ports for peaks; Microsoft asks for at least 4.",
)
@click.option(
    "--restricted",
    type=click.IntRange(0, USABLE_PORTS - 1),
    default=RESTRICTED_PORTS,
    show_default=True,
    help="Ports of an address that are kept for other things.",
)
def command(*, devices: int, peak_ports: int, peak_factor: int, restricted: int) -> None:
    """
    Say how many addresses a NAT pool needs, so that calls do not run out of ports.

    The arithmetic is Microsoft's ("NAT support with Microsoft 365").

    \b
    Example:
      pacgen nat --devices 25000
    """  # noqa: D301 - click's mark for "do not rewrap" is a real backspace
    pool = plan_pool(devices, restricted=restricted, peak_ports=peak_ports, peak_factor=peak_factor)
    if not pool.addresses:
        raise UsageError(
            f"not even one device fits: {USABLE_PORTS - restricted} ports are left of an address, "
            f"and a device needs {peak_ports + peak_factor}",
            tip="look at --restricted and --peak-ports",
        )
    addresses = "address" if pool.addresses == 1 else "addresses"
    fits = plural(pool.devices_per_address, "device")
    write(
        f"{pool.addresses} {addresses} for {plural(devices, 'device')}\n"
        f"({USABLE_PORTS} - {restricted} ports) / ({peak_ports} + {peak_factor}) = "
        f"{fits} for each address\n"
    )
