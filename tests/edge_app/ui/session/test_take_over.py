"""What the shifts before left: notes, open alerts, muted pairs; read once, and no name for all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from edge_app.desk.session.handover import PHRASES, HandoverNotes
from edge_app.desk.session.views import SessionState, SessionView, ShiftView, SignedIn
from edge_app.domain import Alert, Mute
from edge_app.store.handovers import Note
from edge_app.ui.session.note_presenter import PHRASE_WORDS, TakeOverView, present_take_over
from edge_app.ui.text.language import Language
from sync.protocol.content import OfficerRole
from tests.edge_app.ui.conftest import WALL
from tests.present import present

BEGAN = WALL - timedelta(minutes=5)
SESSION = SessionView(
    SessionState.SIGNED_IN,
    SignedIn("1002", "Budi Hartono", OfficerRole.OFFICER, BEGAN),
    shift=ShiftView("s", "1002", "Budi Hartono", BEGAN),
)
LEFT = HandoverNotes(
    "s",
    left=(Note("n", "1001", WALL - timedelta(hours=1), "camera", ""),),
    open_before=2,
    taken_over=False,
)


def seen(left: HandoverNotes, *mutes: Mute, named: bool = True) -> TakeOverView | None:
    return present_take_over(left, SESSION, mutes, named, Language.ID, WALL)


def mute(alert: Alert, since: timedelta) -> Mute:
    return Mute(alert, ("1001",), BEGAN + since, BEGAN + timedelta(minutes=10))


def test_notes_open_alerts_and_muted_pairs_are_read_at_the_sign_in(
    make_alert: Callable[..., Any],
) -> None:
    before = mute(make_alert("a"), -timedelta(minutes=1))
    own = mute(make_alert("b", "Joe Biden"), timedelta(minutes=1))
    view = present(seen(LEFT, before, own))
    assert view.facts == (
        "Peringatan yang masih terbuka: 2",
        "Dibisukan: 1",
        "\u2068Barack Obama\u2069: dinyatakan bukan oleh 1001, berlaku sampai 14.37",
    )
    (note,) = view.notes
    assert note.text == "Kamera perlu dibersihkan atau diarahkan lagi."
    assert note.who == "Petugas 1001, 13.32"


def test_cases_that_former_shifts_left_open_are_counted() -> None:
    left = replace(LEFT, left=(), open_before=0, cases=3)
    assert present(seen(left)).facts == ("3 kasus belum ditutup.",)
    assert seen(replace(left, taken_over=True)) is None


def test_where_visitors_see_the_glass_a_muted_pair_has_no_name(
    make_alert: Callable[..., Any],
) -> None:
    view = present(seen(LEFT, mute(make_alert("a"), -timedelta(minutes=1)), named=False))
    assert "Dibisukan: 1" in view.facts
    assert "Obama" not in "".join(view.facts)


def test_what_was_read_does_not_come_back_and_nothing_is_no_page() -> None:
    assert seen(replace(LEFT, left=(), taken_over=True)) is None
    assert seen(replace(LEFT, left=(), open_before=0)) is None
    assert present(seen(replace(LEFT, left=()))).notes == ()
    assert (
        present_take_over(LEFT, SessionView(SessionState.LOCKED), (), True, Language.ID, WALL)
        is None
    )


def test_every_phrase_has_its_words() -> None:
    assert tuple(PHRASE_WORDS) == PHRASES
