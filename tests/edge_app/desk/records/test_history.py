"""The history: what the shift saw, found as it is typed, and forgotten when nobody looks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, NoReturn

import pytest

from edge_app.desk.records.history import CHAIN_EVERY_S, ChainState, HistoryDesk, HistoryView
from edge_app.desk.records.span import Span, bounds
from edge_app.desk.session.views import SessionState, SessionView
from edge_app.domain import Answer
from edge_app.errors import StoreError
from edge_app.store.cases import CaseStep
from edge_app.store.history import PastAlert
from sync.protocol.content import OfficerRole
from sync.protocol.envelope.random_values import random_id
from tests.edge_app.desk.records.history_fixtures import BEGAN, WITA, Shift
from tests.edge_app.store.store_fixtures import NOW
from tests.fakes.pictures import jpeg
from tests.present import present
from tests.waiting import until

HOUR = timedelta(hours=1)


@pytest.fixture
def shift(tmp_path: Path) -> Iterator[Shift]:
    made = Shift(tmp_path)
    yield made
    made.close()


@pytest.fixture
def desk(shift: Shift) -> HistoryDesk:
    return HistoryDesk(
        shift.history,
        shift.verify,
        lambda: shift.session,
        shift.now,
        shift.readers,
        WITA,
        shift.clock,
    )


def seen(desk: HistoryDesk, shift: Shift) -> HistoryView:
    """The view after the desk has looked anew."""
    shift.seconds += 10
    desk.view()
    desk.commands.run_pending()
    return desk.view()


def names(view: HistoryView) -> list[str]:
    return [e.person_name if isinstance(e, PastAlert) else e.label for e in view.entries]


def test_a_shift_shows_its_alerts_and_verifications_newest_first(
    shift: Shift, desk: HistoryDesk
) -> None:
    shift.raised("Budi Santoso", 4 * HOUR, Answer.CONFIRMED)
    shift.verified("Sari", 3 * HOUR)
    shift.raised("Joko", 2 * HOUR)
    shift.raised("Kemarin", 20 * HOUR, Answer.NOT_THIS_PERSON)
    shift.settle()
    view = seen(desk, shift)
    assert view.loaded
    assert names(view) == ["Joko", "Sari", "Budi Santoso"]
    first = view.entries[2]
    assert isinstance(first, PastAlert)
    assert first.answer is Answer.CONFIRMED
    assert first.officers == ("1001",)
    desk.search(Span.KEPT)
    desk.commands.run_pending()
    assert names(desk.view())[-1] == "Kemarin"


def test_what_is_typed_finds_names_lists_and_officers(shift: Shift, desk: HistoryDesk) -> None:
    shift.raised("Budi Santoso", 2 * HOUR, Answer.CONFIRMED)
    shift.raised("Joko", HOUR)
    shift.settle()
    for text, found in (
        ("bud", ["Budi Santoso"]),
        ("SANTOSO budi", ["Budi Santoso"]),
        ("pencarian", ["Joko", "Budi Santoso"]),
        ("1001", ["Budi Santoso"]),
        ("' OR 1=1 --", []),
        ("%", []),
        ("\x00\ud800", []),
        ("x" * 100_000, []),
    ):
        desk.search(Span.SHIFT, text)
        assert not desk.view().loaded
        desk.commands.run_pending()
        view = desk.view()
        assert view.loaded
        assert names(view) == found


def test_what_is_found_shows_only_when_it_is_what_was_typed_last(
    shift: Shift, desk: HistoryDesk
) -> None:
    shift.raised("Budi", HOUR)
    shift.settle()
    for text in ("b", "bu", "bux"):
        desk.search(Span.SHIFT, text)
    desk.commands.run_pending()
    assert (desk.view().text, names(desk.view())) == ("bux", [])


def test_a_new_alert_appears_by_itself(shift: Shift, desk: HistoryDesk) -> None:
    assert names(seen(desk, shift)) == []
    shift.raised("Budi", timedelta(0))
    shift.settle()
    assert names(seen(desk, shift)) == ["Budi"]


def test_pictures_come_on_a_touch_and_go_with_the_page(shift: Shift, desk: HistoryDesk) -> None:
    one = shift.raised("Budi", HOUR, Answer.CONFIRMED)
    shift.settle()
    assert seen(desk, shift).opened is None
    desk.open(one.alert_id)
    assert present(desk.view().opened).loading
    desk.commands.run_pending()
    captured, portrait = present(present(desk.view().opened).pictures)
    assert captured.shape == portrait.shape == (160, 160, 3)
    assert abs(captured.astype(int) - one.captured).mean() < 40  # a JPEG of noise
    assert present(desk.view().opened).documents == ()
    desk.close()
    assert desk.view().opened is None


def test_documents_that_were_photographed_are_there_for_who_may_see_the_faces(
    shift: Shift, desk: HistoryDesk
) -> None:
    one = shift.raised("Budi", HOUR, Answer.CONFIRMED)
    step = CaseStep(random_id(), (one.alert_id,), "photograph", "1001", picture=jpeg(90, 60))
    shift.kiosk.store.followed(step)
    shift.settle()
    seen(desk, shift)
    desk.open(one.alert_id)
    desk.commands.run_pending()
    assert [each.shape for each in present(desk.view().opened).documents] == [(60, 90, 3)]
    shift.session = shift.of(OfficerRole.TECHNICIAN)
    assert desk.view().opened is None
    shift.session = shift.of(OfficerRole.OFFICER)
    assert desk.view().opened is None


def test_an_erased_alert_has_no_pictures(shift: Shift, desk: HistoryDesk) -> None:
    seen(desk, shift)
    desk.open("f" * 32)
    desk.commands.run_pending()
    opened = present(desk.view().opened)
    assert (opened.loading, opened.pictures, opened.fault) == (False, None, "")


@pytest.mark.parametrize(
    "session", [None, SessionView(SessionState.LOCKED), SessionView(SessionState.WAITING)]
)
def test_a_technician_or_nobody_sees_nothing_and_nothing_stays(
    shift: Shift, desk: HistoryDesk, session: SessionView | None
) -> None:
    one = shift.raised("Budi", HOUR)
    shift.settle()
    seen(desk, shift)
    desk.open(one.alert_id)
    desk.commands.run_pending()
    shift.session = session or shift.of(OfficerRole.TECHNICIAN)
    view = seen(desk, shift)
    assert not view.allowed
    assert (view.entries, view.opened, view.chain) == ((), None, None)
    desk.open(one.alert_id)
    desk.commands.run_pending()
    shift.session = shift.of(OfficerRole.OFFICER)
    assert names(desk.view()) == []


def test_leaving_forgets_the_search(shift: Shift, desk: HistoryDesk) -> None:
    shift.raised("Budi", HOUR)
    shift.settle()
    desk.search(Span.KEPT, "budi")
    desk.commands.run_pending()
    desk.leave()
    view = desk.view()
    assert (view.span, view.text, view.entries) == (Span.SHIFT, "", ())


def test_a_terminal_without_accounts_shows_the_day(shift: Shift, desk: HistoryDesk) -> None:
    shift.session = shift.of(None)
    shift.raised("Pagi", 6 * HOUR)
    shift.raised("Kemarin", 17 * HOUR, Answer.CANNOT_TELL)
    shift.settle()
    assert names(seen(desk, shift)) == ["Pagi"]


def test_the_chain_is_walked_and_an_altered_row_is_told(shift: Shift, desk: HistoryDesk) -> None:
    shift.raised("Budi", HOUR, Answer.CONFIRMED)
    shift.settle()
    view = seen(desk, shift)
    chain = present(view.chain)
    assert chain.state is ChainState.WHOLE
    assert (chain.rows, chain.last_at) == (2, NOW - HOUR + timedelta(minutes=1))
    assert chain.checked_at == NOW
    with shift.database.transaction() as db:
        db.execute("UPDATE chain SET actor = '1002' WHERE sequence = 2")
    assert present(seen(desk, shift).chain).state is ChainState.WHOLE  # not walked at every look
    shift.seconds += CHAIN_EVERY_S
    chain = present(seen(desk, shift).chain)
    assert chain.state is ChainState.BROKEN
    assert (chain.rows, chain.broken, chain.head) == (1, None, "")
    shift.session = shift.of(OfficerRole.SUPERVISOR)
    chain = present(desk.view().chain)
    assert (chain.broken, len(chain.head)) == (2, 64)


def test_a_store_that_cannot_be_read_is_told(shift: Shift) -> None:
    class Damaged:
        def past_alerts(self, *_: Any) -> NoReturn:
            raise StoreError("store.db cannot be used: disk I/O error")

        past_verifications = pictures = documents = past_alerts

    def verify() -> NoReturn:
        raise StoreError("store.db cannot be used: disk I/O error")

    broken = HistoryDesk(
        Damaged(), verify, lambda: shift.session, shift.now, shift.readers, WITA, shift.clock
    )
    view = seen(broken, shift)
    assert view.fault == "store.db cannot be used: disk I/O error"
    assert present(view.chain).state is ChainState.UNREADABLE
    broken.open("f" * 32)
    broken.commands.run_pending()
    assert present(broken.view().opened).fault


def test_a_reader_does_all_this(shift: Shift, desk: HistoryDesk) -> None:
    one = shift.raised("Budi", HOUR)
    shift.settle()
    shift.readers.start()
    try:
        desk.view()
        desk.open(one.alert_id)

        def read() -> Any:
            view = desk.view()
            if not view.loaded or present(view.opened).loading or present(view.chain).walking:
                return None
            return view

        view = until(read)
        assert names(view) == ["Budi"]
        assert present(view.opened).pictures
    finally:
        shift.readers.stop()


def test_spans_begin_where_an_officer_expects_it() -> None:
    now = NOW.astimezone(WITA)  # 16.00
    midnight = now.replace(hour=0)
    assert bounds(Span.TODAY, now, BEGAN)[0] == midnight
    assert bounds(Span.WEEK, now, BEGAN)[0] == midnight - timedelta(days=6)
    assert bounds(Span.SHIFT, now, BEGAN)[0] == BEGAN
    assert bounds(Span.SHIFT, now, None)[0] == midnight
    for span in Span:
        assert bounds(span, now, BEGAN)[1] > now
