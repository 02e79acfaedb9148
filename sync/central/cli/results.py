"""`gapura central results`: what the terminals sent."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sync.central.cli.options import (
    SECOND_PASSPHRASE_FILE,
    agreed_faces,
    authenticate_operator,
    home_option,
    iso_time,
    local_time,
    now,
    open_as_operator,
    open_centre,
    operator_option,
    second_option,
)
from sync.central.cli.tables import Columns, print_rows
from sync.central.cli.typed import AMOUNT, SINCE_HELP, JakartaTime
from sync.command_line.output import examples, json_option, print_json
from sync.protocol.signs import escaped, plain

if TYPE_CHECKING:
    from sync.central.registry.answers import Alert
    from sync.central.registry.result_retention import ListRetention
    from sync.protocol.result_content import AlertFollowed

COLUMNS = (
    "alert",
    "at",
    "checkpoint",
    "terminal",
    "lane",
    "list",
    "list_version",
    "person",
    "score",
    "threshold",
    "model",
    "quality",
    "answer",
    "answered_at",
    "officers",
    "reason",
    "escalations",
    "outcome",
    "outcome_at",
    "closed_at",
    "closed_by",
    "documents",
    "received_at",
)

LISTED: Columns = {
    "alert": lambda row: row["alert"][:8],
    "at": lambda row: local_time(row["at"]),
    "checkpoint": lambda row: row["checkpoint"],
    "list": lambda row: row["list"],
    "person": lambda row: row["person"][:8],
    "score": lambda row: f"{row['score']:.3f}",
    "answer": lambda row: _ended(row),
    "officers": lambda row: " ".join(row["officers"]) or None,
    "help wanted": lambda row: _wanted(row["escalations"]) or None,
    "kept until": lambda row: local_time(row["kept_until"]),
}


@click.group(epilog=examples("gapura central results list --home /srv/gapura --json"))
def command() -> None:
    """List, export or show what the terminals sent."""


@command.command("list", epilog=examples("gapura central results list --list dpo --home … --json"))
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
        rows = [{**_row(alert), "kept_until": _kept_until(alert, terms)} for alert in found]
    print_rows("results", rows, LISTED, as_json)


@command.command(
    "export",
    epilog=examples(
        "gapura central results export july.csv --since 2026-07-01 --operator sari --home …",
        "gapura central results export all.jsonl --operator sari --home …",
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
        with centre.registry.session() as session:
            filters.must_exist(session, checkpoint_id=checkpoint, list_id=list_id)
            for alert in alerts(session, centre.vault, list_id, checkpoint, since):
                count += 1
                if out.suffix == ".csv":
                    row = _row(alert)
                    row["escalations"] = _wanted(row["escalations"])
                    writer.writerow({key: _cell(value) for key, value in row.items()})
                else:
                    held.write(escaped(json.dumps(_row(alert), ensure_ascii=False)) + "\n")
        with centre.registry.transaction() as session:
            audit.append(
                session, now(), operator, "results-exported", list_id or "all", {"rows": count}
            )
    write_whole(out, held.getvalue().encode(), 0o600)
    click.echo(f"{out}: {count} alerts")


@command.command(
    "show",
    epilog=examples(
        "gapura central results show 5c1e --out pair.png --operator sari …",
        "gapura central results show 5c1e --documents card.png --operator sari …",
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
        **_row(found),
        "name": identity.name if identity else None,
        "case": [_step(each) for each in found.steps],
    }
    if as_json:
        print_json(row)
        return
    row["escalations"], steps = _wanted(row["escalations"]), row.pop("case")
    for key, value in row.items():
        click.echo(f"{key}: {plain(_cell(value))}")
    for each in steps:
        click.echo(f"case: {plain(' '.join(str(value) for value in each.values() if value))}")
    if out is not None:
        click.echo(f"{out}: captured on the left, reference on the right")
    if documents is not None:
        click.echo(f"{documents}: what the lane photographed, {len(photographed)}")


@command.command(
    "delete",
    epilog=examples(
        "gapura central results delete 5c1e 77ab --reason PERM-12/2026 --operator sari"
        " --second budi --home …"
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

    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9 ./:_-]{0,79}", reason):
        raise click.UsageError("--reason is a code: letters, digits, blanks and ./:_-, 80 at most")
    if second == operator:
        raise click.UsageError("--second is another operator than --operator")
    with open_as_operator(home, operator) as centre:
        authenticate_operator(centre, second, SECOND_PASSPHRASE_FILE)
        with centre.registry.transaction() as session:
            count = result_retention.delete_alerts(
                session, alerts, reason, (operator, second), now()
            )
    click.echo(f"{len(alerts)} alerts erased, {count} results")


@command.command(
    "resend",
    epilog=examples(
        "gapura central results resend --since 2026-11-24T18:00 --operator sari --home …"
    ),
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
    click.echo(f"{count} terminals are asked with their next lease")


def _kept_until(alert: Alert, terms: Mapping[str, ListRetention]) -> str | None:
    from sync.central.registry.result_retention import Answered, ListRetention, kept_until

    raised, answered = alert.raised, alert.answered
    last = Answered(answered.at, answered.answer) if answered is not None else None
    found = kept_until(raised.at, last, terms.get(raised.list_id, ListRetention()))
    return iso_time(found)


def _row(alert: Alert) -> dict[str, Any]:
    raised, answered = alert.raised, alert.answered
    outcome, closed = alert.last("outcome"), alert.last("closed")
    return {
        "alert": raised.alert_id,
        "at": iso_time(raised.at),
        "checkpoint": alert.checkpoint_id,
        "terminal": alert.terminal_id,
        "lane": raised.lane,
        "list": raised.list_id,
        "list_version": raised.list_version,
        "person": raised.reference_id,
        "score": round(raised.score, 5),
        "threshold": round(raised.threshold, 5),
        "model": raised.model_id,
        "quality": round(raised.quality, 4),
        "answer": answered.answer if answered else None,
        "answered_at": iso_time(answered.at) if answered else None,
        "officers": list(answered.officers) if answered else [],
        "reason": answered.reason if answered else "",
        "escalations": [
            {"at": iso_time(each.at), "cause": each.cause, "officer": each.officer}
            for each in alert.escalated
        ],
        "outcome": outcome.code if outcome else None,
        "outcome_at": iso_time(outcome.at) if outcome else None,
        "closed_at": iso_time(closed.at) if closed else None,
        "closed_by": closed.officer if closed else None,
        "documents": len(alert.documents),
        "received_at": iso_time(alert.received_at),
    }


def _step(step: AlertFollowed) -> dict[str, Any]:
    return {
        "at": iso_time(step.at),
        "step": step.step,
        "officer": step.officer,
        "receiver": step.receiver,
        "code": step.code,
        "note": step.note,
    }


def _wanted(escalations: list[dict[str, Any]]) -> str:
    """Return causes of escalations, each with who called: `unanswered, colleague (1001)`."""
    return ", ".join(
        each["cause"] + (f" ({each['officer']})" if each["officer"] else "") for each in escalations
    )


def _ended(row: Mapping[str, Any]) -> str | None:
    """Return the answer, what became of the person, and that the case is closed."""
    words = [row["answer"], row["outcome"], "closed" if row["closed_at"] else None]
    return " ".join(filter(None, words)) or None


def _cell(value: Any) -> Any:
    """Return a cell: a list as words; nothing that a spreadsheet would run as a formula."""
    if isinstance(value, (list, tuple)):
        value = " ".join(map(str, value))
    text = "" if value is None else value
    if isinstance(text, str) and text[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return f"'{text}"
    return text
