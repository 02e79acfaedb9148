"""A call under duress goes on by itself: over real spools, keys and readers' work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from edge_app.desk.help.calls import DURESS_S
from edge_app.desk.help.desk import HelpDesk
from edge_app.desk.help.silent import AGAIN_S
from edge_app.desk.readers import MAX_COMMANDS, ReaderPool
from edge_app.desk.session.views import SessionState, SessionView
from edge_app.desk.sounds import Sound
from edge_app.store.alerts import AlertStore
from edge_app.store.audit_log import AuditLog
from edge_app.store.database import StoreDatabase
from edge_app.store.throwaway import throwaway_store
from sync.protocol.lanes import LaneMessage, open_message
from tests.edge_app.desk.help.test_lane_link import CENTRE_ID, NOW, Gate, Other


class Threatened(Gate):
    """A lane whose officer types the PIN of those who are threatened."""

    def __init__(self, path: Path, store: AlertStore, database: StoreDatabase) -> None:
        super().__init__(path)
        self.seconds = 0.0
        self.desk = HelpDesk(
            self.link,
            lambda: SessionView(SessionState.LOCKED),
            self,
            AuditLog(database, lambda: NOW),
            store.writer.queue("help"),
            ReaderPool(),
            lambda: NOW + timedelta(seconds=self.seconds),
            lambda: self.seconds,
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
