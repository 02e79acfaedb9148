"""Notes to the next officer: left, read once, their words not on the chain, gone in time."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from edge_app.store.alerts import AlertStore
from edge_app.store.chain import entries, verify
from edge_app.store.database import StoreDatabase
from edge_app.store.handovers import KEPT, MAX_TEXT, Handovers, erase_naming
from edge_app.store.shifts import Shifts
from tests.edge_app.store.store_fixtures import NOW, STORE_KEY

HOUR = timedelta(hours=1)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[StoreDatabase]:
    with contextlib.closing(StoreDatabase(tmp_path / "store.db", STORE_KEY)) as opened:
        yield opened


def test_the_next_officer_finds_the_notes_until_they_have_read_them(
    database: StoreDatabase,
) -> None:
    shifts, handovers = Shifts(database), Handovers(database)
    first = shifts.begin("1001", NOW)
    said = handovers.write("1001", NOW, phrase="camera")
    written = handovers.write("1001", NOW, text="Kunci di laci")
    assert handovers.unread(first.shift_id) == ()
    assert handovers.written(first.shift_id) == (said, written)
    shifts.end(NOW + HOUR)
    second = shifts.begin("1002", NOW + HOUR)
    assert handovers.unread(second.shift_id) == (said, written)
    assert not handovers.is_taken_over(second.shift_id)
    ids = [note.note_id for note in handovers.unread(second.shift_id)]
    for _ in range(2):  # the second time it changes nothing
        handovers.take_over("1002", NOW + HOUR, second.shift_id, ids, open_alerts=3, muted=1)
    assert handovers.unread(second.shift_id) == ()
    assert handovers.is_taken_over(second.shift_id)
    rows = [row for row in entries(database) if row.action == "handover-read"]
    assert [(row.actor, row.subject, dict(row.details)) for row in rows] == [
        ("1002", second.shift_id, {"notes": ids, "open": 3, "muted": 1})
    ]


def test_the_chain_holds_no_word_of_a_note(database: StoreDatabase) -> None:
    Handovers(database).write("1001", NOW, text="Kunci di laci")
    rows = database.rows("SELECT * FROM chain")
    assert "laci" not in json.dumps(rows)
    assert [row["action"] for row in rows] == ["note-written"]
    assert verify(database).broken is None


def test_a_note_is_taken_back_only_until_it_was_read(database: StoreDatabase) -> None:
    shifts, handovers = Shifts(database), Handovers(database)
    first = shifts.begin("1001", NOW)
    one, other = (handovers.write("1001", NOW, text=text) for text in ("satu", "dua"))
    handovers.withdraw("1001", NOW, one.note_id)
    assert handovers.written(first.shift_id) == (other,)
    second = shifts.begin("1002", NOW + HOUR)
    handovers.take_over("1002", NOW, second.shift_id, [other.note_id], 0, 0)
    handovers.withdraw("1001", NOW, other.note_id)
    assert handovers.written(first.shift_id) == (other,)


def test_a_note_is_bounded_and_goes_a_week_after_it_was_read(database: StoreDatabase) -> None:
    shifts, handovers = Shifts(database), Handovers(database)
    first = shifts.begin("1001", NOW)
    long = handovers.write("1001", NOW, text="x" * 1000)
    assert len(long.text) == MAX_TEXT
    second = shifts.begin("1002", NOW + HOUR)
    handovers.take_over("1002", NOW, second.shift_id, [long.note_id], 0, 0)
    handovers.write("1002", NOW + KEPT - HOUR, phrase="calm")
    assert handovers.written(first.shift_id) == (long,)
    handovers.write("1002", NOW + KEPT + HOUR, phrase="calm")
    assert handovers.written(first.shift_id) == ()


def test_a_note_that_was_read_goes_in_time_also_where_nobody_writes_another(
    database: StoreDatabase,
) -> None:
    shifts, handovers = Shifts(database), Handovers(database)
    first = shifts.begin("1001", NOW)
    note = handovers.write("1001", NOW, text="Pak Budi ditunggu")
    second = shifts.begin("1002", NOW)
    handovers.take_over("1002", NOW, second.shift_id, [note.note_id], 0, 0)
    store = AlertStore(database, lambda: NOW)
    for later, left in ((KEPT - HOUR, (note,)), (KEPT + HOUR, ())):
        store.forget(timedelta(days=30), NOW + later)
        assert handovers.written(first.shift_id) == left


def test_nobody_can_try_words_against_the_chain(database: StoreDatabase) -> None:
    """A hash of so few words outlives them, and says whether a guess is right."""
    Handovers(database).write("1001", NOW, text="Pak Budi ditunggu")
    (row,) = database.rows("SELECT details FROM chain")
    assert json.loads(row["details"]) == {"phrase": ""}


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Tuan JOSE MUELLER ditunggu", 0),  # as the pad can write it
        ("Müller, José: dokumen ditahan", 0),
        ("Tuan Jose ditunggu", 1),
        ("Mulleria Jose", 1),
    ],
)
def test_a_note_that_names_somebody_goes_in_whatever_spelling(
    database: StoreDatabase, text: str, left: int
) -> None:
    shift = Shifts(database).begin("1001", NOW)
    handovers = Handovers(database)
    handovers.write("1001", NOW, text=text)
    with database.transaction() as db:
        erase_naming(db, "José Müller")
    assert len(handovers.written(shift.shift_id)) == left


def test_notes_go_with_the_names_when_the_lists_are_wiped(database: StoreDatabase) -> None:
    shift = Shifts(database).begin("1001", NOW)
    handovers = Handovers(database)
    handovers.write("1001", NOW, text="Pak Budi ditunggu")
    AlertStore(database, lambda: NOW).forget_references()
    assert handovers.written(shift.shift_id) == ()
