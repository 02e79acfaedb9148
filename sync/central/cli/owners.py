"""`gapura central owners`: give the home to two Unix users."""

from __future__ import annotations

from pathlib import Path

import click

from sync.central.cli.options import home_option
from sync.command_line.output import examples


@click.command(
    epilog=examples("gapura central owners --keeper gapura-keeper --gateway gapura-gateway")
)
@home_option
@click.option("--keeper", required=True, metavar="NAME", help="Who owns keys and data.")
@click.option("--gateway", required=True, metavar="NAME", help="Who answers the network.")
@click.option(
    "--units",
    default=Path("/etc/systemd/system"),
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the gateway's unit is told the home's port; where there is no systemd, nothing is.",
)
def command(home: Path, keeper: str, gateway: str, units: Path) -> None:
    """Give the home to two users, as root; the gateway's may read the TLS key and the socket.

    The gateway's unit listens on the port that terminals are told. Give the command again after
    `gapura central address` changed it.
    """
    from sync.central.centre import Centre
    from sync.central.serving.gateway_unit import write_port
    from sync.central.serving.owners import Owners, give_home

    with Centre.open(home) as centre:
        port = centre.facts.ports[0]
    give_home(home, Owners.named(keeper, gateway))
    click.echo(f"{home}: is {keeper}'s; {gateway} may read tls/ and connect to keeper/")
    if units.is_dir():
        place = write_port(units, port)
        click.echo(f"{place}: port {port}; `systemctl daemon-reload`, restart gapura-gateway")
