"""`gapura central list`: watch-lists. Whatever changes one is a proposal for a second operator."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from sync.central.cli.exchanged_files import read_file
from sync.central.cli.options import (
    home_option,
    iso_time,
    local_time,
    now,
    open_as_operator,
    open_centre,
    operator_option,
)
from sync.central.cli.tables import print_table
from sync.command_line.given_file import GivenFile
from sync.command_line.output import busy, examples, json_option, print_json

if TYPE_CHECKING:
    from sync.central.registry.list_changes import ListChange
    from sync.central.registry.lists import ListSettings

EXAMPLE = """\
name = "Daftar pencarian orang"
owner = "Polri"
colour = "#c0392b"
priority = 1                    # 1 first, 9 last
target_fpir = 0.001             # bearable false alerts: one among a thousand people on no list
officers = 2                    # who must confirm an alert: 1 or 2
checkpoints = ["gate-1"]        # that may hold the list
# expires_at = 2027-12-31T00:00:00+07:00    # before the agreement does

[category]                      # in the two languages of the terminals
id = "Buron"
en = "Wanted"

[instruction]
id = "Minta dokumen identitas. Jangan menahan sendiri."
en = "Ask for an identity document. Do not detain anybody alone."

[short]                         # the same in three to five words, for large letters that are read
id = "Jangan sendiri. Panggil piket"    # from 1.5 m: best two lines of up to 16 signs, 40 in all;
en = "Not alone. Call duty officer"     # may be left out

[agreement]
number = "PKS-12/2026"
starts = 2026-01-01
ends = 2027-12-31               # its last day, in Jakarta

# [agreement.retention]         # how long an alert is kept after the officer's word, at both ends
# dismissed_hours = 12          # "not this person"
# undecided_days = 30           # "cannot tell", or no answer
# confirmed_days = 365          # left out: as long as the list, and 30 days more

# [on_request]                  # who may ask the data centre about these people without holding
# checkpoints = ["gate-2"]      # the list, and for which purposes: verify-at-gate (1:1);
# purposes = ["lost-child"]     # lost-document, doubtful-document, cannot-speak, lost-child,
#                               # written-order (1:N)
"""

described_option = click.option(
    "--from",
    "description",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The list's settings, as `gapura central list example` prints it.",
)
_MAX_BYTES = 64 * 2**20  # of a file of persons
persons_option = click.option(
    "--persons",
    required=True,
    type=GivenFile(),
    help="A file with a person's id, or NIK, in each line; - for stdin.",
)
id_argument = click.argument("list_id", metavar="LIST")


@click.group(
    epilog=examples(
        "gapura central list example > dpo.toml",
        "gapura central list create dpo --from dpo.toml --operator sari --home /srv/gapura",
        "gapura central approve 1 --operator budi --home /srv/gapura",
    )
)
def command() -> None:
    """Watch-lists: propose to create, change, end, fill; show."""


@command.command("example", epilog=examples("gapura central list example > dpo.toml"))
def example() -> None:
    """Print a description to start from."""
    click.echo(EXAMPLE, nl=False)


@command.command(
    "create", epilog=examples("gapura central list create dpo --from dpo.toml --operator sari")
)
@id_argument
@described_option
@operator_option
@home_option
@json_option
def create(list_id: str, description: Path, operator: str, home: Path, as_json: bool) -> None:
    """Propose a new list."""
    from models.manifest import load_manifest
    from sync.central.registry.list_changes import CreateList

    change = CreateList(
        list_id=_checked(list_id),
        described=_described(description),
        model_id=load_manifest().model.model_id,
    )
    _propose(home, operator, change, as_json)


@command.command(
    "change", epilog=examples("gapura central list change dpo --from dpo.toml --operator sari")
)
@id_argument
@described_option
@operator_option
@home_option
@json_option
def change(list_id: str, description: Path, operator: str, home: Path, as_json: bool) -> None:
    """Propose another description of a list; its members stay."""
    from sync.central.registry.list_changes import ChangeList

    wanted = ChangeList(list_id=_checked(list_id), described=_described(description))
    _propose(home, operator, wanted, as_json)


@command.command("end", epilog=examples("gapura central list end dpo --operator sari"))
@id_argument
@operator_option
@home_option
@json_option
def end(list_id: str, operator: str, home: Path, as_json: bool) -> None:
    """Propose to end a list for good; it leaves every terminal."""
    from sync.central.registry.list_changes import EndList

    _propose(home, operator, EndList(list_id=_checked(list_id)), as_json)


@command.group("members", epilog=examples("gapura central list members show dpo --operator sari"))
def members() -> None:
    """Who is on a list: propose to add or remove, show."""


@members.command(
    "add", epilog=examples("gapura central list members add dpo --persons ids.txt --operator sari")
)
@id_argument
@persons_option
@operator_option
@home_option
@json_option
def members_add(list_id: str, persons: BinaryIO, operator: str, home: Path, as_json: bool) -> None:
    """Propose persons for a list; one who is on it already is sent with his newest photographs."""
    from sync.central.registry.list_changes import AddMembers, NewMember

    wanted = tuple(NewMember(person_id=each) for each in _persons(home, persons))
    _propose(home, operator, AddMembers(list_id=_checked(list_id), members=wanted), as_json)


@members.command(
    "remove",
    epilog=examples("gapura central list members remove dpo --persons ids.txt --operator sari"),
)
@id_argument
@persons_option
@operator_option
@home_option
@json_option
def members_remove(
    list_id: str, persons: BinaryIO, operator: str, home: Path, as_json: bool
) -> None:
    """Propose to take persons off a list."""
    from sync.central.registry.list_changes import RemoveMembers

    wanted = RemoveMembers(list_id=_checked(list_id), persons=_persons(home, persons))
    _propose(home, operator, wanted, as_json)


@members.command("show", epilog=examples("gapura central list members show dpo --operator sari"))
@id_argument
@operator_option
@home_option
@json_option
def members_show(list_id: str, operator: str, home: Path, as_json: bool) -> None:
    """Show who is on a list, by name; that you looked is on the audit log."""
    from sync.central.registry import audit, filters, lists, persons
    from sync.central.registry.schema import Person

    with open_as_operator(home, operator) as centre:
        with centre.registry.session() as session, busy("reading the members") as advance:
            filters.must_exist(session, list_id=list_id)
            found = []
            for person_id in (ids := lists.member_ids(session, list_id)):
                identity = persons.identity_of(centre.vault, session.get_one(Person, person_id))
                found.append({"person": person_id, "name": identity.name, "nik": identity.nik})
                advance(len(found), len(ids), "reading the members")
        details = {"persons": len(found)}
        with centre.registry.transaction() as session:  # short: others write meanwhile
            audit.append(session, now(), operator, "members-viewed", list_id, details)
    if as_json:
        print_json({"list": list_id, "persons": found})
        return
    print_table(("person", "name", "NIK"), (each.values() for each in found))


@command.command("show", epilog=examples("gapura central list show --home /srv/gapura --json"))
@click.argument("list_id", metavar="[LIST]", required=False)
@home_option
@json_option
def show(list_id: str | None, home: Path, as_json: bool) -> None:
    """Show the lists, or one in full; nobody's name."""
    from sync.central.registry import lists
    from sync.central.registry.errors import Unknown

    with open_centre(home) as centre, centre.registry.session() as session:
        found = [each for each in lists.summaries(session) if list_id in (None, each.list_id)]
    if list_id is not None and not found:
        raise Unknown("list", list_id)
    if as_json or list_id is not None:
        rows = [
            {
                "list": each.list_id,
                **each.described.model_dump(mode="json"),
                "until": iso_time(each.described.until),
                "ended_at": iso_time(each.ended_at),
                "members": each.members,
                "changes": each.changes,
            }
            for each in found
        ]
        if as_json:
            print_json({"lists": rows})
        else:
            for key, value in rows[0].items():
                click.echo(f"{key}: {value}")
        return
    at = now()
    print_table(
        ("list", "name", "owner", "persons", "until", "state"),
        (
            (
                each.list_id,
                each.described.name,
                each.described.owner,
                each.members,
                local_time(each.described.until),
                "ended" if each.ended_at is not None or at >= each.described.until else "in force",
            )
            for each in found
        ),
    )


