"""`gapura provision update`: take the release that is planned here, as root."""

from __future__ import annotations

from pathlib import Path

import click

from edge_app.commands.state_option import state_option
from sync.command_line.output import busy, examples, json_option, print_json
from sync.terminal.state import TerminalState


@click.command("update", epilog=examples("gapura provision update --state /var/lib/gapura"))
@state_option
@click.option(
    "--kept",
    default=Path("/var/lib/gapura-update"),
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="As of `gapura provision owners`.",
)
@json_option
def update_command(folder: Path, kept: Path, as_json: bool) -> None:
    """Take one step towards the release that is planned here, as root; a timer gives it.

    Its packages are proved anew, installed beside what runs, tried, and chosen at a quiet minute.
    Where the new version does not work, the old one runs again.
    """
    from sync.terminal.lock import only_one
    from sync.terminal.software_update import SoftwareUpdate

    state = TerminalState(folder)
    state.config()  # before anything is made: a folder that was mistyped
    kept.mkdir(mode=0o755, parents=True, exist_ok=True)
    with only_one(kept / "lock", "an update"), busy("updating"):
        step = SoftwareUpdate(state, kept).step()
    if as_json:
        print_json({"state": step.state, "words": step.words})
    else:
        click.echo(step.words)
