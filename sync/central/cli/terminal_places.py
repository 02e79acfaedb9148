"""`gapura central terminal swap, rename, move, history`: who has which lane, and had it before."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import click

from sync.central.cli.options import (
    home_option,
    iso_time,
    local_time,
    now,
    open_as_operator,
    open_centre,
    operator_option,
    ticket_options,
)
from sync.central.cli.tables import print_rows
from sync.command_line.output import examples, json_option
from sync.protocol.signs import plain


@click.command(
    "swap",
    epilog=examples(
        "gapura central terminal swap 3f9a02c1 --out ticket.json --operator sari",
        "gapura central terminal swap 3f9a02c1 --out t.json --qr t.pdf --operator sari",
    ),
)
@click.argument("terminal", metavar="ID")
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The new device's ticket, a new file, readable by you alone.",
)
@ticket_options
@operator_option
@home_option
def swap_command(
    terminal: str, out: Path, qr: Path | None, hours: int, operator: str, home: Path
) -> None:
    """Write the ticket of a new device that takes the place of a terminal, its lane included.

    The old one works on until another operator approves the new one; then it is revoked. What it
    sent stays under its name.
    """
    from sync.central.cli.ticket_files import TicketFiles
    from sync.central.registry import terminal_places, terminals

    files = TicketFiles(out, qr)
    with open_as_operator(home, operator) as centre:
        with centre.registry.session() as session:
            before = terminals.find_by_prefix(session, terminal)
            place = terminal_places.place_to_take(session, before)
        valid = timedelta(hours=hours)
        expires_at = files.make(
            centre, place.checkpoint_id, place.lane, operator, valid, replaces=before
        )
    click.echo(
        f"{out}: good for lane {plain(place.lane)} of {place.checkpoint_id}, until"
        f" {local_time(expires_at)}; {before[:8]} is revoked when the new device is approved"
    )


@click.command(
    "rename",
    epilog=examples("gapura central terminal rename 3f9a02c1 --lane 'Lajur 3' --operator sari"),
)
@click.argument("terminal", metavar="ID")
@click.option("--lane", required=True, metavar="NAME", help="What its lane is called from now on.")
@operator_option
@home_option
def rename_command(terminal: str, lane: str, operator: str, home: Path) -> None:
    """Give the lane of a terminal another name, which it learns with its next lease.

    Its kiosk starts anew with it, at a moment without an open alert. What was sent before keeps the
    name of then.
    """
    from sync.central.registry import terminal_places, terminals

    with open_as_operator(home, operator) as centre, centre.registry.transaction() as session:
        found = terminals.find_by_prefix(session, terminal)
        before = terminal_places.rename(session, found, lane, operator, now())
    click.echo(f"terminal {found}: lane {plain(lane)}; it was {plain(before.lane)}")


@click.command(
    "move",
    epilog=examples(
        "gapura central terminal move 3f9a02c1 --checkpoint gate-2 --operator sari",
        "gapura central terminal move 3f9a02c1 --checkpoint gate-2 --lane 'Lajur 1' \\",
        "  --operator sari",
    ),
)
@click.argument("terminal", metavar="ID")
@click.option("--checkpoint", required=True, metavar="ID", help="Where it is to stand.")
@click.option("--lane", metavar="NAME", help="What its lane is called there; else as now.")
@operator_option
@home_option
def move_command(
    terminal: str, checkpoint: str, lane: str | None, operator: str, home: Path
) -> None:
    """Propose that a terminal stands at another checkpoint: with the lists and officers of that.

    Another operator approves it. The terminal learns it with its next lease; what waits in it comes
    home as what it is, of the checkpoint before.
    """
    from sync.central.registry import proposals, terminal_places, terminals

    with open_as_operator(home, operator) as centre, centre.registry.transaction() as session:
        found = terminals.find_by_prefix(session, terminal)
        named = lane or terminals.described(session, found).lane
        terminal_places.lane_name(named)
        change = terminal_places.MoveTerminal(terminal=found, checkpoint_id=checkpoint, lane=named)
        number = proposals.propose(session, centre.vault, change, operator, now())
    click.echo(
        f"terminal {found[:8]} to {checkpoint}, lane {plain(named)}: proposal {number} waits for"
        " another operator"
    )


@click.command(
    "history", epilog=examples("gapura central terminal history 3f9a02c1 --home /srv/gapura")
)
@click.argument("terminal", metavar="ID")
@home_option
@json_option
def history_command(terminal: str, home: Path, as_json: bool) -> None:
    """Show what was done with a terminal, and with those that had its place before it."""
    from sync.central.registry import terminal_places, terminals

    with open_centre(home) as centre, centre.registry.session() as session:
        found = terminals.find_by_prefix(session, terminal)
        events = terminal_places.history(session, found)
    print_rows(
        "events",
        [
            {
                "at": iso_time(each.at),
                "terminal": each.terminal_id,
                "action": each.action,
                "by": each.actor,
                "details": each.details,
                "words": each.words,
            }
            for each in events
        ],
        {
            "at": lambda row: local_time(row["at"]),
            "terminal": lambda row: row["terminal"][:8],
            "what": lambda row: row["words"],
            "by": lambda row: row["by"] if row["by"] != row["terminal"] else "itself",
        },
        as_json,
    )
