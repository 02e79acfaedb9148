"""The shift's report in words and tables, and as CSV the way an Indonesian spreadsheet reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from edge_app.desk.records.report import ReportFacts, ReportOfficer
from edge_app.store.statistics import HourlyCounts
from edge_app.ui.records import report_words as words
from edge_app.ui.records import words as records_words
from edge_app.ui.text import shared_words
from edge_app.ui.text.language import Language, clock_time, date_and_time, day, number, translate
from edge_app.ui.text.message import Message
from sync.protocol.signs import plain

_ID = Language.ID
_BOM = "\ufeff"  # a spreadsheet takes the file for UTF-8 with it, for Windows-1252 without
SHOWN_OF_ID = 8  # digits, as the data centre and the technician say a terminal
_COUNTS: tuple[tuple[str, Message], ...] = (
    ("people", shared_words.PEOPLE_SEEN),
    ("captured", shared_words.FACES_CAPTURED),
    ("alerts", shared_words.ALERTS),
    ("confirmed", shared_words.CONFIRMED),
    ("not_this_person", shared_words.NOT_THIS_PERSON),
    ("cannot_tell", shared_words.CANNOT_TELL),
    ("unanswered", shared_words.NOT_ANSWERED),
)


@dataclass(frozen=True, slots=True)
class Table:
    """A heading, the columns' names and rows of texts; no columns: pairs of a name and a value."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ReportText:
    """The whole report."""

    title: str
    head: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]
    note: str
    signs: tuple[str, str, str]  # who hands over, who receives, what to write there
    steps: tuple[str, ...]  # names of the hours or days, as under a plot


def report_text(facts: ReportFacts) -> ReportText:
    """Return the report of `facts` in words; times in the zone of `facts.since`."""
    period = _say(words.FROM_TO, since=_time(facts.since), until=_time(facts.until))
    if facts.clock_moved:
        moved = _say(shared_words.CLOCK_MOVED)
        period = _say(words.BEGAN_NOW, since=_time(facts.since), now=_time(facts.until), why=moved)
    head = [
        (words.POST, plain(facts.post) if facts.post else ""),
        (shared_words.LANE, plain(facts.lane)),
        (words.TERMINAL, facts.terminal_id[:SHOWN_OF_ID]),
        (words.OFFICERS, ", ".join(map(_who, facts.officers))),
        (words.PERIOD, period),
        (words.MADE, _time(facts.made_at)),
    ]
    return ReportText(
        _say(words.TITLE),
        tuple((_say(name), value) for name, value in head if value),
        (_summary(facts), _by_step(facts), _lists(facts)),
        _say(words.NO_PERSONS),
        (_say(words.SIGNED_BY), _say(words.RECEIVED_BY), _say(words.SIGN_HERE)),
        tuple(step_name(one, facts.by_day, _ID) for one in facts.hours),
    )


def csv_of(facts: ReportFacts) -> bytes:
    """Return the report as a CSV file, the way an Indonesian spreadsheet reads it.

    Semicolons, decimal commas, no dots in thousands, CRLF, UTF-8 with a byte-order mark.
    """
    text = report_text(facts)
    lines: list[tuple[str, ...]] = [(text.title,), *text.head]
    for table in text.tables:
        lines += [(), (table.heading,)]
        lines += [table.columns] if table.columns else []
        lines += [
            tuple(cell.replace(".", "") if _grouped(cell) else cell for cell in row)
            for row in table.rows
        ]
    lines += [(), (text.note,)]
    rows = (";".join(map(_quoted, line)) for line in lines)
    return (_BOM + "".join(f"{row}\r\n" for row in rows)).encode("utf-8", "replace")


def _grouped(cell: str) -> bool:
    """Return whether a spreadsheet may misread `cell`: a number with dots between thousands."""
    head, *groups = cell.split(",")[0].split(".")
    return bool(groups) and head.isdigit() and all(len(g) == 3 and g.isdigit() for g in groups)


