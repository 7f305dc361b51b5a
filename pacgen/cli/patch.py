"""``pacgen patch``: Teams' direct rules go into a PAC file that somebody wrote by hand."""

from __future__ import annotations

import re
from pathlib import Path

import click

from pacgen import endpoints
from pacgen.cli.inputs import STDIN, read_pac
from pacgen.cli.options import (
    config_option,
    endpoints_option,
    instance_option,
    is_given,
    preset_option,
)
from pacgen.cli.output import write_raw
from pacgen.cli.summary import say
from pacgen.cli.wishes import read_wishes
from pacgen.endpoints import Instance, Snapshot
from pacgen.engine import PacFile
from pacgen.errors import UsageError
from pacgen.policy import Policy, Preset
from pacgen.publish import limit_warnings, write_bytes
from pacgen.publish.patch import Patched, Proof, managed_policy, patch, prove, unpatch
from pacgen.routes import DIRECT

__all__ = ["command"]

_STDOUT = "-"
_NOT_CURRENT = 1
_ANY_PROXY = "PROXY proxy.example.com:8080"
"""Stands for the proxy, which is the file's business."""


@click.command("patch")
@click.argument("file", metavar="FILE|-")
@click.option(
    "-o",
    "--output",
    type=click.Path(allow_dash=True),
    metavar="FILE",
    help="Where to write the result; '-', the default, is standard output.",
)
@click.option("--in-place", is_flag=True, help="Replace the file itself.")
@config_option
@instance_option
@preset_option
@endpoints_option
@click.option("--remove", is_flag=True, help="Take the rules out again: the file as it was before.")
@click.option(
    "--check", is_flag=True, help="Write nothing; say whether the rules are there and current."
)
@click.option(
    "--discard-edits", is_flag=True, help="Overwrite what somebody has changed between the marks."
)
@click.pass_context
def command(
    context: click.Context,
    *,
    file: str,
    output: str | None,
    in_place: bool,
    config_path: Path | None,
    instance: Instance,
    preset: str,
    endpoints_directory: Path | None,
    remove: bool,
    check: bool,
    discard_edits: bool,
) -> int:
    """
    Put Teams' direct rules into a PAC file that somebody wrote by hand, and keep them current.

    The rules stand between marks: a list at the end of the file, and one line at the start of
    FindProxyForURL that asks it. Nothing else is touched, not a byte; run again, the rules are
    brought up to date. Before anything is written, the old and the new file are run side by
    side: the listed hosts must go DIRECT, and every other answer must be what it was.

    Exit codes: 0 done, or current; 1 not current (--check); 4 the file cannot be read; 5 it
    cannot be patched safely, and nothing was written.

    \b
    Example:
      pacgen patch wpad.dat --in-place
      pacgen patch wpad.dat --check
    """  # noqa: D301 - click's mark for "do not rewrap" is a real backspace
    _check_flags(file, output, in_place=in_place, remove=remove, check=check)
    pac = read_pac(file)
    target = file if in_place else output or _STDOUT
    if remove:
        _write(target, pac, unpatch(pac, discard_edits=discard_edits), "removed")
        return 0
    wishes = read_wishes(
        config_path,
        instance=instance if is_given(context, "instance") else None,
        preset=Preset(preset) if is_given(context, "preset") else None,
        otherwise=_ANY_PROXY,
    )
    snapshot = endpoints.load(wishes.instance, endpoints_directory)
    policy = managed_policy(snapshot.document, wishes.preset, wishes.site)
    patched = patch(pac, policy, discard_edits=discard_edits)
    if check:
        return _say_whether_current(pac, patched, snapshot)
    proof = prove(pac.name, patched, policy)
    if wishes.path:
        say("config", str(wishes.path))
    _summarize(policy, snapshot, patched, proof)
    _write(target, pac, patched.data, "written")
    return 0


def _check_flags(
    file: str, output: str | None, *, in_place: bool, remove: bool, check: bool
) -> None:
    if in_place and output is not None:
        raise UsageError("--in-place and --output exclude each other", tip="leave one of them out")
    if check and (in_place or output is not None or remove):
        raise UsageError("--check writes nothing", tip="leave the other flags out")
    if in_place and (file == STDIN or re.match(r"[a-z][a-z0-9+.-]+://", file, re.IGNORECASE)):
        raise UsageError(
            f"--in-place needs a file, and {file} is none", tip="write the result with --output"
        )


def _say_whether_current(pac: PacFile, patched: Patched, snapshot: Snapshot) -> int:
    if pac.data == patched.data:
        click.echo(f"{pac.name}: current ({snapshot})")
        return 0
    state = "out of date" if patched.was_there else "not patched"
    click.echo(f"{pac.name}: {state} ({snapshot})")
    return _NOT_CURRENT


def _summarize(policy: Policy, snapshot: Snapshot, patched: Patched, proof: Proof) -> None:
    say("endpoints", f"{snapshot}; preset {policy.preset}")
    hosts = sum(rule.route == DIRECT for rule in policy.host_rules)
    say("DIRECT", f"{hosts} host patterns, {len(policy.address_rules)} address ranges")
    say("places", ", ".join(patched.places))
    clients = ", ".join(proof.targets)
    worlds = f"{proof.worlds} environments" if proof.worlds > 1 else "one environment"
    say(
        "checked",
        f"{proof.direct} requests DIRECT, {proof.others} others as before; {clients}; {worlds}",
    )
    for warning in policy.warnings:
        say("note", warning)
    for client in proof.unreadable:
        say("note", f"{client}; this client cannot use the file, now as before")
    for warning in limit_warnings(patched.data):
        say("warning", warning)


def _write(target: str, pac: PacFile, data: bytes, done: str) -> None:
    if target == _STDOUT:
        write_raw(data)
    elif target == pac.name and data == pac.data:
        say(done, f"nothing: {target} is as it should be")
        return
    else:
        write_bytes(Path(target), data)
    say(done, f"{'standard output' if target == _STDOUT else target}: {len(data)} bytes")
