"""`gapura central serve`: answer the terminals."""

from __future__ import annotations

from pathlib import Path

import click

from sync.central.cli.options import home_option, open_centre
from sync.command_line.output import examples
from sync.logs import setup_logging


def _address(ctx: click.Context, param: click.Parameter, value: str) -> tuple[str, int]:  # noqa: ARG001
    host, mark, port = value.rpartition(":")
    if not mark or not port.isdigit() or int(port) > 65535:
        raise click.BadParameter(f"{value!r} is no ADDRESS:PORT, like 0.0.0.0:8443 or [::]:8443")
    return host.strip("[]") or "0.0.0.0", int(port)  # noqa: S104  terminals come from outside


@click.command(
    epilog=examples("gapura central serve --home /srv/gapura --bind 0.0.0.0:8443 --workers 2")
)
@home_option
@click.option(
    "--bind",
    default="127.0.0.1:8443",
    show_default=True,
    callback=_address,
    help="Address and port; port 0 takes a free one.",
)
@click.option(
    "--workers",
    default=1,
    show_default=True,
    type=click.IntRange(1, 64),
    help="Processes that answer; each has its own 1:N index in memory, without a Milvus server.",
)
def command(home: Path, bind: tuple[str, int], workers: int) -> None:
    """Serve until SIGTERM; prints `serving on https://ADDRESS:PORT` when terminals are answered."""
    from sync.central.older_index import remove_older_index
    from sync.central.serve import serve

    with open_centre(
        home
    ):  # a registry of another version is brought up, or refused, by one process
        remove_older_index(home)
    setup_logging()
    serve(home, bind, workers, lambda url: click.echo(f"serving on {url}"))