def _propose(home: Path, operator: str, change: ListChange, as_json: bool) -> None:
    from sync.central.registry import proposals

    with (
        open_as_operator(home, operator) as centre,
        busy("proposing"),
        centre.registry.transaction() as session,
    ):
        number = proposals.propose(session, centre.vault, change, operator, now())
    if as_json:
        print_json({"proposal": number, "list": change.list_id})
    else:
        click.echo(f"proposal {number} waits for another operator")


def _checked(list_id: str) -> str:
    from sync.protocol.roles import IDENTIFIER

    if not re.fullmatch(IDENTIFIER, list_id):
        raise click.ClickException("a list's id is made of a-z, 0-9 and '-', 48 signs at most")
    return list_id


def _described(path: Path) -> ListSettings:
    """Read a description. An error names its key."""
    from pydantic import ValidationError

    from sync.central.registry.lists import ListSettings
    from sync.central.registry.rows import decoded

    try:
        found = tomllib.loads(decoded(path, read_file(path))[0].replace("\r\n", "\n"))
        wanted = found.get("checkpoints", [])
        if not isinstance(wanted, list) or not all(isinstance(each, str) for each in wanted):
            raise click.ClickException(f'{path}: checkpoints is a list, as ["gate-1"]')
        found["checkpoints"] = tuple(sorted(set(wanted)))
        return ListSettings.model_validate(found, extra="forbid")
    except tomllib.TOMLDecodeError as error:
        raise click.ClickException(f"{path}: not TOML: {error}") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"])) or "the description"
        message = first["msg"].removeprefix("Value error, ")
        raise click.ClickException(f"{path}: {place}: {message}") from error


def _persons(home: Path, file: BinaryIO) -> tuple[str, ...]:
    """Return the ids in a file of ids and NIK. An error names the line and no person."""
    from sync.central.registry import persons
    from sync.central.registry.rows import decoded

    text, _ = decoded(Path(file.name), file.read(_MAX_BYTES))

    found: dict[str, None] = {}
    with open_centre(home) as centre, centre.registry.session() as session:
        for number, line in enumerate(text.splitlines(), 1):
            text = line.strip()
            if len(text) == 16 and text.isdigit():
                person = persons.by_nik(session, centre.vault, text)
                text = person.person_id if person else ""
                if not text:
                    raise click.ClickException(f"line {number}: nobody here has that NIK")
            elif text and not (len(text) == 32 and set(text) <= set("0123456789abcdef")):
                raise click.ClickException(f"line {number}: neither a person's id nor a NIK")
            if text:
                found[text] = None
    if not found:
        raise click.ClickException("no persons in the file")
    return tuple(found)
