"""Today's manifest: who is due, who came and when, who did not come yet."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from edge_app.desk.readers import ReaderPool
from edge_app.desk.visitors.book import VisitorBook
from edge_app.desk.visitors.manifest import BookState, BookView, Party, Selection, VisitorCounts
from edge_app.errors import StoreError
from edge_app.lists.rosters import Visitors
from sync.protocol.zones import Zone
from tests.edge_app.desk.visitors.visitors_fixtures import CARD, NOW, Gate, manifest, visitor
from tests.waiting import until

BUDI = visitor(1, "Budi Santoso", party="Dinas Perhubungan", nik="3171011203850001")
ANI = visitor(2, "Ani Wijaya", party="Dinas Perhubungan")
ZAKI = visitor(3, "Zaki", passport="XA12345")
TOMORROW = visitor(4, "Citra", day=date(2026, 11, 21))
YESTERDAY = visitor(5, "Dedi", day=date(2026, 11, 19))


@pytest.fixture
def gate() -> Gate:
    return Gate(held=(manifest(1, ZAKI, BUDI, TOMORROW), manifest(1, ANI, YESTERDAY)))


def listed(
    view: BookView, selection: Selection, query: str = "", party: str | None = None
) -> list[str]:
    places = view.index.find(query, view.among(selection, party))
    return [view.index.visitors[place].name for place in places]


def test_everybody_of_today_is_due_in_the_order_of_names(gate: Gate) -> None:
    view = gate.look()
    assert view.state is BookState.READY
    assert listed(view, Selection.DUE) == ["Ani Wijaya", "Budi Santoso", "Zaki"]
    assert listed(view, Selection.ALL) == ["Ani Wijaya", "Budi Santoso", "Zaki", "Citra"]
    assert view.counts == VisitorCounts(due=3, came=0, later=1)


def test_who_was_let_in_has_come_and_the_time_is_known(gate: Gate) -> None:
    gate.arrivals.came[BUDI.visitor_id] = NOW
    view = gate.look()
    assert listed(view, Selection.CAME) == ["Budi Santoso"]
    assert listed(view, Selection.MISSING) == ["Ani Wijaya", "Zaki"]
    assert view.came[BUDI.visitor_id] == NOW
    assert (view.counts.came, view.counts.missing) == (1, 2)


def test_parties_are_counted_and_listed(gate: Gate) -> None:
    gate.arrivals.came[BUDI.visitor_id] = NOW
    view = gate.look()
    assert view.parties == (Party("Dinas Perhubungan", 2, 1), Party("", 1, 0))
    assert listed(view, Selection.DUE, party="Dinas Perhubungan") == ["Ani Wijaya", "Budi Santoso"]
    assert listed(view, Selection.DUE, party="nobody's") == []


def test_a_search_stays_within_the_selection(gate: Gate) -> None:
    gate.arrivals.came[BUDI.visitor_id] = NOW
    view = gate.look()
    assert listed(view, Selection.MISSING, "b") == []
    assert listed(view, Selection.DUE, "3171") == ["Budi Santoso"]


def test_a_checked_document_lets_in_at_once_and_is_kept_once(gate: Gate) -> None:
    gate.look()
    assert gate.book.mark_arrived(ZAKI.visitor_id, "1042")
    assert not gate.book.mark_arrived(ZAKI.visitor_id, "1042")  # 40 touches a second
    view = gate.look()
    assert listed(view, Selection.CAME) == ["Zaki"]
    [(kept, label)] = gate.kept
    assert (kept.method, kept.outcome, kept.admitted) == ("document", "not_compared", True)
    assert (kept.visitor_id, kept.officer, label) == (ZAKI.visitor_id, "1042", "Zaki")


def test_the_stores_time_counts_once_it_has_it(gate: Gate) -> None:
    gate.look()
    gate.book.mark_arrived(ZAKI.visitor_id, "")
    assert gate.kept[0][0].officer is None  # a terminal without accounts
    gate.arrivals.came[ZAKI.visitor_id] = NOW + timedelta(seconds=3)
    assert gate.look().came[ZAKI.visitor_id] == NOW + timedelta(seconds=3)


@pytest.mark.parametrize("visitor_id", [TOMORROW.visitor_id, "f" * 32, ""])
def test_nobody_comes_who_is_not_due_today(gate: Gate, visitor_id: str) -> None:
    gate.look()
    assert not gate.book.mark_arrived(visitor_id, "1042")
    assert gate.kept == []


def test_who_was_verified_elsewhere_is_shown_at_once(gate: Gate) -> None:
    gate.look()
    gate.book.admitted(ANI.visitor_id)
    assert listed(gate.look(), Selection.CAME) == ["Ani Wijaya"]


@pytest.mark.parametrize(("zone", "hour"), [("WIB", 17), ("WITA", 16), ("WIT", 15)])
def test_a_new_day_begins_at_the_gates_own_midnight(gate: Gate, zone: Zone, hour: int) -> None:
    gate.zone = zone
    midnight = datetime(2026, 11, 20, hour, 0, tzinfo=UTC)
    gate.now = midnight - timedelta(seconds=1)
    assert listed(gate.look(), Selection.DUE) == ["Ani Wijaya", "Budi Santoso", "Zaki"]
    assert not gate.book.mark_arrived(TOMORROW.visitor_id, "")
    gate.now = midnight
    assert listed(gate.look(), Selection.DUE) == ["Citra"]
    assert not gate.book.mark_arrived(ANI.visitor_id, "")
    assert gate.book.mark_arrived(TOMORROW.visitor_id, "")


def test_the_index_is_made_anew_for_another_version_only(gate: Gate) -> None:
    before = gate.look().index
    gate.arrivals.came[BUDI.visitor_id] = NOW
    assert gate.look().index is before
    gate.held = (manifest(2, BUDI),)
    after = gate.look()
    assert listed(after, Selection.DUE) == ["Budi Santoso"]
    assert after.counts.came == 1


def test_a_view_is_left_alone_while_nothing_changes(gate: Gate) -> None:
    assert gate.look() is gate.look()


def test_families_are_of_one_card_and_one_day() -> None:
    one = visitor(1, "A", family_card=CARD)
    other = visitor(2, "B", family_card=CARD)
    later = visitor(3, "C", family_card=CARD, day=date(2026, 11, 21))
    alone = visitor(4, "D")
    index = Gate(held=(manifest(1, one, other, later, alone),)).look().index
    assert [m.visitor.name for m in index.family(one).members] == ["A", "B"]
    assert [m.visitor.name for m in index.family(alone).members] == ["D"]


@pytest.mark.parametrize(
    ("held", "state"),
    [
        ((), BookState.NO_MANIFEST),
        ((manifest(1),), BookState.NO_MANIFEST),
        ((manifest(1, YESTERDAY),), BookState.NO_MANIFEST),
        ((manifest(1, TOMORROW),), BookState.NOBODY_TODAY),
    ],
)
def test_it_is_said_why_nobody_is_listed(held: tuple[Visitors], state: BookState) -> None:
    assert Gate(held=held).look().state is state


def test_a_terminal_without_a_data_centre_says_so() -> None:
    readers = ReaderPool()
    book = VisitorBook(None, None, lambda *_: None, lambda: NOW, readers, lambda: "WIB")
    readers.start()
    assert book.view().state is BookState.NO_CENTRE
    readers.stop()
    assert book.view().state is BookState.NO_CENTRE


def test_before_the_first_look_nothing_is_claimed() -> None:
    assert Gate().book.view().state is BookState.STARTING


def test_a_manifest_that_is_taken_back_leaves_nobody(gate: Gate) -> None:
    gate.look()
    gate.held = ()
    view = gate.look()
    assert view.state is BookState.NO_MANIFEST
    assert view.index.visitors == ()


def test_arrivals_that_cannot_be_read_are_said_and_the_last_ones_stay(gate: Gate) -> None:
    gate.arrivals.came[BUDI.visitor_id] = NOW
    gate.look()
    gate.arrivals.error = StoreError("the disk is full", "full")
    view = gate.look()
    assert view.fault == "the disk is full"
    assert listed(view, Selection.CAME) == ["Budi Santoso"]
    gate.arrivals.error = None
    assert gate.look().fault == ""


def test_a_reader_takes_up_what_is_marked(gate: Gate) -> None:
    gate.readers.start()
    try:
        until(lambda: gate.book.view().state is BookState.READY)
        gate.book.mark_arrived(ZAKI.visitor_id, "1042")
        until(lambda: gate.book.view().counts.came)
        assert gate.book.view().counts.came == 1
    finally:
        gate.readers.stop()
