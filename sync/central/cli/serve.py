"""`gapura central serve`: answer the terminals."""

from __future__ import annotations

from pathlib import Path

import click

from sync.central.cli.options import bind_option, bound, home_option, metrics_option
from sync.command_line.output import examples
from sync.logs import setup_logging


@click.command(
    epilog=examples(
        "gapura central serve --home /srv/gapura --bind 0.0.0.0:8443",
        "gapura central serve --keeper-user gapura-keeper --gateway-user gapura-gateway",
    )
)
@home_option
@bind_option
@metrics_option
@click.option(
    "--workers",
    default=1,
    show_default=True,
    type=click.IntRange(1, 64),
    help="Gateways, the processes that answer the network; there is one keeper.",
)
@click.option("--keeper-user", metavar="NAME", help="As root: who holds the keys, with the other.")
@click.option("--gateway-user", metavar="NAME", help="As root: who answers the network.")
def command(
    home: Path,
    bind: tuple[str, int] | Path | None,
    metrics: tuple[str, int] | None,
    workers: int,
    keeper_user: str | None,
    gateway_user: str | None,
) -> None:
    """Serve until SIGTERM; prints `serving on https://ADDRESS:PORT` when terminals are answered.

    It starts a keeper and gateways: `gapura central keeper` and `gapura central gateway`.
    """
    from sync.central.serving.owners import Owners
    from sync.central.serving.serve import serve

    if (keeper_user is None) != (gateway_user is None):
        raise click.UsageError("--keeper-user and --gateway-user go together")
    owners = Owners.named(keeper_user, gateway_user) if keeper_user and gateway_user else None
    place = bound(home, bind)
    setup_logging()
    serve(home, place, workers, owners, metrics, lambda url: click.echo(f"serving on {url}"))
