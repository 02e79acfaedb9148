"""`gapura central results`: what the terminals sent."""

from __future__ import annotations

import csv
import io
import json
import re
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import click

from sync.central.cli.options import (
    SECOND_PASSPHRASE_FILE,
    agreed_faces,
    authenticate_operator,
    for_a_person,
    home_option,
    local_time,
    now,
    open_as_operator,
    open_centre,
    operator_option,
    second_option,
)
from sync.central.cli.result_rows import (
    COLUMNS,
    LISTED,
    cell,
    kept_until_text,
    row_of,
    step_row,
    wanted,
)
from sync.central.cli.tables import print_rows
from sync.central.cli.typed import AMOUNT, SINCE_HELP, JakartaTime
from sync.command_line.output import busy, examples, json_option, print_json
from sync.counts import number_of
from sync.protocol.signs import escaped, plain


@click.group(epilog=examples("gapura central results list --home /srv/gapura --json"))
def command() -> None:
    """List, export or show what the terminals sent."""


@command.command("list", epilog=examples("gapura central results list --list dpo --json"))
@click.option("--list", "list_id", metavar="LIST", help="Alerts of one list.")
@click.option("--checkpoint", metavar="ID", help="Alerts of one checkpoint.")
@click.option("--most", "limit", default=50, show_default=True, type=AMOUNT, help="Newest first.")
@home_option
@json_option
def list_command(
    list_id: str | None, checkpoint: str | None, limit: int, home: Path, as_json: bool
) -> None:
    """List alerts and their answers; persons by id, pictures left out."""
    from sync.central.registry import filters, result_retention
    from sync.central.registry.answers import alerts

    with open_centre(home) as centre, centre.registry.session() as session:
        filters.must_exist(session, checkpoint_id=checkpoint, list_id=list_id)
        found = alerts(session, centre.vault, list_id, checkpoint, None, limit)
        terms = result_retention.terms(session)
        rows = [{**row_of(alert), "kept_until": kept_until_text(alert, terms)} for alert in found]
    print_rows("results", rows, LISTED, as_json)


@command.command(
    "export",
    epilog=examples(
        "gapura central results export july.csv --since 2026-07-01 --operator sari",
        "gapura central results export all.jsonl --operator sari",
    ),
)
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--list", "list_id", metavar="LIST")
@click.option("--checkpoint", metavar="ID")
@click.option("--since", type=JakartaTime(), help=SINCE_HELP)
@operator_option
@home_option
def export(
    out: Path,
    list_id: str | None,
    checkpoint: str | None,
    since: datetime | None,
    operator: str,
    home: Path,
) -> None:
    """Write alerts and answers as CSV, or as JSON lines where OUT ends in .jsonl; no picture."""
    from models.whole_file import write_whole
    from sync.central.registry import audit, filters
    from sync.central.registry.answers import alerts

    if out.suffix not in (".csv", ".jsonl"):
        raise click.UsageError("OUT ends in .csv or .jsonl")
    held, count = io.StringIO(newline=""), 0
    writer = csv.DictWriter(held, COLUMNS)
    if out.suffix == ".csv":
        writer.writeheader()
    with open_as_operator(home, operator) as centre:
        with centre.registry.session() as session, busy("reading the alerts"):
            filters.must_exist(session, checkpoint_id=checkpoint, list_id=list_id)
            for alert in alerts(session, centre.vault, list_id, checkpoint, since):
                count += 1
                if out.suffix == ".csv":
                    row = row_of(alert)
                    row["escalations"] = wanted(row["escalations"])
                    writer.writerow({key: cell(value) for key, value in row.items()})
                else:
                    held.write(escaped(json.dumps(row_of(alert), ensure_ascii=False)) + "\n")
        with centre.registry.transaction() as session:
            audit.append(
                session, now(), operator, "results-exported", list_id or "all", {"rows": count}
            )
    write_whole(out, held.getvalue().encode(), 0o600)
    click.echo(f"{out}: {number_of(count, 'alert')}")


