"""`gapura central gateway`: the process that answers the network, for a service manager."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import click

from sync.central.cli.options import bind_option, bound, home_option, metrics_option
from sync.command_line.output import examples
from sync.logs import setup_logging
from sync.service_notice import ServiceNotice


@click.command(epilog=examples("gapura central gateway --home /srv/gapura --bind 0.0.0.0:8443"))
@home_option
@bind_option
@metrics_option
@click.option(
    "--socket",
    "place",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where the keeper answers; keeper/keeper.sock in the home.",
)
def command(
    home: Path,
    bind: tuple[str, int] | Path | None,
    metrics: tuple[str, int] | None,
    place: Path | None,
) -> None:
    """Answer the terminals until SIGTERM, and ask the keeper; it holds no key of the data centre.

    It prints `serving on https://ADDRESS:PORT`. While there is no keeper, terminals are told to
    come again.
    """
    from sync.central.gateway.server import run
    from sync.central.gateway_files import keeper_socket, tls_folder
    from sync.central.listening import listening_on

    setup_logging()
    with ExitStack() as opened:
        listening, url = opened.enter_context(listening_on(bound(home, bind)))

        def answers() -> None:
            click.echo(f"serving on {url}")
            ServiceNotice().tell_ready(f"serving on {url}")

        run(
            place or keeper_socket(home),
            tls_folder(home),
            listening,
            answers,
            figures=opened.enter_context(listening_on(metrics))[0] if metrics else None,
        )
