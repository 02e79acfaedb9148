"""`gapura central init`: make a data centre."""

from __future__ import annotations

import os
from pathlib import Path

import click

from sync.central.cli.options import now
from sync.central.cli.typed import Host
from sync.central.gateway_files import HOME
from sync.command_line.output import busy, examples, json_option, print_json

FOLDER = click.Path(file_okay=False, path_type=Path)
_NEXT = (
    "operator add sari               # two of them, or four",
    'checkpoint add gate-1 --name "Gerbang 1" --operator sari',
    "list example > dpo.toml         # then `list create`, `import`, `approve`, `delegate`",
    "token gate-1 --out ticket.json --operator sari   # for the first terminal",
    "backup make /mnt/FILE           # every night; `status` says what else waits",
)


@click.command(
    epilog=examples(
        "gapura central init --service --host centre.example \\",
        "  --offline /media/a --offline /media/b --offline /media/c",
        "GAPURA_DATABASE=postgresql://gapura:PASSWORD@db/gapura gapura central init \\",
        "  --home /srv/gapura --one-stick --offline stick --host centre.example",
    )
)
@click.option(
    "--service",
    is_flag=True,
    help=f"As root: in {HOME}, given to the two users of the Debian package, whose units are told "
    "of it and started, now and with the machine.",
)
@click.option(
    "--home",
    type=FOLDER,
    help=f"A folder that is not there, or empty; with --service {HOME}.",
)
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
    service: bool,
    home: Path | None,
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
    from sync.central.serving import machine
    from sync.central.serving.keeper_unit import reached, require_names

    if service and home is not None:
        raise click.UsageError(f"--service makes the home that its units have, {HOME}")
    home = HOME if service else home
    if home is None:
        raise click.UsageError("name the --home, or say --service")
    if database is not None and database_entry(database) == FROM_ENVIRONMENT:
        raise click.UsageError(
            f"every user of this machine sees a password there; set {DATABASE_VARIABLE} instead"
        )
    if len(offline) != (1 if one_stick else ROOT_KEYS):
        raise click.UsageError(
            f"name {ROOT_KEYS} media with --offline, one for each custodian of a root key; "
            "for a trial one, with --one-stick"
        )
    address = database or os.environ.get(DATABASE_VARIABLE)
    whom = reached(address, blobs, os.environ)  # half an address is told before anything is made
    owners = None
    if service:
        owners = machine.packaged_owners()
        machine.require_free_port(port)
        require_names(whom)
    held = OfflineKeys(offline) if one_stick else media(offline, new=True)
    with busy("making keys and a database"):
        centre = bootstrap.create(
            home, held, name, hosts, address, blobs, now(), port, needs_ntp=not no_ntp
        )
    with centre:
        trouble = centre.clock.state().ntp_trouble
    if owners is not None:
        with busy("giving the home to its users, and starting"):
            machine.install(home, owners, machine.UNITS)
            running = machine.start()
    if trouble:
        click.echo(f"warning: {trouble}", err=True)
    if as_json:
        told = {"home": str(home), "centre_id": centre.centre_id, "url": centre.url}
        print_json(told | ({"running": running} if service else {}))
        return
    click.echo(f"{home}: data centre {centre.centre_id}, for terminals at {centre.url}")
    if one_stick:
        click.echo(f"{offline[0]}: whoever has it signs everything; good for a trial only")
    for folder in () if one_stick else offline:
        click.echo(f"{folder}: to its custodian now; its keys are nowhere else")
    if service:
        _say_what_comes(running)


def _say_what_comes(running: bool) -> None:
    from sync.central.serving.machine import GATEWAY, KEEPER

    how = "run, and start with the machine" if running else "start with the machine"
    click.echo(f"{KEEPER} and {GATEWAY} {how}")
    click.echo(f"next, as the keeper: su -s /bin/bash - {KEEPER}")
    for line in _NEXT:
        click.echo(f"  gapura central {line}")
