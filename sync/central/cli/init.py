"""`gapura central init`: make a data centre."""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path

import click

from sync.central.cli.options import now
from sync.central.cli.typed import Host
from sync.command_line.output import busy, examples, json_option, print_json

FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command(
    epilog=examples(
        "gapura central init --home /srv/gapura --host centre.example \\",
        "  --offline /media/a --offline /media/b --offline /media/c",
        "GAPURA_DATABASE=postgresql://gapura:PASSWORD@db/gapura gapura central init \\",
        "  --home /srv/gapura --one-stick --offline stick --host centre.example",
    )
)
@click.option("--home", required=True, type=FOLDER, help="A folder that is not there, or empty.")
@click.option(
    "--offline",
    required=True,
    multiple=True,
    type=FOLDER,
    help="A custodian's medium for offline keys: three of them, each with a passphrase, asked or "
    "read from the file in GAPURA_OFFLINE_PASSPHRASE_FILE.",
)
@click.option(
    "--one-stick", is_flag=True, help="For a trial: all offline keys in one folder, in the clear."
)
@click.option("--name", default="Gapura", show_default=True, help="What people call it.")
@click.option(
    "--host",
    "hosts",
    required=True,
    multiple=True,
    type=Host(),
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
@click.option(
    "--no-ntp",
    is_flag=True,
    help="This data centre has no NTP: its clock is signed with all the same; it is audited.",
)
@json_option
def command(
    home: Path,
    offline: tuple[Path, ...],
    one_stick: bool,
    name: str,
    hosts: tuple[str, ...],
    port: int,
    database: str | None,
    blobs: str | None,
    no_ntp: bool,
    as_json: bool,
) -> None:
    """Make a data centre: its home, its keys, its database, its offline keys. All or nothing."""
    from sync.central import bootstrap
    from sync.central.centre_config import DATABASE_VARIABLE, FROM_ENVIRONMENT, database_entry
    from sync.central.cli.media import media
    from sync.central.publisher import ROOT_KEYS, OfflineKeys

    if database is not None and database_entry(database) == FROM_ENVIRONMENT:
        raise click.UsageError(
            f"every user of this machine sees a password there; set {DATABASE_VARIABLE} instead"
        )
    if len(offline) != (1 if one_stick else ROOT_KEYS):
        raise click.UsageError(
            f"name {ROOT_KEYS} media with --offline, one for each custodian of a root key; "
            "for a trial one, with --one-stick"
        )
    held = OfflineKeys(offline) if one_stick else media(offline, new=True)
    address = database or os.environ.get(DATABASE_VARIABLE)
    with ExitStack() as opened:
        with busy("making keys and a database"):
            centre = opened.enter_context(
                bootstrap.create(
                    home, held, name, hosts, address, blobs, now(), port, needs_ntp=not no_ntp
                )
            )
        if trouble := centre.clock.state().ntp_trouble:
            click.echo(f"warning: {trouble}", err=True)
        if as_json:
            print_json({"home": str(home), "centre_id": centre.centre_id, "url": centre.url})
            return
        click.echo(f"{home}: data centre {centre.centre_id}, for terminals at {centre.url}")
        if one_stick:
            click.echo(f"{offline[0]}: whoever has it signs everything; good for a trial only")
            return
        for folder in offline:
            click.echo(f"{folder}: to its custodian now; its keys are nowhere else")
