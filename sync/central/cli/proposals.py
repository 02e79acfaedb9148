"""`gapura central proposals`: what waits for a second operator."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sync.central.cli.options import (
    agreed_faces,
    home_option,
    iso_time,
    local_time,
    now,
    open_as_operator,
    open_centre,
    second_option,
)
from sync.central.cli.tables import Columns, print_rows
from sync.central.cli.typed import AMOUNT
from sync.command_line.output import busy, examples, json_option, print_json
from sync.protocol.signs import plain

if TYPE_CHECKING:
    from sync.central.centre import Centre
    from sync.central.registry.proposal_view import ProposalView, ViewedPerson

PAGED = 50  # persons: of more, a terminal shows page by page
COLUMNS: Columns = {
    "no": lambda row: row["proposal"],
    "of": lambda row: row["list"],
    "what": lambda row: row["summary"],
    "by": lambda row: row["proposed_by"],
    "when": lambda row: local_time(row["proposed_at"]),
    "state": lambda row: row["state"] + (f" by {row['decided_by']}" if row["decided_by"] else ""),
}


@click.command(
    epilog=examples(
        "gapura central proposals --home /srv/gapura",
        "gapura central proposals 7 --operator budi --home /srv/gapura",
        "gapura central proposals 7 --out faces.png --open --operator budi --home /srv/gapura",
    )
)
@click.argument("number", required=False, type=AMOUNT)
@click.option("--all", "with_decided", is_flag=True, help="Also those that are decided.")
@click.option("--operator", envvar="GAPURA_OPERATOR", metavar="ID", help="For one in full.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A PNG with every face, its number and name; of many faces several pages.",
)
@click.option("--open", "with_open", is_flag=True, help="Show OUT on this screen.")
@second_option
@home_option
@json_option
def command(
    number: int | None,
    with_decided: bool,
    operator: str | None,
    out: Path | None,
    with_open: bool,
    second: str | None,
    home: Path,
    as_json: bool,
) -> None:
    """List the proposals; or show one in full, with the persons' names and faces, to judge it."""
    if number is None and (out is not None or with_open):
        raise click.UsageError("--out and --open are for one proposal: give its number")
    if with_open and out is None:
        raise click.UsageError("--open shows a file: say which (--out)")
    if number is not None:
        if operator is None:
            raise click.UsageError("a proposal in full names persons: say who asks (--operator)")
        with open_as_operator(home, operator) as centre:
            seen = _view(centre, number, operator, second, out)
            written = _write_faces(centre, seen, out) if out is not None else []
        _show(seen, written, as_json)
        if with_open:
            _open(written)
        return
    _list(home, with_decided, as_json)


def _list(home: Path, with_decided: bool, as_json: bool) -> None:
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


def _view(
    centre: Centre, number: int, operator: str, second: str | None, out: Path | None
) -> ProposalView:
    """Return the proposal with the names behind its ids; record it on the audit log.

    Who is to judge it sees every face; for the proposer, and once it is decided, faces are an
    export like others.
    """
    from sync.central.registry import audit, proposal_view

    with centre.registry.session() as session, busy("reading the proposal"):
        seen = proposal_view.view(session, centre.vault, number)
    details: dict[str, Any] = {"proposal": number}
    if out is not None:
        faces = sum(len(each.photographs) for each in seen.persons)
        if not faces:
            raise click.ClickException(f"proposal {number} shows nobody's face: leave out --out")
        if seen.state != "waiting" or seen.proposed_by == operator:
            details |= agreed_faces(centre, operator, second, faces)
        else:
            details["judged"] = faces
    with centre.registry.transaction() as session:
        audit.append(session, now(), operator, "proposal-viewed", seen.subject, details)
    return seen


def _show(seen: ProposalView, written: list[Path], as_json: bool) -> None:
    if as_json:
        print_json({**_json(seen), "faces": [str(path) for path in written]})
        return
    text = "\n".join(map(plain, _text(seen)))
    if len(seen.persons) > PAGED and sys.stdout.isatty():
        click.echo_via_pager(text)
    else:
        click.echo(text)
    for path in written:
        click.echo(f"{path}: the faces")


