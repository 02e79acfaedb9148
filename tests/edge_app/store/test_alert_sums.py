"""The alerts of a shift add up, whatever happened: shifts, answers, restarts, erased alerts."""

from __future__ import annotations

import contextlib
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edge_app.domain import Alert, Answer
from edge_app.store.alert_facts import to_row
from edge_app.store.alert_sums import AlertSums, ShiftAlerts, alerts_of_shift, alerts_since
from edge_app.store.database import StoreDatabase
from edge_app.store.entries import Entry, Verification
from edge_app.store.history import History, _holds
from edge_app.store.records import Records
from edge_app.store.retention import Retention
from edge_app.store.schema import schema
from edge_app.store.shifts import Shifts
from edge_app.store.statistics import Statistics
from sync.terminal.spool_file import stamp
from tests.edge_app.store.store_fixtures import NOW, STORE_KEY, alert, decision

MINUTE = timedelta(minutes=1)
ALERTS = tuple(alert(seed) for seed in range(12))
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("raise"), st.integers(0, 11)),
        st.tuples(st.just("answer"), st.integers(0, 11), st.sampled_from(Answer)),
        st.tuples(st.just("sign in"), st.sampled_from(["1001", "1002"])),
        st.sampled_from([("hand over",), ("restart",), ("forget",), ("hours",)]),
    ),
    max_size=40,
)


@dataclass
class Told:
    """What a supervisor would have written down, alert by alert."""

    shift: str = ""
    raised: dict[str, str] = field(default_factory=dict)
    answered: dict[str, tuple[str, Answer]] = field(default_factory=dict)

    def sums(self, own: bool) -> AlertSums:
        mine = {key for key, shift in self.raised.items() if (shift == self.shift) is own}
        answers = Counter(
            answer
            for key, (shift, answer) in self.answered.items()
            if key in mine and shift == self.shift
        )
        still_open = len(mine - set(self.answered))
        came = answers.total() + still_open
        given = {answer.value: answers[answer] for answer in Answer}
        raised, taken_over = (len(mine), 0) if own else (0, came)
        return AlertSums(raised, taken_over, open=still_open, **given)


class Walk:
    """A store that is written to and reopened, and what happened to it."""

    def __init__(self, place: Path) -> None:
        self.place, self.now, self.told = place, NOW, Told()
        self.database = StoreDatabase(place, STORE_KEY)

    def step(self, what: str, *values: object) -> None:
        self.now += MINUTE
        shifts, records = Shifts(self.database), Records(self.database, None)
        match what, values:
            case "raise", (int(n),):
                if ALERTS[n].alert_id not in self.told.answered:  # no id comes twice
                    records.write(Entry(ALERTS[n], self.now))
                    self.told.raised.setdefault(ALERTS[n].alert_id, self.told.shift)
            case "answer", (int(n), Answer() as answer):
                records.write(Entry(decision(ALERTS[n], answer), self.now))
                if ALERTS[n].alert_id in self.told.raised:
                    given_now = (self.told.shift, answer)
                    self.told.answered.setdefault(ALERTS[n].alert_id, given_now)
            case "sign in", (str(number),):
                self.told.shift = shifts.begin(number, self.now).shift_id
            case "hand over", _:
                shifts.end(self.now)
                self.told.shift = ""
            case "restart", _:
                self.database.close()
                self.database = StoreDatabase(self.place, STORE_KEY)
            case "forget", _:
                Retention(self.database).forget(self.now, self.now)
            case _:
                self.now += timedelta(hours=2)


@contextlib.contextmanager
def walking() -> Iterator[Walk]:
    with tempfile.TemporaryDirectory() as folder:
        walk = Walk(Path(folder) / "store.db")
        yield walk
        walk.database.close()


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(STEPS)
def test_what_came_in_is_what_was_answered_and_what_is_open(
    steps: list[tuple[str, *tuple[object, ...]]],
) -> None:
    with walking() as walk:
        for step in steps:
            walk.step(*step)
            told, found = walk.told, alerts_of_shift(walk.database, walk.told.shift)
            assert found.own.came == found.own.answered + found.own.open
            assert found.earlier.came == found.earlier.answered + found.earlier.open
            if told.shift:  # nobody's time is not one shift
                assert found == ShiftAlerts(told.sums(own=True), told.sums(own=False))
            counted = alerts_since(walk.database, NOW)
            assert counted.came == counted.raised == len(told.raised)
            assert counted.answered == len(told.answered)


def test_the_day_tells_what_it_took_over(tmp_path: Path) -> None:
    with contextlib.closing(StoreDatabase(tmp_path / "store.db", STORE_KEY)) as database:
        records = Records(database, None)
        for n, at in enumerate((NOW, NOW, NOW + timedelta(hours=3))):
            records.write(Entry(ALERTS[n], at))
        records.write(Entry(decision(ALERTS[0]), NOW + timedelta(hours=4)))
        found = alerts_since(database, NOW + timedelta(hours=2))
        assert found == AlertSums(raised=1, taken_over=2, confirmed=1, open=2)


def test_the_history_of_a_shift_holds_what_its_numbers_count(tmp_path: Path) -> None:
    with contextlib.closing(StoreDatabase(tmp_path / "store.db", STORE_KEY)) as database:
        records, shifts = Records(database, None), Shifts(database)
        for n in range(4):
            records.write(Entry(ALERTS[n], NOW))
        records.write(Entry(decision(ALERTS[0]), NOW + MINUTE))
        began = NOW + 2 * MINUTE
        shift = shifts.begin("1001", began)
        records.write(Entry(decision(ALERTS[1]), began + MINUTE))
        records.write(Entry(ALERTS[4], began + MINUTE))
        found = History(database).past_alerts(began, shift_id=shift.shift_id)
        assert {one.alert_id for one in found} == {ALERTS[n].alert_id for n in (1, 2, 3, 4)}
        assert alerts_of_shift(database, shift.shift_id).total.came == len(found)


