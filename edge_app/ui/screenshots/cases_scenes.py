"""Cases: the list, a case of each kind, and what is asked of one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from edge_app.desk.cases.desk import CasesView, Colleague, OpenedCase
from edge_app.desk.session.roles import OfficerRole
from edge_app.desk.session.views import SessionState, SessionView, ShiftView, SignedIn
from edge_app.domain import Image, LaneView, WatchList
from edge_app.store.cases import KeptCase, KeptStep, StepKind
from edge_app.ui.cases.screen import CasesScreen
from edge_app.ui.screenshots.fake_desk import FakeCases
from edge_app.ui.screenshots.photograph_scenes import photograph_scenes
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

ROSTER = (
    Colleague("1001", "Sari Wulandari"),
    Colleague("1002", "Made Wirawan"),
    Colleague("1003", "Siti Nurhaliza Putri Kusumaningtyas binti Haryo Suryadiningrat"),
    Colleague("2001", "Nurul Aini"),
)


def cases_scenes(
    lane: LaneView, pictures: dict[Portrait, Image], wall: datetime
) -> Iterator[Scene]:
    """Yield scenes at `wall`, in the shift of one officer."""
    officer = _session(OfficerRole.OFFICER, wall)
    supervisor = _session(OfficerRole.SUPERVISOR, wall)
    cases = _cases(lane.lists[0], wall)
    shown = close_up(pictures[BARACK_OBAMA_LATER], BARACK_OBAMA_LATER.face)
    portrait = close_up(pictures[BARACK_OBAMA], BARACK_OBAMA.face)
    both = OpenedCase("", False, (shown, portrait))
    view = CasesView(True, True, cases, both, roster=ROSTER)
    card = specimen_card(portrait)

    def scene(
        name: str,
        what: CasesView,
        touch: Callable[[CasesScreen], object] | None = None,
        session: SessionView = officer,
    ) -> Scene:
        return Scene(
            name,
            lane,
            Place.CASES,
            session,
            screen=lambda: CasesScreen(FakeCases(what)),
            touch=touching(CasesScreen, touch) if touch else None,
        )

    yield scene("cases", view)
    papers = replace(view, opened=replace(both, documents=(card, card)))
    yield scene("case-told", papers, lambda screen: _open(screen, 0))
    yield scene("case-to-close", replace(view, may_close=True), _close, supervisor)
    gone = replace(view, opened=replace(both, pictures=None))
    yield scene("case-untold", gone, lambda screen: _open(screen, 1))
    yield scene("case-outcome", view, lambda screen: _open(screen, 1).page.outcome_button.click())
    yield scene("case-note", view, lambda screen: _open(screen, 1).page.note_button.click())
    yield scene("case-note-typed", view, _type)
    yield scene("case-give", view, lambda screen: _open(screen, 1).page.give_button.click())
    reading = replace(view, opened=None)
    yield scene("case-waiting", reading, lambda screen: _open(screen, 2))
    yield scene("cases-empty", replace(view, cases=()))
    yield scene("cases-fault", replace(view, cases=(), fault="the disk cannot be read"))
    yield from photograph_scenes(lane, card, officer)


def _session(role: OfficerRole, wall: datetime) -> SessionView:
    began = wall - timedelta(hours=4)
    shift = ShiftView("s", "1001", "Sari Wulandari", began)
    number, name = ("2001", "Nurul Aini") if role is OfficerRole.SUPERVISOR else ("1001", "Sari")
    return SessionView(SessionState.SIGNED_IN, SignedIn(number, name, role, began), shift=shift)


def _cases(of: WatchList, wall: datetime) -> tuple[KeptCase, ...]:
    def step(
        ago: int, kind: StepKind, code: str = "", receiver: str | None = None, text: str = ""
    ) -> KeptStep:
        at = wall - timedelta(minutes=ago)
        return KeptStep(kind, at, "1001", code, receiver, text)

    told = (
        step(18, "note", "calm"),
        step(17, "note", "typed", text="MEMBAWA DUA TAS, MINTA PENERJEMAH BAHASA ARAB"),
        step(16, "photograph"),
        step(16, "photograph"),
        step(16, "outcome", "escorted_room"),
        step(12, "given", receiver="1003"),
        step(4, "outcome", "handed_immigration"),
    )

    def case(number: int, ago: int, name: str, *steps: KeptStep, answered: bool = True) -> KeptCase:
        at = wall - timedelta(minutes=ago)
        ids = tuple(f"{number}{again}" * 16 for again in range(1 + number % 2))
        if not answered:
            return KeptCase(ids, at, of, name, (), "", None, steps)
        after = at + timedelta(seconds=48)
        return KeptCase(ids, at, of, name, ("1001", "1002"), "document_agrees", after, steps)

    return (
        case(1, 21, BARACK_OBAMA.name, *told),
        case(2, 6, "عبد الرحمن الأنصاري"),
        case(4, 1, JOE_BIDEN.name, step(1, "note", "not_alone"), answered=False),
        case(6, 0, "", answered=False),
    )


def _open(screen: CasesScreen, number: int) -> CasesScreen:
    screen.list.chosen.emit(number)
    return screen


def _close(screen: CasesScreen) -> None:
    _open(screen, 0).page.close_button.click()


def _type(screen: CasesScreen) -> None:
    _open(screen, 1).page.note_button.click()
    screen.choices.main.click()
    for key in "DIBAWA KE POS 2":
        screen.choices.pad.pressed.emit(key)
