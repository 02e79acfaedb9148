"""`gapura central approve`: the second operator's approval."""

from __future__ import annotations

from pathlib import Path

import click

from sync.central.cli.options import home_option, now, open_as_operator, operator_option
from sync.central.cli.typed import AMOUNT
from sync.command_line.output import busy, examples


@click.command(epilog=examples("gapura central approve 7 --operator budi --home /srv/gapura"))
@click.argument("number", type=AMOUNT)
@operator_option
@home_option
def command(number: int, operator: str, home: Path) -> None:
    """Approve another operator's proposal; it is in force at once, and published next."""
    from sync.central.registry import proposals

    with (
        open_as_operator(home, operator) as centre,
        busy("making the change"),
        centre.registry.transaction() as session,
    ):
        subject = proposals.approve(session, centre.vault, number, operator, now())
    click.echo(f"proposal {number} approved: {subject}; `serve` publishes it, or `publish`")
