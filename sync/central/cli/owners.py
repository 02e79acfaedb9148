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
    help="Where the units are told of the home; where there is no systemd, nothing is.",
)
def command(home: Path, keeper: str, gateway: str, units: Path) -> None:
    """Give the home to two users, as root; the gateway's may read the TLS key and the socket.

    The gateway's unit listens on the port that terminals are told, and the keeper's reaches
    PostgreSQL, S3 and Milvus by the addresses that they have now. What GAPURA_DATABASE, AWS_… and
    GAPURA_MILVUS say is kept in the home. Give the command again after one of these changed.
    """
    from sync.central.serving.machine import install
    from sync.central.serving.owners import Owners

    done = install(home, Owners.named(keeper, gateway), units)
    click.echo(f"{home}: is {keeper}'s; {gateway} may read tls/ and connect to keeper/")
    for place in done.written:
        unit = place.parent.name.removesuffix(".service.d")
        click.echo(f"{place}: written; `systemctl daemon-reload`, restart {unit}")
