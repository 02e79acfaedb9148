"""`gapura central import`: a folder or a CSV of photographs."""

from __future__ import annotations

from pathlib import Path

import click

from sync.central.cli.options import home_option, now, open_as_operator, operator_option
from sync.command_line.output import examples, json_option, print_json, progress


@click.command(
    epilog=examples(
        "gapura central import photographs/ --home /srv/gapura --operator sari",
        "gapura central import persons.csv --list dpo --report report --home … --operator sari",
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
    already stays as it is. Rows that name a list are proposed for it.
    """
    from sync.central.enroller import Enroller
    from sync.central.registry import proposals
    from sync.central.registry.imports import import_persons
    from sync.central.registry.rows import Report

    with open_as_operator(home, operator) as centre:
        with Enroller() as enroller, Report(report) as written, progress(as_json) as advance:
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
            )
        numbers = {}
        for each, persons in sorted(imported.members.items()):
            members = tuple(proposals.Member(person_id=person) for person in persons)
            change = proposals.AddMembers(list_id=each, members=members)
            with centre.registry.transaction() as session:
                numbers[each] = proposals.propose(session, centre.vault, change, operator, now())
    if as_json:
        print_json(
            {
                "stored": imported.stored,
                "unchanged": imported.unchanged,
                "refused": imported.refused,
                "reasons": imported.reasons,
                "proposals": numbers,
            }
        )
        return
    click.echo(
        f"{imported.stored} enrolled, {imported.unchanged} were here, {imported.refused} refused"
    )
    for reason, count in sorted(imported.reasons.items()):
        click.echo(f"  {reason}: {count}")
    for each, number in numbers.items():
        click.echo(f"{each}: proposal {number} waits for another operator")
