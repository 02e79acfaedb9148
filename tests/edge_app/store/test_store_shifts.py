"""Wrong PINs and shifts: kept over a restart."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from edge_app.store import chain
from edge_app.store.attempts import KEPT, Attempts
from edge_app.store.database import StoreDatabase
from edge_app.store.shifts import LONGEST, Shifts
from edge_app.store.throwaway import throwaway_store
from tests.edge_app.store.store_fixtures import NOW, STORE_KEY

ROOT = Path(__file__).resolve().parents[3]
HOUR = timedelta(hours=1)


def opened(folder: Path) -> contextlib.closing[StoreDatabase]:
    return contextlib.closing(StoreDatabase(folder / "store.db", STORE_KEY))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[StoreDatabase]:
    with opened(tmp_path) as database:
        yield database


def test_wrong_pins_are_counted_over_a_restart_and_forgotten_with_a_right_one(
    tmp_path: Path,
) -> None:
    with opened(tmp_path) as database:
        assert Attempts(database).of("1001") == (0, None)
        Attempts(database).failed("1001", NOW)
        assert Attempts(database).failed("1001", NOW + HOUR) == 2
    with opened(tmp_path) as database:
        attempts = Attempts(database)
        assert attempts.of("1001") == (2, NOW + HOUR)
        assert attempts.of("1002") == (0, None)
        attempts.clear("1001")
        assert attempts.of("1001") == (0, None)


def test_made_up_numbers_neither_fill_the_disk_nor_clear_a_lock(database: StoreDatabase) -> None:
    attempts = Attempts(database)
    for _ in range(3):
        attempts.failed("1001", NOW)
    for number in range(KEPT + 20):
        attempts.failed(f"X-{number}", NOW + HOUR)
    assert attempts.of("1001")[0] == 3
    assert database.rows("SELECT count(*) AS n FROM attempts")[0]["n"] == KEPT


def test_a_shift_goes_on_after_a_restart(tmp_path: Path) -> None:
    with opened(tmp_path) as database:
        begun = Shifts(database).begin("1001", NOW)
    with opened(tmp_path) as database:
        shifts = Shifts(database)
        assert shifts.begin("1001", NOW + HOUR) == begun
        assert shifts.current() == begun
        ended = shifts.end(NOW + 8 * HOUR)
        assert ended is not None
        assert (ended.began_at, ended.ended_at) == (NOW, NOW + 8 * HOUR)
        assert shifts.current() is None
        assert shifts.end(NOW) is None
        assert [row.action for row in chain.entries(database)] == ["shift-began", "shift-ended"]


def test_a_handover_ends_one_shift_and_begins_the_next(database: StoreDatabase) -> None:
    shifts = Shifts(database)
    shifts.begin("1001", NOW)
    second = shifts.begin("1002", NOW + HOUR)
    assert shifts.current() == second
    latest, first = shifts.latest()
    assert (latest.officer, latest.ended_at) == ("1002", None)
    assert (first.officer, first.ended_at) == ("1001", NOW + HOUR)


def test_a_shift_that_nobody_ended_is_over_the_next_day(database: StoreDatabase) -> None:
    shifts = Shifts(database)
    forgotten = shifts.begin("1001", NOW)
    fresh = shifts.begin("1001", NOW + timedelta(days=1))
    assert fresh.shift_id != forgotten.shift_id
    assert shifts.latest()[1].ended_at == NOW + LONGEST


def test_a_store_without_a_data_centre_leaves_nothing(tmp_path: Path) -> None:
    with throwaway_store(tmp_path) as database:
        assert any(tmp_path.iterdir())
        Attempts(database).failed("1001", NOW)
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_kiosk_left_is_swept_by_the_next_and_a_running_ones_stays(
    tmp_path: Path,
) -> None:
    script = (
        "import sys, time; from pathlib import Path\n"
        "from edge_app.store.throwaway import throwaway_store\n"
        "with throwaway_store(Path(sys.argv[1])):\n"
        "    print('there', flush=True); time.sleep(60)\n"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE
    )
    assert child.stdout is not None
    with child:
        assert child.stdout.readline() == b"there\n"
        (left,) = tmp_path.iterdir()
        with throwaway_store(tmp_path):
            assert left.exists()
        os.kill(child.pid, signal.SIGKILL)
    assert left.exists()
    with throwaway_store(tmp_path):
        assert not left.exists()
