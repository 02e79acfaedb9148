"""Signing in, the locked screen, and the end of a shift."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import replace
from datetime import datetime, timedelta

from edge_app.desk.session.handover import HandoverNotes
from edge_app.desk.session.shift_summary import ShiftSummary
from edge_app.desk.session.views import (
    Notice,
    PinOutcome,
    SessionState,
    SessionView,
    ShiftView,
    SignedIn,
)
from edge_app.domain import Alert, LaneView, Mute
from edge_app.store.alert_sums import AlertSums, ShiftAlerts
from edge_app.store.handovers import Note
from edge_app.ui.kit.screen import Screen
from edge_app.ui.screenshots.fake_desk import FakeHandover, FakeSession, FakeSummaries
from edge_app.ui.screenshots.lane_scenes import SYNC
from edge_app.ui.screenshots.scene import Scene, touching
from edge_app.ui.session.handover_screen import HandoverScreen
from edge_app.ui.session.note_screen import NoteScreen
from edge_app.ui.session.pin_screen import PinScreen
from edge_app.ui.session.sign_in_screen import SignInScreen
from edge_app.ui.window.places import Place
from sync.protocol.content import OfficerRole

NAME, NUMBER = "Sari Wulandari", "1001"


def session_scenes(
    lane: LaneView, alerts: tuple[Alert, ...], clock: float, wall: datetime
) -> Iterator[Scene]:
    """Yield scenes before `lane`; `alerts` wait at the locked screen."""
    began = wall - timedelta(hours=6, minutes=12)
    shift = ShiftView("0" * 32, NUMBER, NAME, began)
    nobody = SessionView(SessionState.WAITING)
    yield Scene("sign-in", lane, Place.SIGN_IN, nobody, touch=_typing("10"))
    letters = SessionView(SessionState.WAITING)
    yield Scene(
        "sign-in-letters", lane, Place.SIGN_IN, letters, touch=touching(SignInScreen, _letters)
    )
    wrong = replace(nobody, notice=Notice.WRONG, retry_at=clock + 7.5)
    yield Scene("sign-in-wrong", lane, Place.SIGN_IN, wrong, touch=_badge)
    full = replace(nobody, notice=Notice.NUMBER_LOCKED, retry_at=clock + 14 * 60)
    yield Scene("sign-in-locked-out", lane, Place.SIGN_IN, full, touch=_badge)
    missing = replace(nobody, accounts_missing=True)
    yield Scene("sign-in-no-accounts", lane, Place.SIGN_IN, missing)
    locked = SessionView(SessionState.LOCKED, shift=shift)
    waiting = replace(lane, open_alerts=alerts)
    yield Scene("locked", waiting, Place.SIGN_IN, locked, touch=_typing("2468"))
    shut_out = replace(waiting, lists=(), sync=replace(SYNC, revoked=True))
    barred = replace(locked, accounts_missing=True)
    yield Scene("sign-in-revoked", shut_out, Place.SIGN_IN, barred)
    officer = SignedIn(NUMBER, NAME, OfficerRole.OFFICER, began)
    working = SessionView(SessionState.SIGNED_IN, officer, shift=shift)
    own = AlertSums(raised=3, confirmed=1, not_this_person=1, open=1)
    earlier = AlertSums(taken_over=2, cannot_tell=1, unanswered=1)
    summary = ShiftSummary(shift, wall, 1_284, 1_257, ShiftAlerts(own, earlier), 12)

    notes = HandoverNotes(
        shift.shift_id,
        (
            Note("1", NUMBER, wall - timedelta(minutes=50), "visitor-awaited", ""),
            Note("2", NUMBER, wall - timedelta(minutes=4), "", "KUNCI GERBANG SAMPING DI LACI"),
        ),
    )

    def screen(known: ShiftSummary = summary) -> Screen:
        return HandoverScreen(FakeSession(working), FakeSummaries(known), FakeHandover(notes))

    yield Scene("handover", lane, Place.HANDOVER, working, screen=screen)
    ahead = replace(summary, shift=replace(shift, clock_moved=True))
    yield Scene("handover-clock", lane, Place.HANDOVER, working, screen=lambda: screen(ahead))
    yield Scene("pin", lane, Place.PIN, working, touch=_pins("702946", typing="3850"))
    yield Scene("pin-weak", lane, Place.PIN, working, touch=_pins("702946", "123456"))
    yield Scene("note", lane, Place.NOTE, working)
    yield Scene("note-typing", lane, Place.NOTE, working, touch=_note)
    left = HandoverNotes(
        shift.shift_id,
        left=tuple(replace(one, officer="1002") for one in notes.written),
        open_before=2,
        taken_over=False,
    )
    mute = Mute(alerts[0], ("1002",), began - timedelta(minutes=4), wall + timedelta(minutes=6))
    muted = replace(lane, mutes=(mute,))
    read = Scene("take-over", muted, session=working, handover=left)
    yield read
    yield replace(read, name="take-over-turn", visitor="half")
    done: Future[PinOutcome] = Future()
    done.set_result(PinOutcome(None))

    def changed() -> Screen:
        return PinScreen(FakeSession(working, done))

    pins = _pins("702946", "385017", "385017")
    yield Scene("pin-changed", lane, Place.PIN, working, screen=changed, touch=pins)
    yield Scene("settings-signed-in", lane, Place.SETTINGS, working)
    open_ = replace(lane, open_alerts=alerts[:1])
    yield Scene("handover-open-alert", open_, Place.HANDOVER, working, screen=screen)


def _typing(keys: str) -> Callable[[Screen], None]:
    def touch(screen: SignInScreen) -> None:
        for key in keys:
            screen.keypad.take(key)

    return touching(SignInScreen, touch)


def _pins(*pins: str, typing: str = "") -> Callable[[Screen], None]:
    def touch(screen: PinScreen) -> None:
        for pin in pins:
            for key in pin:
                screen.keypad.take(key)
            screen.main.click()
        for key in typing:
            screen.keypad.take(key)

    return touching(PinScreen, touch)


def _note(screen: Screen) -> None:
    if isinstance(screen, NoteScreen):
        screen.main.click()
        for key in "KUNCI GERBANG SAMPING DI LACI":
            screen.pad.take(key)


def _letters(screen: SignInScreen) -> None:
    screen.side.click()
    for key in "BC-10":
        screen.letter_pad.take(key)


def _badge(screen: Screen) -> None:
    screen.scanned(NUMBER)
