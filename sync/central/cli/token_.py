"""`gapura central token`: what a technician carries to a new terminal."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import click

from sync.central.cli.options import home_option, local_time, now, open_as_operator, operator_option
from sync.command_line.output import examples


@click.command(
    epilog=examples(
        "gapura central token gate-1 --out ticket.json --operator sari --home /srv/gapura"
    )
)
@click.argument("checkpoint_id", metavar="CHECKPOINT")
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The ticket's file, readable by you alone.",
)
@click.option("--hours", default=168, show_default=True, type=click.IntRange(1, 8784))
@click.option("--url", help="Another address of the data centre, as https://HOST:PORT.")
@operator_option
@home_option
def command(
    checkpoint_id: str, out: Path, hours: int, url: str | None, operator: str, home: Path
) -> None:
    """Write a ticket for one terminal of CHECKPOINT; an operator still approves the terminal."""
    from models.whole_file import write_whole
    from sync.central.registry import terminals
    from sync.central.tickets import ticket

    with open_as_operator(home, operator) as centre, centre.registry.transaction() as session:
        token, expires_at = terminals.issue_token(
            session, centre.vault, checkpoint_id, operator, now(), timedelta(hours=hours)
        )
        # Within the transaction: a ticket that cannot be written leaves no token behind.
        write_whole(out, ticket(centre, checkpoint_id, token, expires_at, url).to_json(), 0o600)
    click.echo(f"{out}: good for one terminal, until {local_time(expires_at)}")
