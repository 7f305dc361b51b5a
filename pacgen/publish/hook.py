"""``publish.command``: the site's own program that takes the published files further."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from pacgen.errors import InputError
from pacgen.policy.config_update import PublishConfig

__all__ = ["run_hook"]

_STDERR = 2


def run_hook(
    config: PublishConfig,
    outputs: Sequence[tuple[str, str]],
    directory: Path,
    secrets: Collection[str] = (),
) -> None:
    """
    Run the command, without a shell, and wait for it.

    What it says goes to our standard error. Its arguments may hold secrets: no message has them.

    Args:
        config: The command and its deadline.
        outputs: Name and path of each published file, for ``{name}`` and ``{file}``.
        directory: Where it runs: the configuration's directory.
        secrets: Names of environment variables that it does not get: those that the configuration
            refers to, URLs of webhooks among them. What it needs of them is in its arguments.

    Raises:
        InputError: it cannot be started, fails, or takes too long.
    """
    for arguments in dict.fromkeys(_commands(config.command, outputs)):
        _run(arguments, config.timeout, directory, _without(secrets))


def _without(secrets: Collection[str]) -> dict[str, str]:
    hidden = {_same(name) for name in secrets}
    return {name: value for name, value in os.environ.items() if _same(name) not in hidden}


def _same(name: str) -> str:
    return name.upper() if os.name == "nt" else name


def _commands(
    command: Sequence[str], outputs: Sequence[tuple[str, str]]
) -> Iterator[tuple[str, ...]]:
    for name, file in outputs:
        yield tuple(part.replace("{file}", file).replace("{name}", name) for part in command)


def _run(
    arguments: tuple[str, ...], timeout: int, directory: Path, environment: Mapping[str, str]
) -> None:
    program = Path(arguments[0]).name
    try:
        # A session of its own, so that its children end with it.
        with subprocess.Popen(  # noqa: S603 - the site's own command, and no shell
            arguments,
            stdin=subprocess.DEVNULL,
            stdout=_STDERR,
            cwd=directory,
            env=environment,
            start_new_session=True,
        ) as child:
            try:
                code = child.wait(timeout)
            except subprocess.TimeoutExpired:
                _end(child)
                raise _failed(program, f"did not end within {timeout} seconds") from None
            except BaseException:
                _end(child)
                raise
    except OSError as error:
        raise _failed(program, f"cannot be started: {error.strerror or error}") from None
    except ValueError as error:
        raise _failed(program, f"cannot be started: {error}") from None
    if code:
        raise _failed(program, f"ended with code {code}")


def _end(child: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(child.pid, signal.SIGKILL)
        else:
            child.kill()


def _failed(program: str, what: str) -> InputError:
    return InputError(
        f"update.publish.command: {program} {what}",
        usually="the program, or the machine that it copies to, is in trouble",
        tip="the files are published here; the next run tries the command again",
    )
