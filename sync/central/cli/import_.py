"""`gapura central import`: a folder or a CSV of photographs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sync.central.cli.options import home_option, now, open_as_operator, operator_option
from sync.central.cli.reporting import end_with, print_notes, print_told
from sync.command_line.interruption import interruptible
from sync.command_line.output import examples, json_option, print_json, progress
from sync.protocol.signs import plain

if TYPE_CHECKING:
    from sync.central.registry.imports import Imported
    from sync.central.registry.list_changes import NewMember
    from sync.central.registry.rows import Report


@click.command(
    epilog=examples(
        "gapura central import photographs/ --home /srv/gapura --operator sari",
        "gapura central import persons.csv --list dpo --report report --operator sari",
    )
)
@click.argument("source", metavar="DIR|CSV", type=click.Path(path_type=Path))
@click.option("--list", "list_id", metavar="LIST", help="Propose all of them for that list.")
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where the report goes: REPORT.csv and REPORT.jsonl.",
)
@operator_option
@home_option
@json_option
def command(
    source: Path,
    list_id: str | None,
    report: Path | None,
    operator: str,
    home: Path,
    as_json: bool,
) -> None:
    """Enrol what a CSV names: photo, name; nik, external_id, family_card, list may be there too.

    DIR holds persons.csv and the photographs. Start it again after an interruption: what is kept
    already stays as it is. Rows that name a list are proposed for it. A row that would rename
    somebody, or give a NIK to another face, is refused; a change of somebody on a list is proposed.
    """
    from sync.central.photographs.enroller import Enroller
    from sync.central.registry import list_changes, proposals
    from sync.central.registry.imports import import_persons
    from sync.central.registry.list_changes import AddMembers
    from sync.central.registry.person_changes import ChangePersons, delete_photographs
    from sync.central.registry.proposed_changes import PERSONS, Change
    from sync.central.registry.rows import Report

    with open_as_operator(home, operator) as centre:
        if list_id is not None:
            with centre.registry.session() as session:
                list_changes.must_take(session, list_id, now())
        with (
            Enroller() as enroller,
            Report(report) as written,
            progress(as_json) as advance,
            interruptible() as stopped,
        ):
            imported = import_persons(
                centre.registry,
                centre.blobs,
                centre.vault,
                enroller,
                source,
                operator,
                now,
                written,
                lambda done, total: advance(done, total, "photographs"),
                list_id,
                stopped,
            )
        changes: list[tuple[str, Change]] = [
            (each, AddMembers(list_id=each, members=_members(persons)))
            for each, persons in sorted(imported.members.items())
        ]
        if imported.changes:
            changed = ChangePersons(persons=imported.changes)
            changes.append((PERSONS, changed))
        numbers = {}
        try:
            with centre.registry.transaction() as session:
                for name, change in changes:
                    numbers[name] = proposals.propose(
                        session, centre.vault, change, operator, now()
                    )
        except BaseException:
            delete_photographs(centre.blobs, imported.changes)
            raise
    if as_json:
        print_json(
            {
                "stored": imported.stored,
                "unchanged": imported.unchanged,
                "proposed": imported.proposed,
                "refused": imported.refused,
                "interrupted": imported.interrupted,
                "reasons": written.reasons,
                "rows": [asdict(row) for row in written.told],
                "notes": list(imported.notes),
                "proposals": numbers,
            }
        )
    else:
        _print(imported, written, numbers)
    if imported.interrupted:
        raise KeyboardInterrupt
    end_with(written)


def _members(persons: Sequence[str]) -> tuple[NewMember, ...]:
    from sync.central.registry.list_changes import NewMember

    return tuple(NewMember(person_id=person) for person in persons)


def _print(imported: Imported, written: Report, numbers: dict[str, int]) -> None:
    print_notes(imported.notes)
    print_told(written.told)
    counted = (
        f"{imported.stored} enrolled, {imported.unchanged} were here, {imported.refused} refused"
    )
    if imported.proposed:
        counted += f", {imported.proposed} for another operator to approve"
    click.echo(counted)
    for reason, count in sorted(written.reasons.items()):
        click.echo(f"  {reason}: {count}")
    if imported.interrupted:
        click.echo(
            f"interrupted after {imported.done} of {imported.rows} rows: what is enrolled stays, "
            "nothing is proposed yet; start it again for the rest"
        )
    for each, number in numbers.items():
        click.echo(f"{plain(each)}: proposal {number} waits for another operator")
