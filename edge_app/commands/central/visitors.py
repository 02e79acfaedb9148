"""`gapura central visitors`: who is expected at a checkpoint."""

from __future__ import annotations

from pathlib import Path

import click

from edge_app.commands.central.desk import home_option, now, opened, opened_by, operator_option
from edge_app.commands.central.reporting import print_report
from edge_app.commands.output import examples, json_option, print_json, progress


@click.group(epilog=examples("gapura central visitors import day.csv --checkpoint gate-1 …"))
def command() -> None:
    """Expected visitors of a checkpoint."""


@command.command(
    "import",
    epilog=examples(
        "gapura central visitors import day.csv --checkpoint gate-1 --operator sari --home …",
        "gapura central visitors import day.jsonl --checkpoint gate-1 --strict --json …",
    ),
)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--checkpoint", required=True, metavar="ID")
@click.option("--strict", is_flag=True, help="Store nothing unless every row is good.")
@click.option(
    "--report", type=click.Path(dir_okay=False, path_type=Path), help="REPORT.csv, .jsonl"
)
@operator_option
@home_option
@json_option
def import_command(
    file: Path,
    checkpoint: str,
    strict: bool,
    report: Path | None,
    operator: str,
    home: Path,
    as_json: bool,
) -> None:
    """Take CSV or JSON lines: day, name, nik or passport, and family_card, party, photo.

    Without a photograph, the face of the person with that NIK is taken, if there is one here.
    """
    from sync.central.enroller import Enroller
    from sync.central.registry.visitors import import_visitors

    with opened_by(home, operator) as centre, Enroller() as enroller, progress(as_json) as advance:
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
            lambda done: advance(done, 0, "visitors"),
        )
    print_report(rows, report, as_json)


@command.command("list", epilog=examples("gapura central visitors list --home … --json"))
@home_option
@json_option
def list_command(home: Path, as_json: bool) -> None:
    """How many are expected where and when; nobody's name."""
    from sync.central.registry.visitors import expected

    with opened(home) as centre, centre.registry.session() as session:
        rows = expected(session)
    if as_json:
        print_json(
            {"visitors": [{"checkpoint": c, "day": str(d), "visitors": n} for c, d, n in rows]}
        )
        return
    for checkpoint, day, count in rows:
        click.echo(f"{day}  {checkpoint}: {count}")
