"""`gapura central init`: make a data centre."""

from __future__ import annotations

import os
from pathlib import Path

import click

from sync.central.cli.options import now
from sync.command_line.output import examples, json_option, print_json

FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command(
    epilog=examples(
        "gapura central init --home /srv/gapura --offline /media/stick --host centre.example",
        "GAPURA_DATABASE=postgresql://gapura:…@db/gapura gapura central init …",
    )
)
@click.option("--home", required=True, type=FOLDER, help="A folder that is not there, or empty.")
@click.option("--offline", required=True, type=FOLDER, help="The stick for the offline keys.")
@click.option("--name", default="Gapura", show_default=True, help="What people call it.")
@click.option(
    "--host",
    "hosts",
    required=True,
    multiple=True,
    metavar="NAME",
    help="Name or address under which terminals find it, the first one first; may be repeated.",
)
@click.option("--port", default=8443, show_default=True, type=click.IntRange(1, 65535))
@click.option(
    "--database",
    metavar="URL",
    help="PostgreSQL without a password in it; an address with one belongs into GAPURA_DATABASE. "
    "Default: a file in the home.",
)
@click.option("--blobs", metavar="ADDRESS", help="A folder or s3://bucket/prefix. Default: in it.")
@json_option
def command(
    home: Path,
    offline: Path,
    name: str,
    hosts: tuple[str, ...],
    port: int,
    database: str | None,
    blobs: str | None,
    as_json: bool,
) -> None:
    """Make a data centre: its home, its keys, its database, its offline keys. All or nothing."""
    from sync.central import bootstrap
    from sync.central.centre_config import DATABASE_VARIABLE, FROM_ENVIRONMENT, database_entry

    if database is not None and database_entry(database) == FROM_ENVIRONMENT:
        raise click.UsageError(
            f"every user of this machine sees a password there; set {DATABASE_VARIABLE} instead"
        )
    address = database or os.environ.get(DATABASE_VARIABLE)
    with bootstrap.create(home, offline, name, hosts, address, blobs, now(), port) as centre:
        if as_json:
            print_json({"home": str(home), "centre_id": centre.centre_id, "url": centre.url})
            return
        click.echo(f"{home}: data centre {centre.centre_id}, for terminals at {centre.url}")
        click.echo(f"{offline}: take it away now; root and targets keys are on it and nowhere else")