@pytest.mark.parametrize("hours", [-3, 30])
def test_the_history_of_a_shift_is_whole_though_its_clock_was_set(
    tmp_path: Path, hours: int
) -> None:
    """Set back, it hid all that came after; another shift's entries of that time stay out."""
    with contextlib.closing(StoreDatabase(tmp_path / "store.db", STORE_KEY)) as database:
        records, shifts = Records(database, None), Shifts(database)
        former = shifts.begin("1002", NOW - 4 * 60 * MINUTE)
        records.write(Entry(ALERTS[0], NOW - 2 * 60 * MINUTE))
        records.write(Entry(decision(ALERTS[0]), NOW - 2 * 60 * MINUTE))
        records.write(Entry(_verification(1), NOW - 2 * 60 * MINUTE, "Rudi"))
        records.write(Entry(ALERTS[1], NOW - 2 * 60 * MINUTE))
        shift = shifts.begin("1001", NOW)
        set_to = NOW + timedelta(hours=hours)
        records.write(Entry(decision(ALERTS[1]), set_to))
        records.write(Entry(ALERTS[2], set_to + MINUTE))
        records.write(Entry(decision(ALERTS[2]), set_to + MINUTE))
        records.write(Entry(_verification(2), set_to + MINUTE, "Siti"))
        history = History(database)
        found = history.past_alerts(shift.began_at, shift_id=shift.shift_id)
        assert {one.alert_id for one in found} == {ALERTS[1].alert_id, ALERTS[2].alert_id}
        assert alerts_of_shift(database, shift.shift_id).total.came == len(found)
        made = history.past_verifications(shift.began_at, shift_id=shift.shift_id)
        assert [one.label for one in made] == ["Siti"]
        made = history.past_verifications(former.began_at, shift_id=former.shift_id)
        assert [one.label for one in made] == ["Rudi"]


def test_what_an_older_gapura_wrote_is_of_the_shift_of_its_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, began = tmp_path / "store.db", NOW
    before = [one.name for one in schema._migrations].index("entries_of_a_shift")

    def verified(database: StoreDatabase, number: int, at: datetime) -> None:
        row = {"verification_id": str(number), "at": stamp(at), "method": "visitor"}
        with database.transaction() as db:
            db.table("verifications").insert(
                row | {"label": f"number {number}", "outcome": "yes", "admitted": 1}
            )

    with monkeypatch.context() as older:
        older.setattr(schema, "_migrations", schema._migrations[:before])
        with contextlib.closing(StoreDatabase(path, STORE_KEY)) as database:
            _as_it_was_written(database, ALERTS[0], began - MINUTE)
            shift = Shifts(database).begin("1001", began)
            verified(database, 1, began - MINUTE)
            verified(database, 2, began + MINUTE)
            with database.transaction() as db:
                db.execute(
                    "UPDATE alerts SET answered_at = ?, answer = 'confirmed', officers = '1001'",
                    [stamp(began + MINUTE)],
                )
    with contextlib.closing(StoreDatabase(path, STORE_KEY)) as database:
        verified(database, 3, began + 2 * MINUTE)  # by the older one again, after a way back
        verified(database, 4, began - 2 * MINUTE)
        history, shift_id = History(database), shift.shift_id
        made = history.past_verifications(began, shift_id=shift_id)
        assert [one.label for one in made] == ["number 3", "number 2"]
        answered = history.past_alerts(began, shift_id=shift_id)
        assert [one.alert_id for one in answered] == [ALERTS[0].alert_id]


def _verification(number: int) -> Verification:
    return Verification(f"{number:032x}", "1001", "visitor", None, "yes", True)


@pytest.mark.parametrize("typed", ["mueller", "MÜLLER", "jose mull", "mull 1001", "josé"])
def test_the_history_finds_a_name_in_whatever_spelling(typed: str) -> None:
    assert _holds(typed, "José Müller", "1001")
    assert _holds(typed, "JOSE MUELLER", "1001")
    assert not _holds(typed, "Siti Rahma", "1002")


def test_a_word_that_a_sign_parts_is_found_as_a_whole() -> None:
    assert _holds("abdul-rahman", "Abdul Rahman", "1001")
    assert not _holds("abdul-rahman", "Abdul Majid", "1001")
    assert not _holds("-", "Abdul Majid", "1001")


def test_a_store_of_before_keeps_the_alerts_of_the_shift_that_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "store.db"
    names = [one.name for one in schema._migrations]
    before = names.index("alerts_of_a_shift")
    with monkeypatch.context() as older:
        older.setattr(schema, "_migrations", schema._migrations[:before])
        with contextlib.closing(StoreDatabase(path, STORE_KEY)) as database:
            shift = Shifts(database).begin("1001", NOW)
            for number, at in enumerate((NOW - MINUTE, NOW + MINUTE)):
                _as_it_was_written(database, ALERTS[number], at)
    with contextlib.closing(StoreDatabase(path, STORE_KEY)) as database:
        found = alerts_of_shift(database, shift.shift_id)
        assert (found.own.open, found.earlier.open) == (1, 1)
        Records(database, None).write(Entry(decision(ALERTS[1]), NOW))
        (hour,) = Statistics(database).of_shift(shift.shift_id)
        assert (hour.confirmed, hour.earlier_confirmed) == (1, 0)


def _as_it_was_written(database: StoreDatabase, raised: Alert, at: datetime) -> None:
    row = to_row(raised, b"") | {"raised_at": stamp(at)}
    with database.transaction() as db:
        db.table("alerts").insert(row)
