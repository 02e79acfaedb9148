"""`gapura central operator`: who may work at the data centre."""

from __future__ import annotations

from pathlib import Path

import click

from sync.central.cli.media import media, offline_option
from sync.central.cli.options import (
    NEW_PASSPHRASE_FILE,
    PASSPHRASE_FILE,
    SECOND_PASSPHRASE_FILE,
    authenticate_operator,
    home_option,
    iso_time,
    local_time,
    now,
    open_as_operator,
    open_centre,
    operator_option,
    passphrase,
)
from sync.central.cli.tables import Columns, print_rows
from sync.command_line.output import examples, json_option


@click.group(epilog=examples("gapura central operator list --home /srv/gapura"))
def command() -> None:
    """Who may work here: add, passphrase, reset, suspend, reinstate, list."""


@command.command(
    "add",
    epilog=examples(
        "gapura central operator add sari --name 'Sari W.' --home /srv/gapura",
        "gapura central operator add tono --name Tono --operator sari --second budi",
    ),
)
@click.argument("operator_id", metavar="ID")
@click.option("--name", help="As it stands in lists and logs; default the id.")
@click.option("--operator", envvar="GAPURA_OPERATOR", metavar="ID", help="Who vouches.")
@click.option("--second", metavar="ID", help="Who vouches too.")
@home_option
def add(
    operator_id: str, name: str | None, operator: str | None, second: str | None, home: Path
) -> None:
    """Add an operator. The first two need nobody; every other one needs two who vouch."""
    from sync.central.registry import operators

    with open_centre(home) as centre:
        asked = ((operator, PASSPHRASE_FILE), (second, SECOND_PASSPHRASE_FILE))
        by = [authenticate_operator(centre, who, variable) for who, variable in asked if who]
        secret = _new_passphrase()
        with centre.registry.transaction() as session:
            operators.add(session, operator_id, name or operator_id, secret, now(), by)
            count = operators.active(session)
    click.echo(f"{operator_id}: may work here from now on")
    if operators.MIN_OPERATORS <= count < operators.WISE_OPERATORS:
        click.echo(
            f"{count} operators; make it {operators.WISE_OPERATORS}, so that one who is ill or has "
            "forgotten a passphrase stops nothing"
        )


@command.command(
    "passphrase", epilog=examples("gapura central operator passphrase --operator sari")
)
@operator_option
@home_option
def change_passphrase(operator: str, home: Path) -> None:
    """Change your passphrase: the old one is asked, then the new one twice."""
    from sync.central.registry import operators

    with open_as_operator(home, operator) as centre:
        secret = _new_passphrase()
        with centre.registry.transaction() as session:
            operators.change_passphrase(session, operator, secret, now())
    click.echo(f"{operator}: the new passphrase counts from now on")


@command.command(
    "reset",
    epilog=examples(
        "gapura central operator reset budi --offline /media/stick --operator sari",
        "gapura central operator reset budi --offline /media/stick",
    ),
)
@click.argument("operator_id", metavar="ID")
@offline_option
@click.option("--operator", envvar="GAPURA_OPERATOR", metavar="ID", help="Who does it, if anybody.")
@home_option
def reset(operator_id: str, offline: tuple[Path, ...], operator: str | None, home: Path) -> None:
    """Give an operator a new passphrase in place of a lost one, with the offline keys.

    The keys alone are enough, for the day on which nobody's passphrase is left. `status` tells the
    others for a month. A suspension stays.
    """
    from sync.central.publisher import Publisher
    from sync.central.registry import audit, operators

    with open_centre(home) as centre:
        Publisher(centre.blobs, centre.secrets).require_targets_keys(media(offline))
        by = audit.CENTRE
        if operator is not None and operator != operator_id:
            by = authenticate_operator(centre, operator, PASSPHRASE_FILE)
        secret = _new_passphrase()
        with centre.registry.transaction() as session:
            operators.reset_passphrase(session, operator_id, secret, now(), by)
    click.echo(f"{operator_id}: the new passphrase counts from now on; put the stick back")


def _new_passphrase() -> str:
    from sync.central.registry.passphrases import MIN_PASSPHRASE

    prompt = f"New passphrase, {MIN_PASSPHRASE} signs or more"
    return passphrase(NEW_PASSPHRASE_FILE, prompt, twice=True)


@command.command("suspend", epilog=examples("gapura central operator suspend tono --operator sari"))
@click.argument("operator_id", metavar="ID")
@operator_option
@home_option
def suspend(operator_id: str, operator: str, home: Path) -> None:
    """Suspend an operator; he proves nothing from now on."""
    from sync.central.registry import operators

    with open_as_operator(home, operator) as centre, centre.registry.transaction() as session:
        operators.suspend(session, operator_id, now(), operator)
    click.echo(f"{operator_id}: suspended")


@command.command(
    "reinstate",
    epilog=examples("gapura central operator reinstate tono --second budi --operator sari"),
)
@click.argument("operator_id", metavar="ID")
@click.option("--second", required=True, metavar="ID", help="Who vouches too.")
@operator_option
@home_option
def reinstate(operator_id: str, second: str, operator: str, home: Path) -> None:
    """Let a suspended operator work again, with the passphrase of before; two must vouch."""
    from sync.central.registry import operators

    with open_as_operator(home, operator) as centre:
        by = [operator, authenticate_operator(centre, second, SECOND_PASSPHRASE_FILE)]
        with centre.registry.transaction() as session:
            operators.reinstate(session, operator_id, now(), by)
    click.echo(f"{operator_id}: may work here again")


@command.command("list", epilog=examples("gapura central operator list --json"))
@home_option
@json_option
def list_command(home: Path, as_json: bool) -> None:
    """List the operators."""
    from sync.central.registry import operators

    with open_centre(home) as centre, centre.registry.session() as session:
        rows = operators.list_all(session)
    found = [
        {
            "operator": row.operator_id,
            "name": row.name,
            "suspended": row.suspended,
            "tries": row.tries,
            "locked_until": iso_time(row.locked_until),
            "since": iso_time(row.created_at),
        }
        for row in rows
    ]
    columns: Columns = {
        "operator": lambda row: row["operator"],
        "name": lambda row: row["name"],
        "state": lambda row: "suspended" if row["suspended"] else "active",
        "wrong passphrases": lambda row: row["tries"] or None,
        "since": lambda row: local_time(row["since"]),
    }
    print_rows("operators", found, columns, as_json)
