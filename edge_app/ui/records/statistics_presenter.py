"""The lane's statistics in words, as tiles, plots and rows, and how a report came out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from edge_app.desk.records.export import ExportState, ExportView
from edge_app.desk.records.report import Problem
from edge_app.desk.records.span import Span
from edge_app.desk.records.statistics import StatisticsView
from edge_app.domain import WatchList
from edge_app.store.alert_sums import AlertSums
from edge_app.store.statistics import HourlyCounts
from edge_app.ui.kit.marks import Severity, Shape
from edge_app.ui.kit.notice_view import NoticeView
from edge_app.ui.kit.row_view import RowView
from edge_app.ui.kit.tile_view import TileView
from edge_app.ui.look.theme import Tone
from edge_app.ui.records import statistics_words as words
from edge_app.ui.records import words as records_words
from edge_app.ui.records.report_presenter import step_name
from edge_app.ui.text import shared_words
from edge_app.ui.text.language import Language, clock_time, date_and_time, day, number, translate
from edge_app.ui.text.message import Message
from edge_app.ui.text.names import set_apart

SPANS: dict[Span, Message] = {
    Span.SHIFT: shared_words.THIS_SHIFT,
    Span.TODAY: records_words.TODAY,
    Span.WEEK: records_words.SEVEN_DAYS,
}
_TICKS = 4  # numbers along an axis, about


@dataclass(frozen=True, slots=True)
class PlotSeries:
    """One value for each step; None: there is none."""

    name: str
    tone: Tone
    values: tuple[float | None, ...]
    line: bool = False


@dataclass(frozen=True, slots=True)
class PlotView:
    """What a plot shows; the unit stands in the title."""

    title: str
    steps: tuple[str, ...]
    series: tuple[PlotSeries, ...]
    top: float  # of the axis
    numbers: tuple[tuple[float, str], ...]  # along the axis


def tiles(view: StatisticsView, language: Language) -> tuple[TileView, ...]:
    """Return the numbers of the whole span."""
    total = view.total
    none = translate(shared_words.NONE_YET, language)
    if total is None:
        return ()
    rate, p50, p95 = total.capture_rate, total.latency_p50, total.latency_p95
    shown = none if rate is None else percent(rate, language)
    latency = detail = ""
    if p50 is not None and p95 is not None:
        low, high = number(p50, language), number(p95, language)
        latency = translate(words.MS, language, n=high)
        detail = translate(words.LATENCY_SENTENCE, language, p50=low, p95=high)
    captured = translate(
        shared_words.SO_MANY_FACES_CAPTURED, language, n=number(total.captured, language)
    )
    made = number(view.verifications, language)
    return (
        TileView(translate(shared_words.CAPTURE_RATE, language), shown, captured),
        TileView(translate(shared_words.PEOPLE_SEEN, language), number(total.people, language)),
        TileView(
            translate(shared_words.ALERTS, language),
            number(view.alerts.came, language),
            _sums(view.alerts, language),
        ),
        TileView(translate(shared_words.VERIFICATIONS, language), made),
        TileView(translate(words.LATENCY, language), latency or none, detail),
    )


def _sums(sums: AlertSums, language: Language) -> str:
    """Return what a number of alerts is made of, twice: where they came from, what became of them.

    Both add up to it; noughts are left out.
    """

    def listed(*parts: tuple[Message, int]) -> str:
        return ", ".join(
            translate(message, language, n=number(n, language)) for message, n in parts if n
        )

    if not sums.came:
        return ""
    return translate(
        words.CAME_AND_WENT,
        language,
        came=listed((words.RAISED, sums.raised), (words.TAKEN_OVER, sums.taken_over)),
        went=listed(
            (words.CONFIRMED, sums.confirmed),
            (words.NOT_THIS_PERSON, sums.not_this_person),
            (words.CANNOT_TELL, sums.cannot_tell),
            (words.UNANSWERED, sums.unanswered),
            (words.STILL_OPEN, sums.open),
        ),
    )


def percent(share: float, language: Language) -> str:
    """Return a share of 0 to 1 in per cent: `97,5%`."""
    return translate(words.PERCENT, language, n=number(100 * share, language, 1))


def plots(view: StatisticsView, language: Language) -> tuple[PlotView, ...]:
    """Return people, capture rate, alerts with answers, and latency; one value a step."""
    steps = view.steps
    names = tuple(step_name(one, view.span is Span.WEEK, language) for one in steps)

    def plot(title: Message, *series: PlotSeries, top: float | None = None) -> PlotView:
        known = [value for one in series for value in one.values if value is not None]
        most = top or round_up(max(known, default=0.0))
        marks = axis(most)
        return PlotView(
            translate(title, language),
            names,
            series,
            most * 1.15,
            tuple((mark, number(mark, language)) for mark in marks),
        )

    def series(name: Message, tone: Tone, *values: float | None, line: bool = False) -> PlotSeries:
        return PlotSeries(translate(name, language), tone, values, line)

    rates = (None if one.capture_rate is None else 100 * one.capture_rate for one in steps)
    return (
        plot(
            words.PEOPLE_PLOT,
            series(shared_words.PEOPLE_SEEN, Tone.TEXT_QUIET, *(one.people for one in steps)),
            series(shared_words.FACES_CAPTURED, Tone.CLEAR, *(one.captured for one in steps)),
        ),
        plot(
            records_words.CAPTURE_RATE_PERCENT,
            series(shared_words.CAPTURE_RATE, Tone.CLEAR, *rates, line=True),
            top=100.0,
        ),
        plot(
            words.ALERTS_PLOT,
            series(shared_words.ALERTS, Tone.TEXT_QUIET, *(one.alerts for one in steps)),
            series(shared_words.CONFIRMED, Tone.ALERT, *(one.confirmed for one in steps)),
            series(
                shared_words.NOT_THIS_PERSON, Tone.CLEAR, *(one.not_this_person for one in steps)
            ),
            series(shared_words.CANNOT_TELL, Tone.ATTENTION, *(one.cannot_tell for one in steps)),
            series(shared_words.NOT_ANSWERED, Tone.CAPTURED, *(one.unanswered for one in steps)),
        ),
        plot(
            words.LATENCY_PLOT,
            series(words.MEDIAN, Tone.CAPTURED, *(one.latency_p50 for one in steps), line=True),
            series(
                words.NINETY_FIVE, Tone.ATTENTION, *(one.latency_p95 for one in steps), line=True
            ),
        ),
    )


def round_up(value: float) -> float:
    """Return the next number that reads well on top of an axis: 1, 2, 4, 5 or 8 with noughts."""
    size = 1.0
    while True:
        for digit in (1, 2, 4, 5, 8):
            if value <= digit * size:
                return digit * size
        size *= 10


def axis(most: float) -> tuple[float, ...]:
    """Return a few whole numbers from 0 to `most` for the axis."""
    step = most / _TICKS
    if step != int(step):
        step = most if most < _TICKS else most / 5
    if step != int(step) or step < 1:
        step = max(most, 1.0)
    return tuple(step * n for n in range(int(most / step) + 1))


def row(one: HourlyCounts, by_day: bool, language: Language) -> RowView:
    """Return a step as text, for those who do not read plots."""
    name = day(one.hour, language)
    if not by_day:
        end = clock_time(one.hour + timedelta(hours=1), language)
        name = translate(words.HOUR, language, start=clock_time(one.hour, language), end=end)
    key = one.hour.isoformat()
    if not one.people and not one.alerts:
        return RowView(
            key, name, translate(words.STEP_EMPTY, language), "", Shape.DASH, Tone.TEXT_QUIET
        )
    rate = one.capture_rate
    detail = translate(
        words.STEP_DETAIL,
        language,
        people=number(one.people, language),
        captured=number(one.captured, language),
        rate=translate(shared_words.NONE_YET, language)
        if rate is None
        else percent(rate, language),
        alerts=number(one.alerts, language),
    )
    state, p50, p95 = "", one.latency_p50, one.latency_p95
    if p50 is not None and p95 is not None:
        low, high = number(p50, language), number(p95, language)
        state = translate(words.STEP_LATENCY, language, p50=low, p95=high)
    if one.alerts:
        return RowView(key, name, detail, state, Shape.STOP, Tone.TEXT_QUIET)
    return RowView(key, name, detail, state, Shape.TICK, Tone.GOOD)


def list_lines(lists: tuple[WatchList, ...], language: Language, wall: datetime) -> tuple[str, ...]:
    """Return each list with its version, and since when that is the list's."""
    if not lists:
        return (translate(words.NO_LISTS, language),)
    return tuple(
        translate(
            words.LIST_LINE,
            language,
            list=set_apart(one.name, language),
            version=number(one.version, language),
            time=date_and_time(one.issued_at.astimezone(wall.tzinfo), language),
        )
        for one in lists
    )


