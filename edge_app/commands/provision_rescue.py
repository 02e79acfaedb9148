"""`gapura provision rescue`: what waits in a broken terminal, off its disk."""

from __future__ import annotations

from pathlib import Path

import click

from edge_app.commands.state_option import state_option
from sync.command_line.output import busy, examples, json_option, print_json
from sync.counts import number_of
from sync.terminal.state import TerminalState


@click.command(
    "rescue",
    epilog=examples(
        "gapura provision rescue /mnt/old/lib/gapura /media/stick --state /var/lib/gapura"
    ),
)
@click.argument("broken", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("stick", type=click.Path(exists=True, file_okay=False, path_type=Path))
@state_option
@json_option
def rescue_command(broken: Path, stick: Path, folder: Path, as_json: bool) -> None:
    """Put the results that wait in BROKEN, the folder of a broken terminal's disk, on STICK.

    The terminal in --state took its place. Nothing is written on the old disk, and it needs no key
    of it. `gapura central bundle read` takes them in.
    """
    from sync.terminal.rescue import rescue

    with busy("reading the disk"):
        done = rescue(TerminalState(folder), TerminalState(broken), stick)
    if as_json:
        print_json({"terminal_id": done.terminal_id, "results": done.results})
        return
    results = number_of(done.results, "result")
    click.echo(f"{results} of {done.terminal_id[:8]} on the stick")
