"""A call under duress goes on by itself: over real spools, keys and readers' work."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from edge_app.desk.help.calls import DURESS_S
from edge_app.desk.help.desk import SILENT_FACT, HelpDesk
from edge_app.desk.help.silent import AGAIN_S, SilentCalls
from edge_app.desk.readers import MAX_COMMANDS, ReaderPool
from edge_app.desk.session.views import SessionState, SessionView
from edge_app.desk.sounds import Sound
from edge_app.errors import StoreError
from edge_app.store.alerts import AlertStore
from edge_app.store.audit_log import AuditLog
from edge_app.store.database import StoreDatabase
from edge_app.store.throwaway import throwaway_store
from sync.protocol.lanes import LaneMessage, open_message
from tests.edge_app.desk.help.test_lane_link import CENTRE_ID, NOW, Gate, Other
from tests.waiting import PATIENCE_S, until

ROOT = Path(__file__).resolve().parents[4]
STORE_KEY = bytes(range(32))


class Threatened(Gate):
    """A lane whose officer types the PIN of those who are threatened."""

    def __init__(
        self, path: Path, store: AlertStore, database: StoreDatabase, seconds: float = 0.0
    ) -> None:
        super().__init__(path)
        self.seconds = seconds
        self.desk = HelpDesk(
            self.link,
            lambda: SessionView(SessionState.LOCKED),
            self,
            AuditLog(database, lambda: NOW),
            store.writer.queue("help"),
            ReaderPool(),
            lambda: NOW + timedelta(seconds=self.seconds),
            lambda: self.seconds,
            database=database,
        )

    def play(self, sound: Sound) -> None:
        raise AssertionError(sound)  # nothing is heard here

    def quiet(self) -> None:
        """Nothing goes on."""

    def works(self, at: float = 0.0) -> None:
        self.seconds = at
        self.desk._commands.run_pending()

    def says_seen(self, other: Other, call: LaneMessage) -> None:
        self.from_lane(other, kind="seen", call_id=call.call_id, cause="duress")

    def records(self) -> list[LaneMessage]:
        """What the data centre is told."""
        mine = {self.terminal_id: self.kiosk.public}
        waiting = self.spool.messages_to_send(NOW)
        return [
            open_message(each, CENTRE_ID, self.centre, mine.get)[1]
            for each in waiting
            if each.to == CENTRE_ID
        ]


@pytest.fixture
def lane(tmp_path: Path) -> Iterator[Threatened]:
    with throwaway_store() as database:
        store = AlertStore(database, lambda: NOW)
        store.start()
        made = Threatened(tmp_path / "spool.db", store, database)
        yield made
        made.spool.close()
        store.close()


def test_it_is_made_as_soon_as_the_disk_takes_it(lane: Threatened) -> None:
    two = Other("Lajur 2")
    lane.tell(two)
    lane.works()
    with lane.broken_disk():
        lane.desk.duress("1001")
        lane.works()
        assert lane.spool.messages_to_send(NOW) == ()
    lane.works(1.0)
    (call,) = lane.heard(two)
    assert (call.kind, call.cause, call.officer) == ("call", "duress", "1001")
    assert [told.cause for told in lane.records()] == ["duress"]


def test_no_press_of_other_keys_drops_it(lane: Threatened) -> None:
    two = Other("Lajur 2")
    lane.tell(two)
    for _ in range(MAX_COMMANDS):
        assert lane.desk._commands.submit(lambda: None)
    lane.desk.duress("1001")
    lane.works()
    assert len(lane.heard(two)) == 1


def test_a_lane_that_is_known_a_moment_later_hears_it_too(lane: Threatened) -> None:
    lane.desk.duress("1001")
    lane.works()
    assert len(lane.records()) == 1
    lane.tell(two := Other("Lajur 2"))
    lane.works(30.0)
    (call,) = lane.heard(two)
    assert call.seconds == DURESS_S - 30.0


def test_each_lane_hears_it_again_until_it_is_on_the_screen_there(lane: Threatened) -> None:
    two, three = Other("Lajur 2"), Other("Lajur 3")
    lane.tell(two, three)
    lane.desk.duress("1001")
    lane.works()
    (call,), (_,) = lane.heard(two), lane.heard(three)
    lane.works(AGAIN_S - 1.0)
    assert lane.heard(two) == lane.heard(three) == []
    lane.says_seen(two, call)
    lane.works(AGAIN_S)
    assert lane.heard(two) == []
    (again,) = lane.heard(three)
    assert (again.call_id, again.seconds) == (call.call_id, DURESS_S - AGAIN_S)
    lane.works(DURESS_S)
    assert lane.heard(three) == []
    assert len(lane.records()) == 1


@contextlib.contextmanager
def busy_disk(lane: Threatened) -> Iterator[None]:
    """Keep the disk busy with what was written before."""
    free = threading.Event()
    lane.desk._writes.submit(lambda: free.wait(PATIENCE_S))
    try:
        yield
    finally:
        free.set()


def test_the_pin_opens_nothing_before_the_disk_has_the_call(
    lane: Threatened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("edge_app.desk.help.desk.KEPT_WITHIN_S", PATIENCE_S)
    store = lane.desk._database
    assert store is not None
    with ThreadPoolExecutor(1) as officer:
        with busy_disk(lane):
            typed = officer.submit(lane.desk.duress, "1001")
            until(lambda: len(lane.desk._silent), "the call")
            assert not typed.done()
        typed.result(PATIENCE_S)
        assert store.fact(SILENT_FACT)


def test_on_a_slow_disk_the_usual_pin_takes_as_long(
    lane: Threatened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("edge_app.desk.help.desk.KEPT_WITHIN_S", 0.1)
    types: tuple[Callable[[], None], ...] = (partial(lane.desk.duress, "1001"), lane.desk.no_duress)
    for typed in types:
        with busy_disk(lane):
            began = time.monotonic()
            typed()
            assert time.monotonic() - began >= 0.1
    assert len(lane.desk._silent) == 1  # and calls nobody


def test_a_disk_that_takes_nothing_keeps_no_officer_waiting(
    lane: Threatened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("edge_app.desk.help.desk.KEPT_WITHIN_S", 0.0)
    with busy_disk(lane):
        lane.desk.duress("1001")
        lane.works()
        assert len(lane.records()) == 1  # it goes on all the same


def kept(path: Path) -> bytes | None:
    """What the disk holds of silent calls, beside a kiosk that runs."""
    try:
        with contextlib.closing(StoreDatabase(path, STORE_KEY, read_only=True)) as database:
            return database.fact(SILENT_FACT)
    except StoreError:  # it is being made
        return None


def test_a_kiosk_that_is_killed_before_anybody_has_it_calls_on_and_then_forgets_it(
    tmp_path: Path,
) -> None:
    path = tmp_path / "store.db"
    module = "tests.edge_app.desk.help.threatened_kiosk"
    with subprocess.Popen([sys.executable, "-m", module, str(tmp_path)], cwd=ROOT) as kiosk:
        try:
            until(lambda: kept(path) or kiosk.poll() is not None, "the call on the disk")
        finally:
            kiosk.kill()
            kiosk.wait(PATIENCE_S)
    with contextlib.closing(StoreDatabase(path, STORE_KEY)) as database:
        store = AlertStore(database, lambda: NOW)
        store.start()
        again = Threatened(tmp_path / "spool.db", store, database, seconds=100.0)
        again.tell(two := Other("Lajur 2"))
        again.works(100.0)
        (call,) = again.heard(two)
        assert (call.cause, call.officer, call.seconds) == ("duress", "1001", DURESS_S - 100.0)
        assert [told.call_id for told in again.records()] == [call.call_id]
        again.says_seen(two, call)
        again.works(101.0)
        until(lambda: f'"seen":["{two.terminal_id}"]'.encode() in (kept(path) or b""), "seen")
        third = Threatened(tmp_path / "third.db", store, database, seconds=130.0)
        third.tell(two, three := Other("Lajur 3"))
        third.works(130.0)
        assert third.heard(two) == []  # it is on the screen there
        assert [each.call_id for each in third.heard(three)] == [call.call_id]
        third.works(DURESS_S)
        until(lambda: kept(path) == b"", lambda: kept(path))
        for one in (again, third):
            one.spool.close()
        store.close()


@pytest.mark.parametrize("found", [b"", b"{", b'{"calls": [{"message": {}}]}'])
def test_what_the_disk_no_longer_holds_whole_calls_nobody(lane: Threatened, found: bytes) -> None:
    lane.desk._silent.resume(found, 0.0, NOW)
    assert not lane.desk._silent


def test_a_clock_that_was_set_back_makes_no_call_last_longer(lane: Threatened) -> None:
    lane.desk.duress("1001")
    left = lane.desk._silent.to_json()
    resumed = SilentCalls()
    resumed.resume(left, 0.0, NOW - timedelta(hours=3))
    (saying,) = resumed.due((), 0.0, NOW)
    assert saying.message.seconds == DURESS_S
    resumed.resume(left, 0.0, NOW + timedelta(hours=3))
    assert len(resumed) == 1  # that one is over
