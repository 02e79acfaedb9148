"""`gapura central proposals`: what waits for a second operator."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sync.central.cli.options import (
    home_option,
    iso_time,
    local_time,
    now,
    open_as_operator,
    open_centre,
)
from sync.central.cli.tables import Columns, print_rows
from sync.command_line.output import examples, json_option, print_json

if TYPE_CHECKING:
    from sync.central.centre import Centre

MAX_SHOWN = 50  # persons on the screen
COLUMNS: Columns = {
    "no": lambda row: row["proposal"],
    "list": lambda row: row["list"],
    "what": lambda row: row["summary"],
    "by": lambda row: row["proposed_by"],
    "when": lambda row: local_time(row["proposed_at"]),
    "state": lambda row: row["state"] + (f" by {row['decided_by']}" if row["decided_by"] else ""),
}


@click.command(
    epilog=examples(
        "gapura central proposals --home /srv/gapura",
        "gapura central proposals 7 --operator budi --home /srv/gapura",
    )
)
@click.argument("number", required=False, type=int)
@click.option("--all", "with_decided", is_flag=True, help="Also those that are decided.")
@click.option("--operator", envvar="GAPURA_OPERATOR", metavar="ID", help="For one in full.")
@home_option
@json_option
def command(
    number: int | None, with_decided: bool, operator: str | None, home: Path, as_json: bool
) -> None:
    """List the proposals; or show one in full, with the persons' names, to judge it."""
    if number is not None:
        if operator is None:
            raise click.UsageError("a proposal in full names persons: say who asks (--operator)")
        with open_as_operator(home, operator) as centre:
            shown = _in_full(centre, number, operator)
        if as_json:
            print_json(shown)
        else:
            _print(shown)
        return
    from sync.central.registry import proposals

    with open_centre(home) as centre, centre.registry.session() as session:
        rows = proposals.list_all(session, None if with_decided else "waiting")
    found = [
        {
            "proposal": row.proposal_id,
            "kind": row.kind,
            "list": row.subject,
            "summary": row.summary,
            "state": row.state,
            "proposed_by": row.proposed_by,
            "proposed_at": iso_time(row.proposed_at),
            "decided_by": row.decided_by,
            "decided_at": iso_time(row.decided_at),
        }
        for row in rows
    ]
    print_rows("proposals", found, COLUMNS, as_json)


def _in_full(centre: Centre, number: int, operator: str) -> dict[str, Any]:
    """Return the proposal with the names behind its ids; record it on the audit log."""
    from sync.central.registry import audit, persons, proposals
    from sync.central.registry.schema import Person

    with centre.registry.transaction() as session:
        row = proposals.get(session, number)
        change = proposals.change_of(centre.vault, row)
        wanted: list[str] = []
        if isinstance(change, proposals.AddMembers):
            wanted = [member.person_id for member in change.members]
        elif isinstance(change, proposals.RemoveMembers):
            wanted = list(change.persons)
        people = []
        for person_id in wanted:
            person = session.get(Person, person_id)
            identity = persons.identity_of(centre.vault, person) if person else None
            people.append(
                {
                    "person": person_id,
                    "name": identity.name if identity else None,
                    "nik": identity.nik if identity else None,
                }
            )
        audit.append(session, now(), operator, "proposal-viewed", row.subject, {"proposal": number})
        found: dict[str, Any] = {
            "proposal": number,
            "kind": change.kind,
            "list": change.list_id,
            "state": row.state,
            "proposed_by": row.proposed_by,
            "persons": people,
        }
    if isinstance(change, proposals.CreateList | proposals.ChangeList):
        found["described"] = change.described.model_dump(mode="json")
    return found


def _print(found: dict[str, Any]) -> None:
    click.echo(
        f"proposal {found['proposal']} of {found['proposed_by']}: {found['kind']} "
        f"{found['list']}, {found['state']}"
    )
    for key, value in found.get("described", {}).items():
        click.echo(f"  {key}: {value}")
    for person in found["persons"][:MAX_SHOWN]:
        click.echo(f"  {person['person']}  {person['name']}  {person['nik'] or ''}".rstrip())
    if len(found["persons"]) > MAX_SHOWN:
        click.echo(f"  and {len(found['persons']) - MAX_SHOWN} more; all with --json")
