"""An officer's answers through a real lane into a real encrypted store, also after a kill."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path

import pytest

from edge_app.desk.alerts.answers import Reason
from edge_app.desk.alerts.desk import AlertDesk
from edge_app.desk.alerts.escalation import ESCALATE_AFTER_S
from edge_app.desk.alerts.queue import UNDO_S
from edge_app.desk.session.views import OPEN, SecondCheck, SessionView
from edge_app.desk.sounds import Sounds
from edge_app.domain import Alert, Answer
from edge_app.pipeline.lane import Lane, open_lane
from edge_app.pipeline.live import LiveLane
from edge_app.store.alerts import AlertStore
from edge_app.store.chain import entries, verify
from edge_app.store.database import StoreDatabase
from tests.edge_app.store.store_fixtures import NOW, STORE_KEY, alert
from tests.waiting import until


class Nobody:
    """A terminal without accounts."""

    def view(self) -> SessionView:
        return OPEN

    def check_second(self, number: str, pin: str, first: Collection[str]) -> Future[SecondCheck]:
        raise AssertionError((number, pin, first))


class Kiosk:
    """Lane, desk and store of one run."""

    def __init__(self, folder: Path, raise_: tuple[Alert, ...] = ()) -> None:
        self.database = StoreDatabase(folder / "store.db", STORE_KEY)
        self.store = AlertStore(self.database, lambda: NOW)
        self.store.start()
        for one in raise_:
            self.store.raised(one)
        self.written()
        lane: Lane = open_lane((), self.store.raised, self.store.answered, self.store.open_alerts())
        self.live = LiveLane(lane, lambda: pytest.fail("nobody opens the camera"))
        self.now = 100.0
        self.desk = AlertDesk(
            self.live, Nobody(), self.store, Sounds(0.0), lambda: self.now, now=lambda: NOW
        )
        self.desk.tick(self.now)

    def wait(self, seconds: float) -> None:
        self.now += seconds
        self.desk.tick(self.now)

    def written(self) -> None:
        until(lambda: self.store.unwritten == 0)

    def end(self, killed: bool = False) -> None:
        if not killed:
            self.desk.stop()
        self.live.stop()
        self.store.close()
        self.database.close()

    def row(self, alert_id: str) -> tuple[str | None, str | None]:
        found = self.database.rows("SELECT answer, reason FROM alerts WHERE alert_id = ?", alert_id)
        return found[0]["answer"], found[0]["reason"]

    def actions(self) -> list[str]:
        return [entry.action for entry in entries(self.database)]


@contextmanager
def running(folder: Path, *raised: Alert, killed: bool = False) -> Iterator[Kiosk]:
    kiosk = Kiosk(folder, raised)
    try:
        yield kiosk
    finally:
        kiosk.end(killed)


@pytest.mark.usefixtures("weights")
def test_what_was_answered_undone_and_held_when_it_stopped(tmp_path: Path) -> None:
    answered, undone, held = (alert(seed) for seed in range(3))
    with running(tmp_path, answered, undone, held) as kiosk:
        kiosk.desk.answer(answered.alert_id, Answer.CANNOT_TELL, Reason.POOR_PICTURE)
        kiosk.desk.answer(undone.alert_id, Answer.CONFIRMED, Reason.SAME_BY_EYE)
        kiosk.desk.undo(undone.alert_id)
        kiosk.wait(UNDO_S)
        kiosk.wait(ESCALATE_AFTER_S)
        kiosk.desk.answer(held.alert_id, Answer.NOT_THIS_PERSON, Reason.OTHER_DOCUMENT)
    with running(tmp_path) as again:
        assert again.row(answered.alert_id) == ("cannot_tell", "poor_picture")
        assert again.row(held.alert_id) == ("not_this_person", "other_document")
        assert again.row(undone.alert_id)[0] is None
        assert [one.alert.alert_id for one in again.desk.view().open] == [undone.alert_id]
        assert verify(again.database).broken is None
        said = again.actions()
        assert sum("withdr" in action for action in said) == 1
        assert sum("escalat" in action for action in said) == 2


@pytest.mark.usefixtures("weights")
def test_killed_with_an_answer_held_it_is_back_unanswered(tmp_path: Path) -> None:
    one = alert()
    with running(tmp_path, one, killed=True) as kiosk:
        kiosk.desk.answer(one.alert_id, Answer.CONFIRMED, Reason.SAME_BY_EYE)
        kiosk.wait(UNDO_S - 1)
    with running(tmp_path) as again:
        assert [open_.alert.alert_id for open_ in again.desk.view().open] == [one.alert_id]
        assert again.row(one.alert_id)[0] is None
