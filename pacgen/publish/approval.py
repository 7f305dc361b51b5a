"""Approvals: digests of changes that a person has looked at, one a line in a file."""

from __future__ import annotations

from pathlib import Path

from pacgen.errors import InputError

__all__ = ["is_approved"]

_MARK = "sha256:"


def is_approved(digest: str, path: Path | None) -> bool:
    """
    Say whether the file at *path* names *digest*; a file that is not there names none.

    On each line the first word counts, with or without ``sha256:``; ``#`` begins a comment.

    Raises:
        InputError: the file cannot be read.
    """
    if path is None:
        return False
    try:
        lines = path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise InputError(
            f"{path}: the approvals cannot be read: {error.strerror or error}",
            tip="let the account that runs pacgen read it, or take out update.gates.approval",
        ) from None
    words = [line.partition("#")[0].split() for line in lines]
    return digest in {first.lower().removeprefix(_MARK) for first, *_ in filter(None, words)}
