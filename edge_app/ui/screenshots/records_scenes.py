"""History and statistics, as they look in the middle of a shift."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from edge_app.desk.cases.codes import Outcome as CaseOutcome
from edge_app.desk.records.export import ExportState, ExportView
from edge_app.desk.records.history import ChainState, ChainView, Entry, HistoryView, OpenedAlert
from edge_app.desk.records.report import Problem
from edge_app.desk.records.span import Span
from edge_app.desk.records.statistics import StatisticsView
from edge_app.desk.session.roles import OfficerRole
from edge_app.desk.session.views import SessionState, SessionView, ShiftView, SignedIn
from edge_app.domain import Answer, Image, LaneView, WatchList
from edge_app.store.alert_sums import AlertSums
from edge_app.store.entries import Method, Outcome, Verification
from edge_app.store.history import PastAlert, PastVerification
from edge_app.store.latency_histogram import histogram
from edge_app.store.statistics import HourlyCounts, summed
from edge_app.ui.kit.screen import Screen
from edge_app.ui.records.history_screen import HistoryScreen
from edge_app.ui.records.statistics_screen import StatisticsScreen
from edge_app.ui.screenshots.fake_desk import FakeHistory, FakeStatistics
from edge_app.ui.screenshots.portraits import (
    BARACK_OBAMA,
    BARACK_OBAMA_LATER,
    JOE_BIDEN,
    Portrait,
    close_up,
)
from edge_app.ui.screenshots.scene import Scene, touching
from edge_app.ui.screenshots.specimen_card import specimen_card
from edge_app.ui.window.places import Place

SHIFT = timedelta(hours=8)
PEOPLE = (82, 214, 305, 260, 148, 96, 121, 230, 138)
LONG = "Siti Nurhaliza Putri Kusumaningtyas binti Raden Mas Haryo Suryadiningrat"


def records_scenes(
    lane: LaneView, pictures: dict[Portrait, Image], wall: datetime
) -> Iterator[Scene]:
    """Yield scenes at `wall`, in the shift of one officer."""
    began = wall - SHIFT
    officer = _session(OfficerRole.OFFICER, began)
    entries = _entries(lane.lists[0], wall)
    chain = ChainView(ChainState.WHOLE, 1_482, wall - timedelta(minutes=1), wall)
    view = HistoryView(True, Span.SHIFT, loaded=True, entries=entries, chain=chain)
    first = entries[0]
    assert isinstance(first, PastAlert)  # noqa: S101
    shown = close_up(pictures[BARACK_OBAMA_LATER], BARACK_OBAMA_LATER.face)
    portrait = close_up(pictures[BARACK_OBAMA], BARACK_OBAMA.face)
    papers = (specimen_card(portrait),)
    opened = replace(
        view, opened=OpenedAlert(first.alert_id, False, (shown, portrait), documents=papers)
    )
    broken = replace(chain, state=ChainState.BROKEN, rows=1_203, broken=1_204, head="4f1c" * 16)

    def history(
        name: str,
        what: HistoryView,
        touch: Callable[[Screen], None] | None = None,
        session: SessionView = officer,
    ) -> Scene:
        return Scene(
            name,
            lane,
            Place.HISTORY,
            session,
            screen=lambda: HistoryScreen(FakeHistory(what)),
            touch=touch,
        )

    yield history("history", view)
    yield history("history-alert", opened, touching(HistoryScreen, _open_first))
    yield history(
        "history-search",
        replace(view, text="SITI", entries=entries[2:3]),
        touching(HistoryScreen, _search),
    )
    yield history(
        "history-chain-broken",
        replace(view, chain=broken),
        None,
        _session(OfficerRole.SUPERVISOR, began),
    )
    yield history("history-empty", replace(view, entries=()))
    yield history("history-fault", replace(view, entries=(), fault="the disk cannot be read"))

    steps = _steps(began)
    sums = AlertSums(raised=9, taken_over=2, confirmed=3, not_this_person=6, cannot_tell=1, open=1)
    statistics = StatisticsView(
        True, Span.SHIFT, began, wall, steps, summed(steps), sums, True, 37, may_export=True
    )

    def numbers(
        name: str, what: StatisticsView, touch: Callable[[Screen], None] | None = None
    ) -> Scene:
        return Scene(
            name,
            lane,
            Place.FIGURES,
            officer,
            screen=lambda: StatisticsScreen(FakeStatistics(what)),
            touch=touch,
        )

    yield numbers("statistics", statistics)
    yield numbers(
        "statistics-table",
        statistics,
        touching(StatisticsScreen, lambda screen: screen.table_button.click()),
    )
    yield numbers("statistics-nothing", replace(statistics, steps=(), total=None))
    stick = ExportView(ExportState.DONE, Path("gapura"), True, ("laporan.pdf",))
    yield numbers("statistics-report", replace(statistics, export=stick))
    full = ExportView(ExportState.REFUSED, None, True, problem=Problem.FULL)
    yield numbers("statistics-stick-full", replace(statistics, export=full))


def _session(role: OfficerRole, began: datetime) -> SessionView:
    name = "Sari Wulandari"
    shift = ShiftView("s", "1001", name, began)
    return SessionView(SessionState.SIGNED_IN, SignedIn("1001", name, role, began), shift=shift)


def _entries(of: WatchList, wall: datetime) -> tuple[Entry, ...]:
    def alert(ago: int, name: str, answer: Answer | None, reason: str, *officers: str) -> PastAlert:
        at = wall - timedelta(minutes=ago)
        after = None if answer is None else at + timedelta(seconds=48)
        number = f"{ago:032x}"
        return PastAlert(number, at, of, name, answer, officers, reason, after)

    def verification(ago: int, label: str, method: Method, outcome: Outcome) -> PastVerification:
        one = Verification(
            f"{ago:032x}", "1001", method, None, outcome, outcome == "yes", 0.64, 0.41, True
        )
        return PastVerification(wall - timedelta(minutes=ago), label, one)

    return (
        replace(
            alert(6, BARACK_OBAMA.name, Answer.CONFIRMED, "document_agrees", "1001", "1002"),
            outcome=CaseOutcome.HANDED_IMMIGRATION.value,
            told_by="1002",
            told_at=wall - timedelta(minutes=2),
        ),
        alert(21, JOE_BIDEN.name, None, ""),
        verification(34, LONG, "visitor", "yes"),
        verification(51, "Agus Setiawan", "centre", "uncertain"),
        alert(73, "Bambang Prakoso", Answer.NOT_THIS_PERSON, "different_by_eye", "1001"),
        alert(95, "عبد الرحمن الأنصاري", Answer.CANNOT_TELL, "person_gone", "1001"),
        verification(140, "Rina Marlina", "document", "not_compared"),
        alert(188, "", Answer.UNANSWERED, "time_over"),
        verification(260, "Tono", "visitor", "no"),
    )


def _steps(began: datetime) -> tuple[HourlyCounts, ...]:
    first = began.replace(minute=0)
    return tuple(
        HourlyCounts(
            first + timedelta(hours=n),
            people,
            people - n % 4 - people // 60,
            n % 3,
            people * 40,
            confirmed=n % 3 // 2,
            not_this_person=int(n % 3 > 0),
            latencies=histogram([130.0 + 8 * n + i for i in range(people // 2)]),
        )
        for n, people in enumerate(PEOPLE)
    )


def _open_first(screen: HistoryScreen) -> None:
    screen.listing.list.chosen.emit(0)


def _search(screen: HistoryScreen) -> None:
    screen.listing.search.click()
    for key in "SITI":
        screen.listing.pad.pressed.emit(key)
