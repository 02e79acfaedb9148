"""`gapura central reject`: reject a proposal."""

from __future__ import annotations

from pathlib import Path

import click

from sync.central.cli.options import home_option, now, open_as_operator, operator_option
from sync.central.cli.typed import AMOUNT
from sync.command_line.output import busy, examples


@click.command(epilog=examples("gapura central reject 7 --operator budi --home /srv/gapura"))
@click.argument("number", type=AMOUNT)
@operator_option
@home_option
def command(number: int, operator: str, home: Path) -> None:
    """Reject a proposal, or take your own back."""
    from sync.central.registry import proposals
    from sync.central.registry.person_changes import ChangePersons, delete_photographs

    with open_as_operator(home, operator) as centre, busy("rejecting"):
        with centre.registry.transaction() as session:
            change = proposals.reject(session, centre.vault, number, operator, now())
        if isinstance(change, ChangePersons):
            delete_photographs(centre.blobs, change.persons)
    click.echo(f"proposal {number} rejected")
