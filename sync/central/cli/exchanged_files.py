"""Files that the data centre and its custodians exchange: requests, signatures, public keys."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import click

Parsed = TypeVar("Parsed")
_LIMIT = 8 * 2**20  # bytes


def read_file(path: Path) -> bytes:
    """Return the bytes of a file, up to the limit of all of them. Raise ClickException."""
    from models.regular_file import open_regular

    try:
        with os.fdopen(open_regular(path, follow=True), "rb") as file:
            return file.read(_LIMIT)
    except OSError as error:
        raise click.ClickException(f"{path}: {error.strerror}") from error


def parsed(path: Path, parse: Callable[[bytes], Parsed]) -> Parsed:
    """Return what a file holds. Raise ClickException, which names it."""
    from sync.central.errors import CentralError

    try:
        return parse(read_file(path))
    except CentralError as error:
        raise click.ClickException(f"{path}: {error}") from error


def shown_and_agreed(
    request: Path, out: Path, summary: Iterable[str], digest: str, question: str, *, yes: bool
) -> None:
    """Show a custodian what a request changes, and return once they agree. Raise ClickException."""
    from sync.command_line.asking import agreed

    if out.exists() and out.samefile(request):
        raise click.UsageError("--out is the request itself; name another file")
    for line in summary:
        click.echo(line)
    click.echo(f"hash {digest}")
    if not yes:
        agreed(question)


def write_file(path: Path, data: bytes) -> None:
    """Put `data` in its place, whole. Raise OSError."""
    from models.whole_file import write_whole

    write_whole(path, data)
