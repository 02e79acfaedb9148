"""What kiosks sign of themselves: kept where it is newer, and held against what came.

The agent that carries a report can keep it back, and send an old one again. So reports are
numbered, and a number never goes back; heartbeats without a new report show, and so do results that
a report named and that do not come. What a terminal runs is compared with what this data centre is
made of.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.networks import expected_networks
from sync.central.registry import audit, intake, result_numbers
from sync.central.registry.insert_absent import insert_absent
from sync.central.registry.result_numbers import Run
from sync.central.registry.schema import ResultIntake, Terminal, TerminalReport
from sync.counts import number_of
from sync.protocol.errors import PackageError
from sync.protocol.jakarta import jakarta_text
from sync.protocol.signed_reports import ReportBody, open_report
from sync.protocol.wire import Heartbeat, SignedReport
from sync.software import software

SILENT_AFTER = timedelta(minutes=10)  # without a new report, of which one a minute is made
OVERDUE_AFTER = timedelta(minutes=30)  # of a result; a day's are sent within minutes
SHOWN_FOR = timedelta(days=7)  # what was refused
MAX_SERIES = 32  # databases of a terminal that are remembered
AGAIN = "an older one was sent again"
RUNS = "terminal-runs"  # the action that says which software and networks
DIGITS = 8  # of a digest, as a person compares them


@dataclass(frozen=True, slots=True)
class ReportView:
    """What a kiosk signed last, as operators see it."""

    at: datetime
    received_at: datetime
    number: int  # of its newest result
    software: str
    networks: dict[str, str]  # name -> sha256
    not_here: int  # results that it made and that did not come, however new


def take(
    session: Session, terminal: Terminal, signed: SignedReport | None, at: datetime, overtaken: bool
) -> ReportBody | None:
    """Keep a report that is the kiosk's and newer than the last one. Return it; None: no news.

    `overtaken`: the heartbeat was, on its way, so that its report may well be older. `terminal`:
    locked.
    """
    if terminal.kiosk_key is None:
        return None
    row = _row(session, terminal.terminal_id)
    if signed is None or signed.signature == row.signature:
        return None
    try:
        body = open_report(signed, terminal.terminal_id, terminal.kiosk_key)
    except PackageError as error:
        _refuse(row, str(error), at)
        return None
    if _is_old(row, body):
        if not overtaken:
            _refuse(row, AGAIN, at)
        return None
    if row.series not in (None, body.series):
        row.series_before = _with_series(row.series_before, str(row.series), row.number or 0)
        row.owed_number = row.owed_since = None
    row.series, row.sequence, row.signature = body.series, body.sequence, signed.signature
    row.at, row.received_at, row.number = body.at, at, body.number
    networks = {each.name: each.sha256 for each in body.networks}
    row.runs = {"software": body.software, "networks": networks}
    came = _last_came(session.get(ResultIntake, terminal.terminal_id), body.series)
    if row.owed_number is None or came >= row.owed_number:
        owed = body.number > came
        row.owed_number, row.owed_since = (body.number, at) if owed else (None, None)
    return body


def _row(session: Session, terminal_id: str) -> TerminalReport:
    found = session.get(TerminalReport, terminal_id, populate_existing=True)
    if found is None:
        first = {"terminal_id": terminal_id, "series_before": {}, "refused": 0, "told": {}}
        insert_absent(session, TerminalReport, [first])
        found = session.get_one(TerminalReport, terminal_id)
    return found


def _is_old(row: TerminalReport, body: ReportBody) -> bool:
    if body.series == row.series:
        return body.sequence <= (row.sequence or 0)
    return body.series in row.series_before


def _with_series(before: dict[str, Any], series: str, number: int) -> dict[str, Any]:
    return dict([*before.items(), (series, number)][-MAX_SERIES:])


def _refuse(row: TerminalReport, reason: str, at: datetime) -> None:
    row.refused += 1
    row.refused_at, row.refused_reason = at, reason[:200]


def _last_came(brought: ResultIntake | None, series: str) -> int:
    """Return the highest number of a series that came."""
    held = brought.series.get(series) if brought is not None else None
    runs = intake.runs_of(held) if held is not None else []
    return runs[-1][1] if runs else 0


def _behind(brought: ResultIntake | None, series: str, number: int) -> list[Run]:
    """Return the numbers up to `number` behind the last that came: no gap shows them."""
    came = _last_came(brought, series)
    return [(came + 1, number)] if number > came else []


def _overdue(terminal: Terminal, row: TerminalReport, brought: ResultIntake | None) -> list[Run]:
    """Return what should have come by now, though heartbeats came."""
    if row.owed_number is None or row.owed_since is None or row.series is None:
        return []
    late = terminal.seen_at is not None and terminal.seen_at - row.owed_since >= OVERDUE_AFTER
    if not late or _last_came(brought, row.series) >= row.owed_number:
        return []
    return _behind(brought, row.series, row.number or 0)


def _lost(row: TerminalReport, brought: ResultIntake | None) -> list[Run]:
    """Return what its databases of before had made, and nobody can send any more."""
    return [
        run
        for series, number in row.series_before.items()
        for run in _behind(brought, series, int(number))
    ]


def _silence(terminal: Terminal, row: TerminalReport | None) -> timedelta | None:
    """Return how old its newest report was at its last heartbeat, where that is too old.

    By both clocks: a report that was kept back is old when it comes.
    """
    if terminal.kiosk_key is None or terminal.seen_at is None:
        return None
    since = terminal.enrolled_at
    if row is not None and row.at is not None and row.received_at is not None:
        since = min(row.at, row.received_at)
    age = terminal.seen_at - since
    return age if age > SILENT_AFTER else None


def rows(session: Session) -> dict[str, TerminalReport]:
    """Return the row of each terminal whose kiosk has a key, by terminal."""
    return {row.terminal_id: row for row in session.scalars(select(TerminalReport))}


def view(row: TerminalReport | None, brought: ResultIntake | None) -> ReportView | None:
    """Return what the kiosk signed last; None: nothing yet."""
    if row is None or row.runs is None or row.at is None or row.received_at is None:
        return None
    number = row.number or 0
    missing = [*_behind(brought, str(row.series), number), *_lost(row, brought)]
    if brought is not None:
        missing += intake.missing_of(brought)
    return ReportView(
        row.at,
        row.received_at,
        number,
        str(row.runs["software"]),
        dict(row.runs["networks"]),
        result_numbers.count(missing),
    )


def troubles(
    terminal: Terminal,
    heartbeat: Heartbeat | None,
    row: TerminalReport | None,
    brought: ResultIntake | None,
    now: datetime,
) -> Iterator[tuple[str, str]]:
    """Yield what operators are to know: a code, and a sentence."""
    yield from _differences(heartbeat, row)
    if (silence := _silence(terminal, row)) is not None:
        some = row is not None and row.at is not None
        text = f"the newest report that its kiosk signed is {_long(silence)} old"
        yield "report-silent", text if some else "no report that its kiosk signed has come yet"
    if row is None:
        return
    if row.refused_at is not None and now - row.refused_at < SHOWN_FOR:
        what = f"{row.refused} report{'s were' if row.refused != 1 else ' was'} refused"
        text = f"{what}, last {jakarta_text(row.refused_at)}: {row.refused_reason}"
        yield "report-refused", text
    if (overdue := _overdue(terminal, row, brought)) and row.owed_since and terminal.seen_at:
        age = _long(terminal.seen_at - row.owed_since)
        text = f"its kiosk made {_results(overdue)} that did not arrive for {age}"
        yield "overdue", f"{text}: {result_numbers.words(overdue)}"
    if lost := _lost(row, brought):
        text = f"its database began anew, and {_results(lost)} of before never arrived"
        yield "lost", f"{text}: {result_numbers.words(lost)}"


def _differences(heartbeat: Heartbeat | None, row: TerminalReport | None) -> Iterator[Any]:
    """Yield where a terminal runs something else than this data centre expects."""
    own, runs = software(), row.runs if row is not None else None
    said = {"agent": heartbeat.software} if heartbeat is not None else {}
    if runs is not None:
        said["kiosk"] = str(runs["software"])
    if others := [f"its {what} runs {found}" for what, found in said.items() if found != own]:
        yield "software", f"{', '.join(others)}; this data centre is {own}"
    found = dict(runs["networks"]) if runs is not None else {}
    if found and found != (wanted := expected_networks()):
        faults = [
            f"{name} is {_digest(found.get(name))} for {_digest(wanted.get(name))}"
            for name in sorted({*found, *wanted})
            if found.get(name) != wanted.get(name)
        ]
        yield "model", f"it recognises with other networks than expected: {', '.join(faults)}"


def _digest(sha256: str | None) -> str:
    return sha256[:DIGITS] if sha256 else "none"


def _results(runs: list[Run]) -> str:
    return number_of(result_numbers.count(runs), "result")


def _long(age: timedelta) -> str:
    minutes = int(age.total_seconds() // 60)
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h"


def note(session: Session, now: datetime) -> None:
    """Append to the audit log what changed: what terminals run, what is refused, late or silent."""
    brought = intake.rows(session)
    query = select(TerminalReport, Terminal).join(
        Terminal, Terminal.terminal_id == TerminalReport.terminal_id
    )
    for row, terminal in session.execute(query.order_by(TerminalReport.terminal_id)):
        if terminal.state != "active":
            continue
        told = dict(row.told)
        for action, found in _notes(terminal, row, brought.get(row.terminal_id)).items():
            if found is not None and found != told.get(action):
                audit.append_told(session, now, action, row.terminal_id, found)
            told[action] = found
        if told != row.told:
            row.told = told


def _notes(
    terminal: Terminal, row: TerminalReport, brought: ResultIntake | None
) -> dict[str, dict[str, Any] | None]:
    """Return what belongs on the audit log now, by action; None: nothing of that kind."""
    runs = row.runs if row.runs is not None and row.runs["networks"] else row.told.get(RUNS)
    overdue = _overdue(terminal, row, brought)
    refused = {"at_least": 10 ** (len(str(row.refused)) - 1)}  # an agent may send many
    return {
        RUNS: runs,
        "terminal-report-refused": refused if row.refused else None,
        "terminal-report-silent": {} if _silence(terminal, row) is not None else None,
        "results-overdue": {"first": overdue[0][0]} if overdue else None,
    }
