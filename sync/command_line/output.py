"""What every subcommand prints alike: the JSON object, progress, the examples under --help."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from sync.protocol.signs import escaped

Advance = Callable[[int, int, str], None]  # steps done, steps in all, what comes next
Function = TypeVar("Function", bound=Callable[..., Any])
_shown: list[Progress] = []  # of this process, on stderr now


def json_option(function: Function) -> Function:
    """Give a command `--json`; the function's parameter is `as_json: bool`."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")(function)


def print_json(value: object) -> None:
    """Print one line of JSON on stdout. Raise ValueError for NaN and infinity.

    What would steer a terminal, or hide in it, is escaped.
    """
    click.echo(escaped(json.dumps(value, ensure_ascii=False, allow_nan=False, default=_plain)))


def _plain(value: Any) -> object:
    """Return NumPy's numbers and arrays as Python's."""
    if hasattr(value, "tolist"):
        return value.tolist()
    raise TypeError(f"{type(value).__name__} has no place in JSON")


def examples(*lines: str) -> str:
    """Return the `epilog` of a command: examples of what to type."""
    return "\b\nExample:\n" + "\n".join(f"  {line}" for line in lines)


@contextmanager
def progress(as_json: bool) -> Iterator[Advance]:
    """Show steps on stderr while the block runs; nothing where stderr is not a terminal.

    Yield a function (done, total, text); total 0 means that the number is not known. With
    `as_json` the bar goes away in the end, so that a terminal is left with the object alone.
    """
    console = Console(stderr=True)
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=as_json,
        disable=not console.is_terminal,
    )
    with bar, _is_shown(bar):
        task = bar.add_task("", total=None)

        def advance(done: int, total: int, text: str) -> None:
            bar.update(task, completed=done, total=total or None, description=text)

        yield advance


@contextmanager
def _is_shown(bar: Progress) -> Iterator[None]:
    _shown.append(bar)
    try:
        yield
    finally:
        _shown.remove(bar)


@contextmanager
def hidden_progress() -> Iterator[None]:
    """Show no progress while the block asks somebody, who could not read the question beneath."""
    bars = tuple(_shown)
    for bar in bars:
        bar.stop()
    try:
        yield
    finally:
        for bar in bars:
            bar.start()


@contextmanager
def busy(text: str) -> Iterator[Advance]:
    """Show on stderr that `text` is done while the block runs; then the line goes away.

    For what may take longer than two seconds, however many steps it has; yield as `progress`.
    """
    with progress(as_json=True) as advance:
        advance(0, 0, text)
        yield advance
