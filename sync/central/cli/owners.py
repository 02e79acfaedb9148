"""`gapura central owners`: give the home to two Unix users."""

from __future__ import annotations

from pathlib import Path

import click

from sync.central.cli.options import home_option
from sync.command_line.output import examples


@click.command(
    epilog=examples("gapura central owners --keeper gapura-keeper --gateway gapura-gateway …")
)
@home_option
@click.option("--keeper", required=True, metavar="NAME", help="Who owns keys and data.")
@click.option("--gateway", required=True, metavar="NAME", help="Who answers the network.")
def command(home: Path, keeper: str, gateway: str) -> None:
    """Give the home to two users, as root; the gateway's may read the TLS key and the socket."""
    from sync.central.centre import Centre
    from sync.central.serving.owners import Owners, give_home

    with Centre.open(home):  # there is one
        pass
    give_home(home, Owners.named(keeper, gateway))
    click.echo(f"{home}: is {keeper}'s; {gateway} may read tls/ and connect to keeper/")