def _quoted(cell: str) -> str:
    """Return `cell` as a CSV field that no spreadsheet takes for a formula."""
    if cell[:1] in ("=", "+", "-", "@", "\t", "\r"):
        cell = f"'{cell}"
    if any(sign in cell for sign in ';"\r\n'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def step_name(step: HourlyCounts, by_day: bool, language: Language) -> str:
    """Return the name of an hour or a day under a plot: `08.00`, `11 Mar`."""
    return day(step.hour, language) if by_day else clock_time(step.hour, language)


def _say(message: Message, **values: str) -> str:
    return translate(message, _ID, **values)


def _who(officer: ReportOfficer) -> str:
    if not officer.name:
        return officer.number
    return _say(shared_words.NAME_AND_NUMBER, name=plain(officer.name), number=officer.number)


def _time(at: datetime) -> str:
    return date_and_time(at, _ID)


def _rate(one: HourlyCounts) -> str:
    rate = one.capture_rate
    return "" if rate is None else number(100 * rate, _ID, 1)


def _ms(value: float | None) -> str:
    return "" if value is None else number(value, _ID)


def _summary(facts: ReportFacts) -> Table:
    total, sums, none = facts.total, facts.alerts, _say(words.NO_VALUE)
    rows = (
        (shared_words.PEOPLE_SEEN, number(total.people, _ID)),
        (shared_words.FACES_CAPTURED, number(total.captured, _ID)),
        (records_words.CAPTURE_RATE_PERCENT, _rate(total) or none),
        (words.RAISED, number(sums.raised, _ID)),
        (words.TAKEN_OVER, number(sums.taken_over, _ID)),
        (shared_words.CONFIRMED, number(sums.confirmed, _ID)),
        (shared_words.NOT_THIS_PERSON, number(sums.not_this_person, _ID)),
        (shared_words.CANNOT_TELL, number(sums.cannot_tell, _ID)),
        (shared_words.NOT_ANSWERED, number(sums.unanswered, _ID)),
        (shared_words.STILL_OPEN, number(sums.open, _ID)),
        (shared_words.VERIFICATIONS, number(facts.verifications, _ID)),
        (words.LATENCY_P50, _ms(total.latency_p50) or none),
        (words.LATENCY_P95, _ms(total.latency_p95) or none),
    )
    return Table(_say(words.SUMMARY), (), tuple((_say(name), value) for name, value in rows))


def _by_step(facts: ReportFacts) -> Table:
    columns = [_say(words.DAY if facts.by_day else words.HOUR)]
    columns += [_say(name) for _, name in _COUNTS]
    columns.insert(3, _say(records_words.CAPTURE_RATE_PERCENT))
    columns += [_say(words.LATENCY_P50), _say(words.LATENCY_P95)]
    return Table(
        _say(words.BY_DAY if facts.by_day else words.BY_HOUR),
        tuple(columns),
        tuple(_row(one, facts.by_day) for one in facts.hours),
    )


def _row(one: HourlyCounts, by_day: bool) -> tuple[str, ...]:
    name = day(one.hour, _ID)
    if not by_day:
        end = clock_time(one.hour + timedelta(hours=1), _ID)
        name = f"{name} {clock_time(one.hour, _ID)}–{end}"
    cells = [name, *(number(getattr(one, field), _ID) for field, _ in _COUNTS)]
    cells.insert(3, _rate(one))
    return (*cells, _ms(one.latency_p50), _ms(one.latency_p95))


def _lists(facts: ReportFacts) -> Table:
    names = (records_words.LISTS, words.OWNER, words.VERSION, words.ISSUED, words.CHECKED)
    zone = facts.since.tzinfo
    rows = []
    for one in facts.lists:
        checked = "" if one.confirmed_at is None else _time(one.confirmed_at.astimezone(zone))
        issued = _time(one.issued_at.astimezone(zone))
        rows.append((plain(one.name), plain(one.owner), str(one.version), issued, checked))
    return Table(_say(words.LISTS), tuple(map(_say, names)), tuple(rows))
