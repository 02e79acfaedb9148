"""`gapura central person`: one person comes with a photograph, is corrected, or is erased."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from sync.central.cli.options import (
    for_a_person,
    home_option,
    iso_time,
    now,
    open_as_operator,
    operator_option,
)
from sync.command_line.asking import agreed
from sync.command_line.output import busy, examples, json_option, print_json
from sync.counts import number_of
from sync.protocol.signs import plain

_FORM = "who it is: a name of 1 to 200 signs; NIK and family card: 16 digits, or none"


person_argument = click.argument("person", metavar="ID")


@click.group(epilog=examples("gapura central person add photo.jpg --operator sari"))
def command() -> None:
    """One person: enrol a photograph, show, correct, forget."""


@command.command(
    "add",
    epilog=examples(
        "gapura central person add photo.jpg --list dpo --home /srv/gapura --operator sari",
        "gapura central person add photo.jpg --stdin --json --operator sari < who.json",
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

    from sync.central.photographs.enroller import Enroller
    from sync.central.registry import list_changes, proposals
    from sync.central.registry.enrolment import enrol
    from sync.central.registry.list_changes import AddMembers, NewMember
    from sync.central.registry.person_changes import ChangePersons, delete_photographs
    from sync.central.registry.persons import Identity
    from sync.central.registry.photo_files import PhotoFolder
    from sync.central.registry.proposed_changes import Change

    with open_as_operator(home, operator) as centre, Enroller() as enroller:
        if list_id is not None:
            with centre.registry.session() as session:
                list_changes.must_take(session, list_id, now())
        try:
            identity = Identity.model_validate(
                _numbers(_from_stdin() if from_stdin else _asked(ask_family))
            )
        except ValidationError as error:
            raise click.ClickException(_FORM) from error
        with busy("enrolling the photograph"):
            stored = enrol(
                centre.registry,
                centre.blobs,
                centre.vault,
                enroller,
                identity,
                PhotoFolder(photo.parent).read(photo.name),
                operator,
                now(),
            )
        wanted: list[Change] = []
        if stored.change is not None:
            wanted.append(ChangePersons(persons=(stored.change,)))
        if list_id is not None:
            member = NewMember(person_id=stored.person_id)
            wanted.append(AddMembers(list_id=list_id, members=(member,)))
        numbers: list[int] = []
        try:
            with centre.registry.transaction() as session:
                numbers += [
                    proposals.propose(session, centre.vault, change, operator, now())
                    for change in wanted
                ]
        except BaseException:
            delete_photographs(centre.blobs, [stored.change] if stored.change else [])
            raise
    state = "enrolled" if stored.new else "changed" if stored.changed else "was here already"
    if stored.change is not None:
        state = "is on a list: another operator approves the change"
    elif stored.waits:
        state = "the change is proposed already"
    if as_json:
        print_json(
            {
                "person": stored.person_id,
                "new": stored.new,
                "changed": stored.changed,
                "proposal": numbers[-1] if numbers else None,
                "proposals": numbers,
            }
        )
        return
    click.echo(f"person {stored.person_id}: {state}")
    for number in numbers:
        click.echo(f"proposal {number} waits for another operator")


def _numbers(said: dict[str, Any]) -> dict[str, Any]:
    """Return what was said with NIK and family card as they are kept. Raise ClickException."""
    from sync.central.registry.numbers import NumberFault, read_family_card, read_nik

    found = dict(said)
    for column in ("nik", "family_card"):
        if text := said.get(column):
            read = (
                read_nik(str(text), now().date())
                if column == "nik"
                else read_family_card(str(text))
            )
            if isinstance(read, NumberFault):
                raise click.ClickException(read.text)
            found[column] = read
    return found


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


def _from_stdin() -> dict[str, Any]:
    try:
        found = json.loads(sys.stdin.read(65_536).lstrip("\ufeff"))
    except ValueError as error:
        raise click.ClickException("stdin: not JSON") from error
    if not isinstance(found, dict):
        raise click.ClickException("stdin: not a JSON object")
    return found


@command.command(
    "show",
    epilog=examples(
        "gapura central person show 7fe116d8502ca0cf0d7324e85b05c021 --operator sari",
        "gapura central person show - --json --operator sari < nik.txt",
    ),
)
@person_argument
@operator_option
@home_option
@json_option
def show(person: str, operator: str, home: Path, as_json: bool) -> None:
    """Show who a person is here: name, numbers, lists, photographs. That you looked is kept."""
    from sync.central.registry import audit, listed, persons

    with open_as_operator(home, operator) as centre:
        wanted = _said(person)
        with centre.registry.session() as session, busy("looking the person up"):
            row = persons.named(session, centre.vault, wanted)
            identity = persons.identity_of(centre.vault, row)
            found = {
                "person": row.person_id,
                **identity.model_dump(),
                "lists": listed.lists_of(session, row.person_id, now()),
                "photographs": persons.reference_ids(session, row.person_id),
                "waits_in_proposal": listed.proposal_naming(session, centre.vault, row.person_id),
                "since": iso_time(row.created_at),
            }
        with centre.registry.transaction() as session:  # short: others write meanwhile
            audit.append(session, now(), operator, "person-viewed", row.person_id)
    if as_json:
        print_json(found)
        return
    for key, value in found.items():
        text = ", ".join(map(str, value)) if isinstance(value, list) else value
        click.echo(f"{key.replace('_', ' ')}: {plain(for_a_person(str(text or '-')))}")


@command.command(
    "edit",
    epilog=examples(
        "gapura central person edit 7fe116d8502ca0cf0d7324e85b05c021 --operator sari",
        "gapura central person edit 7fe116d8502ca0cf0d7324e85b05c021 --stdin --operator sari \\",
        "  < new.json",
        "gapura central person edit 7fe116d8502ca0cf0d7324e85b05c021 --operator sari \\",
        "  --photograph new.jpg",
    ),
)
@person_argument
@click.option("--stdin", "from_stdin", is_flag=True, help="What is new, as JSON on stdin.")
@click.option(
    "--photograph",
    type=click.Path(dir_okay=False, path_type=Path),
    help="One photograph more; nothing else is asked.",
)
@operator_option
@home_option
@json_option
def edit(
    person: str,
    from_stdin: bool,
    photograph: Path | None,
    operator: str,
    home: Path,
    as_json: bool,
) -> None:
    """Correct a name or a number, add a NIK that came later, or a photograph.

    Of somebody on a list it is a proposal for another operator; so is a photograph that shows
    another face than those that are here. With --stdin: {"name": …, "nik": …, "external_id": …,
    "family_card": …}, each as it is to be; what is left out stays.
    """
    from pydantic import ValidationError

    from sync.central.registry import persons
    from sync.central.registry.person_changes import PersonChange
    from sync.central.registry.person_editing import edit, edit_photograph

    if person == "-" and from_stdin:
        raise click.UsageError("--stdin needs the person's id; `person show -` finds it by NIK")
    with open_as_operator(home, operator) as centre:
        with centre.registry.session() as session:
            person_id = persons.named(session, centre.vault, _said(person)).person_id
        if photograph is not None:
            with busy("enrolling the photograph"):
                number = edit_photograph(
                    centre.registry,
                    centre.blobs,
                    centre.vault,
                    person_id,
                    photograph,
                    operator,
                    now(),
                )
        else:
            said = _from_stdin() if from_stdin else _asked_anew()
            said = {key: value for key, value in _numbers(said).items() if value}
            if not said:
                raise click.ClickException("nothing new was said")
            try:
                change = PersonChange.model_validate({**said, "person_id": person_id})
            except ValidationError as error:
                raise click.ClickException(_FORM) from error
            with busy("changing the person"), centre.registry.transaction() as session:
                number = edit(session, centre.vault, change, operator, now())
    if as_json:
        print_json({"person": person_id, "proposal": number})
    elif number is None:
        click.echo(f"person {person_id}: changed")
    else:
        click.echo(f"person {person_id}: proposal {number} waits for another operator")


def _asked_anew() -> dict[str, str | None]:
    asked = (
        ("name", "New name"),
        ("nik", "New NIK"),
        ("external_id", "New external id"),
        ("family_card", "New family card"),
    )
    return {
        key: click.prompt(f"{text} (empty: as it is)", default="", show_default=False, err=True)
        for key, text in asked
    }


def _said(text: str) -> str:
    """Return whom ID names: itself, or `-`: an id or NIK on stdin. Raise ClickException."""
    if text != "-" and len(text) != 32:
        raise click.ClickException("an id has 32 digits; a NIK is read from stdin, as -")
    if text != "-":
        return text.strip()
    try:
        said = sys.stdin.readline(100).strip("\ufeff \t\r\n")  # an editor's mark before it
        said.encode()
    except UnicodeError:
        raise click.ClickException("stdin: neither an id nor a NIK") from None
    return said


@command.command(
    "forget",
    epilog=examples(
        "gapura central person forget 7fe116d8502ca0cf0d7324e85b05c021 --operator sari",
        "gapura central person forget - --yes --operator sari < nik.txt",
    ),
)
@person_argument
@click.option("--yes", is_flag=True, help="Do not ask.")
@operator_option
@home_option
def forget(person: str, yes: bool, operator: str, home: Path) -> None:
    """Erase a person who is on no list: photographs, templates, rows, visits. For good.

    So is what officers typed and photographed for alerts about the person; these alerts stay as
    long as their list says, with the captured face and no name. Terminals erase the same, and the
    name, once they are connected.

    ID: 32 digits, as lists and results show it; - reads it, or a NIK, from stdin. Leaving a list
    takes two operators, and a publication, before. The next publication packs each list that held
    the person anew, and erases the older packages; `status` tells until no terminal has them.
    """
    from sync.central.registry import persons
    from sync.central.releases import erasing

    with open_as_operator(home, operator, on_full_disk=True) as centre:
        with centre.registry.session() as session:
            text = persons.named(session, centre.vault, _said(person)).person_id
        if not yes:
            if person == "-":
                raise click.UsageError("--yes is needed where nobody can be asked")
            agreed("Erase the person and all photographs for good?")
        with busy("erasing"):
            gone = erasing.forget(centre, text, operator, now())
    click.echo(f"forgotten, with {number_of(gone.photographs, 'photograph')}")
    if gone.proposals:
        click.echo(f"{gone.proposals} decided proposals name the person no more")
    for checkpoint_id, count in sorted(gone.visits.items()):
        click.echo(f"{count} visits to {checkpoint_id} are expected no more")
    if gone.repacked:
        click.echo(
            f"the next publication packs anew, without the person: {', '.join(gone.repacked)}; "
            "`gapura central status` tells until no terminal serves an older version"
        )
    if gone.details:
        click.echo(f"{gone.details} notes and photographed documents of terminals are erased, too")
    if gone.results:
        click.echo(
            f"{gone.results} results of terminals are about {text}; they stay as long as their "
            "list says, with the captured face, or until `gapura central "
            "results delete`"
        )
