"""`gapura central token`: what a technician carries to a new terminal."""

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


class _Tokens(click.Group):
    """A group whose first word may be a checkpoint: `token gate-1` is `token make gate-1`."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.commands:
            args = ["make", *args]
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Let options stand before the checkpoint, as they may in any other command."""
        if args and args[0].startswith("-") and args[0] not in ctx.help_option_names:
            args = ["make", *args]
        return super().parse_args(ctx, args)


@click.group(
    cls=_Tokens,
    epilog=examples(
        "gapura central token gate-1 --out ticket.json --operator sari --home /srv/gapura",
        "gapura central token list --home /srv/gapura",
        "gapura central token withdraw 5c1e93ab --operator sari --home /srv/gapura",
    ),
)
def command() -> None:
    """Tickets for new terminals: make one, list them, withdraw one."""


@command.command(
    "make",
    epilog=examples(
        "gapura central token gate-1 --out ticket.json --operator sari --home /srv/gapura",
        "gapura central token gate-1 --lane 'Lajur 2' --out ticket.json --qr ticket.pdf \\",
        "  --operator sari",
    ),
)
@click.argument("checkpoint_id", metavar="CHECKPOINT")
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The ticket's new file, readable by you alone.",
)
@click.option("--lane", metavar="NAME", help="The lane that it is for, and no other.")
@ticket_options
@click.option("--url", help="Another address of the data centre, as https://HOST:PORT.")
@operator_option
@home_option
def make(
    checkpoint_id: str,
    out: Path,
    lane: str | None,
    qr: Path | None,
    hours: int,
    url: str | None,
    operator: str,
    home: Path,
) -> None:
    """Write a ticket for one terminal of CHECKPOINT; an operator still approves the terminal."""
    from sync.central.cli.ticket_files import TicketFiles

    files = TicketFiles(out, qr)
    with open_as_operator(home, operator) as centre:
        expires_at = files.make(centre, checkpoint_id, lane, operator, timedelta(hours=hours), url)
    where = f"lane {plain(lane)} of " if lane is not None else "one terminal of "
    click.echo(f"{out}: good for {where}{checkpoint_id}, until {local_time(expires_at)}")


@command.command("list", epilog=examples("gapura central token list --home /srv/gapura --json"))
@click.option("--all", "everything", is_flag=True, help="Also those that were used or are over.")
@home_option
@json_option
def list_(everything: bool, home: Path, as_json: bool) -> None:
    """Show the tickets that are still good: for which checkpoint, by whom, until when."""
    from sync.central.registry import tokens

    at = now()
    with open_centre(home) as centre, centre.registry.session() as session:
        found = [each for each in tokens.list_all(session, at) if everything or each.is_good]
    rows = [
        {
            "ticket": each.number,
            "checkpoint": each.checkpoint_id,
            "lane": each.lane,
            "by": each.created_by,
            "until": iso_time(each.expires_at),
            "state": each.state,
            "terminal": each.terminal_id,
        }
        for each in found
    ]
    print_rows(
        "tickets",
        rows,
        {
            "ticket": lambda row: row["ticket"][:8],
            "checkpoint": lambda row: row["checkpoint"],
            "lane": lambda row: row["lane"],
            "by": lambda row: row["by"],
            "until": lambda row: local_time(row["until"]),
            "state": lambda row: row["state"],
            "terminal": lambda row: row["terminal"] and row["terminal"][:8],
        },
        as_json,
    )


@command.command(
    "withdraw", epilog=examples("gapura central token withdraw 5c1e93ab --operator sari")
)
@click.argument("number", metavar="TICKET")
@operator_option
@home_option
def withdraw(number: str, operator: str, home: Path) -> None:
    """Make a ticket void that nobody has used yet. TICKET: as `token list` shows it."""
    from sync.central.registry import tokens

    with open_as_operator(home, operator) as centre, centre.registry.transaction() as session:
        found = tokens.withdraw(session, number, operator, now())
    click.echo(f"ticket {found.number[:8]} for {found.checkpoint_id}: withdrawn")
