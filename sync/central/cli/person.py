"""`gapura central person`: one person comes with a photograph, or is erased."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from sync.central.cli.options import home_option, now, open_as_operator, operator_option
from sync.command_line.output import examples, json_option, print_json


@click.group(epilog=examples("gapura central person add photo.jpg --home … --operator sari"))
def command() -> None:
    """One person: enrol a photograph, forget."""


@command.command(
    "add",
    epilog=examples(
        "gapura central person add photo.jpg --list dpo --home /srv/gapura --operator sari",
        "gapura central person add photo.jpg --stdin --json … < who.json",
    ),
)
@click.argument("photo", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--list", "list_id", metavar="LIST", help="Propose the person for that list too.")
@click.option(
    "--family-card", "ask_family", is_flag=True, help="Ask for the family card's number (KK) too."
)
@click.option("--stdin", "from_stdin", is_flag=True, help="Who it is, as JSON on stdin.")
@operator_option
@home_option
@json_option
def add(
    photo: Path,
    list_id: str | None,
    ask_family: bool,
    from_stdin: bool,
    operator: str,
    home: Path,
    as_json: bool,
) -> None:
    """Enrol PHOTO; asks who it shows, since an argument could be read by every user here.

    With --stdin: {"name": …, "nik": …, "external_id": …, "family_card": …}; the name is needed.
    """
    from pydantic import ValidationError

    from sync.central.enroller import Enroller
    from sync.central.registry import proposals
    from sync.central.registry.enrolment import enrol
    from sync.central.registry.imports import read_photo_file
    from sync.central.registry.persons import Identity

    with open_as_operator(home, operator) as centre, Enroller() as enroller:
        try:
            identity = Identity.model_validate(_from_stdin() if from_stdin else _asked(ask_family))
        except ValidationError as error:
            raise click.ClickException(
                "who it is: a name of 1 to 200 signs; NIK and family card: 16 digits, or none"
            ) from error
        stored = enrol(
            centre.registry,
            centre.blobs,
            centre.vault,
            enroller,
            identity,
            read_photo_file(photo.parent, photo.name),
            operator,
            now(),
        )
        number = None
        if list_id is not None:
            change = proposals.AddMembers(
                list_id=list_id, members=(proposals.Member(person_id=stored.person_id),)
            )
            with centre.registry.transaction() as session:
                number = proposals.propose(session, centre.vault, change, operator, now())
    if as_json:
        print_json({"person": stored.person_id, "new": stored.new, "proposal": number})
        return
    click.echo(f"person {stored.person_id}: {'enrolled' if stored.new else 'was here already'}")
    if number is not None:
        click.echo(f"proposal {number} waits for another operator")


def _asked(family: bool) -> dict[str, str | None]:
    name = click.prompt("Name", err=True)
    nik = click.prompt("NIK (empty: none)", default="", show_default=False, err=True)
    external = click.prompt("External id (empty: none)", default="", show_default=False, err=True)
    card = click.prompt("Family card", err=True) if family else ""
    return {
        "name": name.strip(),
        "nik": nik.strip() or None,
        "external_id": external or None,
        "family_card": card.strip() or None,
    }


def _from_stdin() -> dict[str, str | None]:
    try:
        found = json.loads(sys.stdin.read(65_536))
    except ValueError as error:
        raise click.ClickException("stdin: not JSON") from error
    if not isinstance(found, dict):
        raise click.ClickException("stdin: not a JSON object")
    return found


@command.command(
    "forget",
    epilog=examples(
        "gapura central person forget 7fe116d8502ca0cf0d7324e85b05c021 --operator sari --home …",
        "gapura central person forget - --yes --operator sari --home … < nik.txt",
    ),
)
@click.argument("person", metavar="ID")
@click.option("--yes", is_flag=True, help="Do not ask.")
@operator_option
@home_option
def forget(person: str, yes: bool, operator: str, home: Path) -> None:
    """Erase a person who is on no list: photographs, templates, rows. For good.

    ID: 32 digits, as lists and results show it; - reads it, or a NIK, from stdin. Leaving a list
    takes two operators, and a publication, before.
    """
    from sync.central.registry import forgetting, persons

    text = (sys.stdin.readline(100) if person == "-" else person).strip()
    with open_as_operator(home, operator) as centre:
        if len(text) == 16 and text.isdigit():
            with centre.registry.session() as session:
                found = persons.by_nik(session, centre.vault, text)
            if found is None:
                raise click.ClickException("nobody here has that NIK")
            text = found.person_id
        if not yes:
            if person == "-" or not sys.stdin.isatty():
                raise click.UsageError("--yes is needed where nobody can be asked")
            click.confirm("Erase the person and all photographs for good?", abort=True, err=True)
        with centre.registry.transaction() as session:
            count = forgetting.forget(session, centre.blobs, centre.vault, text, operator, now())
    click.echo(f"forgotten, with {count} photographs")