def _json(seen: ProposalView) -> dict[str, Any]:
    found: dict[str, Any] = {
        "proposal": seen.proposal_id,
        "kind": seen.change.kind,
        "list": seen.subject,
        "state": seen.state,
        "proposed_by": seen.proposed_by,
        "persons": [
            {
                "number": number,
                "person": each.person_id,
                "name": each.identity.name if each.identity else None,
                "nik": each.identity.nik if each.identity else None,
                "photographs": len(each.photographs),
                "new": _new(each),
                "marks": list(each.marks),
            }
            for number, each in enumerate(seen.persons, 1)
        ],
    }
    if seen.facts:
        found["described"] = dict(seen.facts)
    if seen.now:
        found["now"] = dict(seen.now)
    return found


def _new(person: ViewedPerson) -> dict[str, Any] | None:
    """Return what a person is to be, field by field; None where nothing of them changes."""
    if person.change is None:
        return None
    return {**person.change.identity, "photograph": person.change.photograph is not None}


def _text(seen: ProposalView) -> Iterator[str]:
    yield (
        f"proposal {seen.proposal_id} of {seen.proposed_by}: {seen.change.kind} "
        f"{seen.subject}, {seen.state}"
    )
    yield from _described(seen)
    for number, each in enumerate(seen.persons, 1):
        nik = each.identity.nik if each.identity else None
        photographs = len(each.photographs)
        counted = f"{photographs} photograph" + "s" * (photographs != 1)
        yield f"  {number}. {each.name}  {nik or '-'}  {each.person_id}  {counted}"
        if each.change is not None:
            for key, value in each.change.identity.items():
                yield f"     new {key.replace('_', ' ')}: {value}"
            if each.change.photograph is not None:
                yield "     one photograph more: the last one"
        for mark in each.marks:
            yield f"     ! {mark}"
    marked = sum(bool(each.marks) for each in seen.persons)
    if seen.persons:
        yield f"{len(seen.persons)} persons, {marked} marked; --out FILE.png shows their faces"


def _described(seen: ProposalView) -> Iterator[str]:
    """Yield a line for each fact; one that differs from what holds now says so."""
    wanted, now = dict(_flat(seen.facts)), dict(_flat(seen.now))
    differ = [key for key in {**wanted, **now} if now and wanted.get(key) != now.get(key)]
    for key in {**wanted, **now}:
        was = f"{now.get(key, '-')} -> " if key in differ else ""
        yield f"  {key}: {was}{wanted.get(key, '-')}"
    if now:
        yield f"what differs from now (->): {len(differ)} of these"


def _flat(facts: Mapping[str, Any], within: str = "") -> Iterator[tuple[str, str]]:
    """Yield what is said, by name: `agreement ends` for what stands in a part of its own."""
    for key, value in facts.items():
        name = f"{within}{key}"
        if isinstance(value, Mapping):
            yield from _flat(value, f"{name} ")
        elif isinstance(value, list):
            yield name, ", ".join(map(str, value)) or "-"
        elif value is not None:
            yield name, str(value)


def _write_faces(centre: Centre, seen: ProposalView, out: Path) -> list[Path]:
    """Write the sheets; return their files. The first is `out`, others have `-2` and so on."""
    from models.images import decode_image
    from models.whole_file import write_whole
    from sync.central.errors import NoSuchBlob
    from sync.central.photographs.contact_sheet import Face, pages
    from sync.central.registry import persons

    if out.suffix.lower() != ".png":
        raise click.UsageError("--out ends in .png")
    faces = []
    for number, person in enumerate(seen.persons, 1):
        for place, reference in enumerate(person.photographs, 1):
            try:
                jpeg = persons.read_thumbnail(centre.blobs, centre.vault, reference)
                image = decode_image(jpeg, "a reference")
            except NoSuchBlob:
                image = None
            several = f" ({place} of {len(person.photographs)})" if person.photographs[1:] else ""
            title = f"{number}. {person.name}{several}"
            faces.append(Face(image, title, "; ".join(person.marks), bool(person.marks)))
    heading = f"proposal {seen.proposal_id} of {seen.proposed_by}: {seen.subject}"
    written: list[Path] = []
    for number, page in enumerate(pages(faces, heading), 1):
        path = out if number == 1 else out.with_name(f"{out.stem}-{number}{out.suffix}")
        write_whole(path, page, 0o600)
        written.append(path)
    return written


def _open(written: list[Path]) -> None:
    for path in written:
        if click.launch(str(path)) != 0:
            raise click.ClickException(f"{path}: nothing here shows a PNG; open it elsewhere")
