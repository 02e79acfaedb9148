"""`gapura central visitors`: who is expected at a checkpoint."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from sync.central.cli.options import (
    home_option,
    iso_time,
    names_options,
    now,
    open_as_operator,
    open_centre,
    open_for_names,
)
from sync.central.cli.reporting import import_options, print_report
from sync.central.cli.typed import Day
from sync.command_line.output import examples, json_option, print_json, progress
from sync.protocol.signs import plain
from sync.protocol.zones import gate_day, gate_text


@click.group(
    epilog=examples("gapura central visitors import day.csv --checkpoint gate-1 --operator sari")
)
def command() -> None:
    """Import or show the expected visitors of a checkpoint."""


@command.command(
    "import",
    epilog=examples(
        "gapura central visitors import day.csv --checkpoint gate-1 --operator sari",
        "gapura central visitors import day.jsonl --checkpoint gate-1 --strict --operator sari",
    ),
)
@import_options
@click.option("--rename", is_flag=True, help="Rows may rename somebody who is expected already.")
def import_command(
    file: Path,
    checkpoint: str,
    strict: bool,
    report: Path | None,
    operator: str,
    home: Path,
    as_json: bool,
    rename: bool,
) -> None:
    """Take CSV or JSON lines: day, name, nik or passport, and passport_state, family_card, ….

    Also party, photo. Without a photograph, the face of the person with that NIK is taken, if there
    is one here. All rows are one step: an import that is interrupted stores nothing.
    """
    from sync.central.photographs.enroller import Enroller
    from sync.central.registry.visitor_imports import import_visitors
    from sync.central.registry.visitor_rows import read_visitors

    table = read_visitors(file)

    with (
        open_as_operator(home, operator) as centre,
        Enroller() as enroller,
        progress(as_json) as advance,
    ):
        rows = import_visitors(
            centre.registry,
            centre.blobs,
            centre.vault,
            enroller,
            checkpoint,
            file,
            operator,
            now(),
            strict,
            lambda done: advance(done, len(table.rows), "visitors"),
            rename,
            table,
        )
    print_report(rows, table.notes, report, as_json)


@command.command("list", epilog=examples("gapura central visitors list --json"))
@home_option
@json_option
def list_command(home: Path, as_json: bool) -> None:
    """List how many are expected where and when; nobody's name."""
    from sync.central.registry.visitors import expected

    with open_centre(home) as centre, centre.registry.session() as session:
        rows = expected(session)
    if as_json:
        print_json(
            {"visitors": [{"checkpoint": c, "day": str(d), "visitors": n} for c, d, n in rows]}
        )
        return
    for checkpoint, day, count in rows:
        click.echo(f"{day}  {checkpoint}: {count}")


@command.command(
    "status",
    epilog=examples(
        "gapura central visitors status gate-1 --home /srv/gapura",
        "gapura central visitors status gate-1 --day 2027-01-31 --names --operator sari --json",
    ),
)
@click.argument("checkpoint", metavar="CHECKPOINT")
@click.option("--day", type=Day(), help="Default: today, at the checkpoint.")
@names_options
@home_option
@json_option
def status(
    checkpoint: str,
    day: date | None,
    names: bool,
    operator: str | None,
    home: Path,
    as_json: bool,
) -> None:
    """Show how many are due, came, were not let in; with --names, who and when by the gate's clock.

    A manifest is erased when its day is over; then only what terminals sent is counted.
    """
    from sync.central.registry import audit, checkpoints
    from sync.central.registry.arrivals import ArrivalState, arrivals

    with open_for_names(home, names, operator) as centre:
        with centre.registry.session() as session:
            zone = checkpoints.settings_of(session, checkpoint).zone
            wanted_day = day or gate_day(now(), zone)
            found = arrivals(session, centre.vault, checkpoint, wanted_day)
        if names and operator is not None:
            with centre.registry.transaction() as session:
                details = {"day": wanted_day.isoformat(), "rows": len(found.expected)}
                audit.append(session, now(), operator, "arrivals-viewed", checkpoint, details)
    counts = {state.value: found.count(state) for state in ArrivalState}
    if as_json:
        report: dict[str, Any] = {
            "checkpoint": checkpoint,
            "day": wanted_day.isoformat(),
            "zone": zone,
            "expected": len(found.expected),
            **counts,
            "others": found.others,
        }
        if names:
            report["visitors"] = [
                {
                    "name": each.visitor.name,
                    "party": each.visitor.party,
                    "state": each.state.value,
                    "at": iso_time(each.at),
                }
                for each in found.expected
            ]
        print_json(report)
        return
    counted = ", ".join(f"{count} {state}" for state, count in counts.items())
    click.echo(f"{wanted_day} {zone}  {checkpoint}: {len(found.expected)} expected, {counted}")
    if found.others:
        click.echo(f"{found.others} let in who are on no manifest here")
    width = len(gate_text(now(), zone))
    for each in found.expected if names else ():
        at = "-" if each.at is None else gate_text(each.at, zone)
        click.echo(f"  {each.state.value:8} {at:{width}}  {plain(each.visitor.name)}")