@command.command(
    "show",
    epilog=examples(
        "gapura central results show 5c1e --out pair.png --operator sari",
        "gapura central results show 5c1e --documents card.png --operator sari",
    ),
)
@click.argument("alert", metavar="ALERT")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A PNG with the captured face on the left and the reference on the right.",
)
@click.option(
    "--documents",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A PNG with the documents that the lane photographed, as large as they came.",
)
@operator_option
@second_option
@home_option
@json_option
def show(
    alert: str,
    out: Path | None,
    documents: Path | None,
    operator: str,
    second: str | None,
    home: Path,
    as_json: bool,
) -> None:
    """Show one alert with the person's name; the two faces, and documents, each in a PNG."""
    from models.images import decode_image, side_by_side
    from models.whole_file import write_whole
    from sync.central.errors import NoSuchBlob
    from sync.central.registry import answers, audit, persons
    from sync.central.registry.errors import OperationRefused
    from sync.central.registry.schema import Person

    with ExitStack() as opened:
        centre = opened.enter_context(open_as_operator(home, operator))
        photographed = []
        if documents is not None:
            with centre.registry.session() as session:
                found = answers.alert(session, centre.vault, alert)
            photographed = [decode_image(each, "a document") for each in found.documents]
            if not photographed:
                raise OperationRefused(f"{alert}: no document was photographed")
        faces = (2 if out is not None else 0) + len(photographed)
        details = agreed_faces(centre, operator, second, faces) if faces else None
        session = opened.enter_context(centre.registry.transaction())
        found = answers.alert(session, centre.vault, alert)
        raised = found.raised
        person = session.get(Person, raised.reference_id)
        identity = persons.identity_of(centre.vault, person) if person else None
        best = persons.best_reference(session, raised.reference_id, raised.model_id)
        if out is not None:
            pictures = [decode_image(raised.captured, "the captured face")]
            if best is not None:
                try:
                    jpeg = persons.read_thumbnail(centre.blobs, centre.vault, best.reference_id)
                    pictures.append(decode_image(jpeg, "the reference"))
                except NoSuchBlob:  # the person was forgotten
                    pass
            write_whole(out, side_by_side(pictures), 0o600)
        if documents is not None:
            tallest = max(each.shape[0] for each in photographed)
            write_whole(documents, side_by_side(photographed, tallest), 0o600)
        audit.append(session, now(), operator, "result-viewed", raised.alert_id, details)
    row = {
        **row_of(found),
        "name": identity.name if identity else None,
        "case": [step_row(each) for each in found.steps],
    }
    if as_json:
        print_json(row)
        return
    row["escalations"], steps = wanted(row["escalations"]), row.pop("case")
    for key, value in row.items():
        click.echo(f"{key}: {plain(for_a_person(str(cell(value))))}")
    for each in steps:
        told = " ".join(for_a_person(str(value)) for value in each.values() if value)
        click.echo(f"case: {plain(told)}")
    if out is not None:
        click.echo(f"{out}: captured on the left, reference on the right")
    if documents is not None:
        click.echo(f"{documents}: what the lane photographed, {len(photographed)}")


@command.command(
    "delete",
    epilog=examples(
        "gapura central results delete 5c1e 77ab --reason PERM-12/2026 --operator sari"
        " --second budi"
    ),
)
@click.argument("alerts", metavar="ALERT…", nargs=-1, required=True)
@click.option("--reason", required=True, metavar="CODE", help="A file's number; nobody's name.")
@click.option("--second", required=True, metavar="ID", help="Another operator, who agrees.")
@operator_option
@home_option
def delete(alerts: tuple[str, ...], reason: str, second: str, operator: str, home: Path) -> None:
    """Erase alerts, with their faces and all that was said of them, before their time."""
    from sync.central.registry import result_retention
    from sync.central.registry.errors import RegistryError

    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9 ./:_-]{0,79}", reason):
        raise click.UsageError("--reason is a code: letters, digits, blanks and ./:_-, 80 at most")
    if second == operator:
        raise click.UsageError("--second is another operator than --operator")
    with open_as_operator(home, operator, on_full_disk=True) as centre:
        authenticate_operator(centre, second, SECOND_PASSPHRASE_FILE)
        registry, by = centre.registry, (operator, second)
        with registry.session() as session:
            named = result_retention.named_alerts(session, alerts)
        done = count = 0
        try:
            with busy("erasing") as advance:
                while done < len(named):
                    with registry.transaction() as session:
                        most = registry.erasable_at_once()
                        gone = result_retention.delete_alerts(
                            session, named[done:], reason, by, now(), most
                        )
                    done, count = done + gone.alerts, count + gone.results
                    registry.erase_log()  # it holds what was erased; and a full disk has room anew
                    advance(done, len(named), "alerts erased")
        except RegistryError as error:
            said = f"{done} of {len(named)} alerts erased, {number_of(count, 'result')}"
            rest = f": go on from {named[done][1][:12]}" if done < len(named) else ""
            raise RegistryError(f"{error}; {said}{rest}") from error
    click.echo(f"{number_of(len(named), 'alert')} erased, {number_of(count, 'result')}")


@command.command(
    "resend",
    epilog=examples("gapura central results resend --since 2026-11-24T18:00 --operator sari"),
)
@click.option("--since", required=True, type=JakartaTime(), help=SINCE_HELP)
@click.option("--checkpoint", metavar="ID", help="Of one checkpoint.")
@operator_option
@home_option
def resend(since: datetime, checkpoint: str | None, operator: str, home: Path) -> None:
    """Ask terminals for results again that came since then; what is here stays as it is.

    For a data centre that lost them, or that refused what it would take now. A terminal holds them
    for its checkpoint's --results-kept-days.
    """
    from sync.central.registry import audit, filters, resending

    at = now()
    if since > at:
        raise click.UsageError(f"--since: {local_time(since)} is still to come")
    with open_as_operator(home, operator) as centre, centre.registry.transaction() as session:
        filters.must_exist(session, checkpoint_id=checkpoint)
        count = resending.ask_again(session, since, at, checkpoint)
        details = {"since": since.isoformat(), "terminals": count}
        audit.append(session, at, operator, "results-asked-again", checkpoint or "all", details)
    click.echo(f"asked with the next lease: {number_of(count, 'terminal')}")
