"""`gapura central keeper`: the process that holds the keys, for a service manager."""

from __future__ import annotations

import os
from pathlib import Path

import click

from sync.central.cli.options import home_option
from sync.command_line.output import examples
from sync.logs import setup_logging
from sync.service_notice import ServiceNotice


@click.command(
    epilog=examples("gapura central keeper --home /srv/gapura --gateway-user gapura-gateway")
)
@home_option
@click.option(
    "--socket",
    "place",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where gateways connect; keeper/keeper.sock in the home.",
)
@click.option(
    "--gateway-user", metavar="NAME", help="Who alone may connect; the user who starts this."
)
def command(home: Path, place: Path | None, gateway_user: str | None) -> None:
    """Hold the keys, publish, and answer gateways on this machine, until SIGTERM. No network."""
    from sync.central.gateway_files import keeper_socket
    from sync.central.keeper.process import run
    from sync.central.serving.owners import User

    setup_logging()
    uid = User.named(gateway_user).uid if gateway_user else os.geteuid()
    path = place or keeper_socket(home)

    def answers() -> None:
        click.echo(f"answering at {path}")
        ServiceNotice().tell_ready(f"answering at {path}")

    run(home, path, frozenset({uid}), answers)
