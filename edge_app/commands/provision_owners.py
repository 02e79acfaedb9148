"""`gapura provision owners`: give the terminal's folder to two Unix users."""

from __future__ import annotations

from pathlib import Path

import click

from edge_app.commands.state_option import state_option
from sync.command_line.output import examples
from sync.command_line.units import start_units
from sync.terminal.state import TerminalState

UNITS = ("gapura-kiosk.service", "gapura-agent.service", "gapura-update.timer")


@click.command("owners", epilog=examples("gapura provision owners --state /var/lib/gapura --start"))
@state_option
@click.option(
    "--kiosk", default="gapura-kiosk", show_default=True, metavar="NAME", help="Who sees faces."
)
@click.option(
    "--agent",
    default="gapura-agent",
    show_default=True,
    metavar="NAME",
    help="Who has the network.",
)
@click.option(
    "--group",
    default="gapura-terminal",
    show_default=True,
    metavar="NAME",
    help="A group that both are in.",
)
@click.option(
    "--units",
    default=Path("/etc/systemd/system"),
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the kiosk's unit is told its camera's address; where there is no systemd, nothing.",
)
@click.option(
    "--kept",
    default=Path("/var/lib/gapura-update"),
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Root's own folder, where trust in releases of software starts.",
)
@click.option(
    "--start", is_flag=True, help="Start the terminal's units then, now and with the machine."
)
def owners_command(
    folder: Path, kiosk: str, agent: str, group: str, units: Path, kept: Path, start: bool
) -> None:
    """Give the folder to two users, as root: the agent's may not read what the kiosk holds.

    The kiosk's unit may then reach a camera of the network, and no other address. Give the command
    again after a command that root gave on it, and after `gapura provision camera`.
    """
    from edge_app.terminal.camera_file import read_camera
    from edge_app.terminal.kiosk_unit import camera_address, write_camera_address
    from sync.terminal.owners import TerminalOwners, give_terminal
    from sync.terminal.update_record import trust_root

    state = TerminalState(folder)
    source = read_camera(state).source if units.is_dir() else ""
    camera_address(source)  # what is wrong with it is told before anything is given
    owners = TerminalOwners.named(kiosk, agent, group)
    if not state.is_bare:
        trust_root(state, kept)
    give_terminal(state, owners)
    write = "write mirror/, wake/ and the files of spool/"
    click.echo(f"{folder}: is {kiosk}'s; {agent} may read trust/, {write}")
    if units.is_dir():
        place = write_camera_address(units, source)
        if place is not None:
            click.echo(f"{place}: one address; `systemctl daemon-reload`, restart gapura-kiosk")
    if start:
        how = "run, and start with the machine" if start_units(*UNITS) else "start with the machine"
        click.echo(f"{', '.join(UNITS)}: {how}")