def notice(view: StatisticsView, language: Language) -> NoticeView | None:
    """Return what stands in place of the numbers; None: there are some."""
    if view.fault:
        return NoticeView(
            Severity.FAULT,
            translate(words.FAULT, language),
            translate(records_words.FAULT_STEP, language),
        )
    if view.since is None:
        return NoticeView(Severity.NOTE, translate(words.READING, language), "")
    if view.total is None:
        return NoticeView(
            Severity.NOTE,
            translate(words.NOTHING, language),
            "" if view.span is Span.WEEK else translate(records_words.NOTHING_STEP, language),
        )
    return None


def outcome(export: ExportView, language: Language) -> str:
    """Return how the last report came out, with the next step; empty: nothing to say."""
    if export.state is ExportState.DONE:
        message = words.ON_STICK if export.on_stick else words.ON_TERMINAL
        return translate(message, language, folder=export.folder.name if export.folder else "")
    if export.state is not ExportState.REFUSED:
        return ""
    if export.problem is Problem.NOT_ALLOWED:
        return translate(words.NOT_ALLOWED, language)
    if export.problem is Problem.UNRECORDED:
        return translate(words.UNRECORDED, language)
    if export.problem is Problem.FULL:
        return translate(words.STICK_FULL if export.on_stick else words.DISK_FULL, language)
    if export.on_stick and export.problem is Problem.READ_ONLY:
        return translate(words.STICK_READ_ONLY, language)
    if export.on_stick and export.problem is Problem.GONE:
        return translate(words.STICK_GONE, language)
    return translate(words.NOT_WRITTEN, language)
