"""A document is aimed at, taken, looked at, and kept or not; nothing stays of what was not kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pytest

from edge_app.desk.cases.photograph import PhotographDesk, PhotographView, Stage, Trouble
from edge_app.desk.readers import ReaderPool
from edge_app.desk.session.views import SessionState, SessionView, SignedIn
from edge_app.domain import Answer, Counts, Frame, LaneView, SourceState
from edge_app.pipeline.document_picture import Flaw, cut
from edge_app.store.cases import Cases
from edge_app.store.history import History
from edge_app.ui.screenshots.specimen_card import held, specimen_card
from sync.protocol.content import MAX_JPEG, OfficerRole
from tests.edge_app.store.store_fixtures import NOW, Kiosk, alert, decision
from tests.present import present
from tests.waiting import until

HALL = np.full((720, 1280, 3), 120, np.uint8)
CARD = held(HALL, specimen_card(np.full((64, 64, 3), 90, np.uint8)))
CLOCK = 100.0


def somebody(role: OfficerRole) -> SessionView:
    return SessionView(SessionState.SIGNED_IN, SignedIn("1001", "Sari", role, NOW))


def lane(image: object = CARD, at: float = CLOCK) -> LaneView:
    frame = Frame(0, 0.0, at, np.asarray(image, np.uint8))
    return LaneView(frame, SourceState.LIVE, "", (), (), Counts(), 30.0, (), 0)


@dataclass
class Counter:
    """A desk over a store on the disk, in which an alert waits."""

    kiosk: Kiosk
    desk: PhotographDesk = field(init=False)
    session: SessionView = field(default_factory=lambda: somebody(OfficerRole.OFFICER))
    lane: LaneView = field(default_factory=lane)

    def __post_init__(self) -> None:
        self.desk = PhotographDesk(
            lambda: self.lane,
            Cases(self.kiosk.database).photographs,
            self.kiosk.store,
            lambda: self.session,
            ReaderPool(),
            lambda: CLOCK,
        )
        self.one = alert()
        self.kiosk.store.start()
        self.kiosk.store.raised(self.one)
        self.opened()

    def opened(self) -> None:
        self.desk.open(self.one.alert_id)
        self.desk.commands.run_pending()

    def shown(self) -> PhotographView:
        self.desk.commands.run_pending()
        until(lambda: present(self.desk.view()).stage is not Stage.KEEPING)
        return present(self.desk.view())

    def take(self) -> PhotographView:
        self.desk.take()
        return self.shown()

    def keep(self) -> PhotographView:
        self.desk.keep()
        return self.shown()

    def kept(self) -> int:
        return len(History(self.kiosk.database).documents((self.one.alert_id,)))


@pytest.fixture
def counter(tmp_path: Path, weights: Path) -> Iterator[Counter]:  # noqa: ARG001
    made = Counter(Kiosk(tmp_path))
    yield made
    made.desk.leave()
    made.desk.commands.run_pending()
    made.kiosk.close()


def test_what_is_kept_is_what_was_in_the_frame(counter: Counter) -> None:
    view = counter.take()
    assert (view.stage, view.left) == (Stage.TAKEN, 2)
    assert present(view.picture).flaw is None
    assert np.array_equal(present(view.picture).image, cut(CARD))
    assert counter.kept() == 0
    assert counter.keep().stage is Stage.KEPT
    (image,) = History(counter.kiosk.database).documents((counter.one.alert_id,))
    assert image.shape == cut(CARD).shape
    assert np.abs(image.astype(int) - cut(CARD)).mean() < 4


def test_whatever_the_camera_sees_is_small_enough_to_be_sent(counter: Counter) -> None:
    noise = np.random.default_rng(0).integers(0, 255, (1080, 1920, 3), np.uint8)
    counter.lane = lane(noise)
    counter.take()
    assert counter.keep().stage is Stage.KEPT
    (row,) = counter.kiosk.database.rows("SELECT length(picture) AS n FROM case_pictures")
    assert 50_000 < row["n"] <= MAX_JPEG


def test_a_picture_taken_again_is_forgotten(counter: Counter) -> None:
    counter.lane = lane(HALL)
    assert present(counter.take().picture).flaw is Flaw.EMPTY
    counter.desk.retake()
    view = counter.shown()
    assert (view.stage, view.picture) == (Stage.AIMING, None)
    counter.lane = lane()
    assert present(counter.take().picture).flaw is None
    counter.keep()
    assert counter.kept() == 1


def test_nothing_stays_of_what_was_left_or_locked(counter: Counter) -> None:
    counter.take()
    counter.desk.leave()
    counter.desk.keep()
    counter.desk.commands.run_pending()
    assert counter.desk.view() is None
    counter.opened()
    counter.take()
    counter.session = SessionView(SessionState.WAITING)
    assert counter.desk.view() is None
    counter.session = somebody(OfficerRole.OFFICER)
    assert counter.desk.view() is None
    assert counter.kept() == 0


def test_what_was_kept_stays_kept_though_the_officer_leaves_at_once(counter: Counter) -> None:
    counter.take()
    counter.desk.keep()
    counter.desk.leave()
    counter.session = SessionView(SessionState.WAITING)
    counter.desk.commands.run_pending()
    until(lambda: counter.kept() == 1)
    (row,) = counter.kiosk.database.rows("SELECT officer FROM case_steps")
    assert row["officer"] == "1001"
    assert counter.desk.view() is None


@pytest.mark.parametrize("role", [OfficerRole.TECHNICIAN, OfficerRole.OTHER])
def test_who_decides_about_nobody_photographs_nothing(counter: Counter, role: OfficerRole) -> None:
    counter.desk.leave()
    counter.session = somebody(role)
    counter.opened()
    assert counter.desk.view() is None


def test_an_old_picture_or_a_dead_camera_gives_none(counter: Counter) -> None:
    counter.lane = lane(at=CLOCK - 2)
    view = counter.take()
    assert (view.stage, view.trouble) == (Stage.AIMING, Trouble.NO_PICTURE)
    counter.lane = replace(lane(), source_state=SourceState.LOST)
    assert counter.take().trouble is Trouble.NO_PICTURE
    counter.lane = lane()
    assert counter.take().trouble is None


def test_two_are_enough(counter: Counter) -> None:
    for left in (2, 1):
        assert counter.take().left == left
        assert counter.keep().stage is Stage.KEPT
        counter.desk.leave()
        counter.opened()
    assert counter.take().stage is Stage.AIMING
    assert counter.kept() == 2


def test_an_alert_that_was_answered_meanwhile_says_so(counter: Counter) -> None:
    counter.take()
    counter.kiosk.store.answered(decision(counter.one, Answer.CANNOT_TELL, "1001"))
    view = counter.keep()
    assert (view.stage, view.trouble) == (Stage.TAKEN, Trouble.NOT_KEPT)
    assert view.picture is not None
    assert counter.kept() == 0


def test_what_could_not_be_kept_is_told_though_the_officer_has_left(counter: Counter) -> None:
    counter.take()
    counter.kiosk.store.answered(decision(counter.one, Answer.CANNOT_TELL, "1001"))
    counter.desk.keep()
    counter.desk.leave()
    counter.desk.commands.run_pending()
    until(lambda: counter.desk.take_lost() is Trouble.NOT_KEPT)
    assert counter.desk.take_lost() is None  # once


def test_what_is_kept_of_one_case_says_nothing_of_the_next(counter: Counter) -> None:
    counter.take()
    counter.desk.keep()
    counter.desk.leave()
    counter.opened()
    until(lambda: counter.kept() == 1)
    assert present(counter.desk.view()).stage is Stage.AIMING
    assert counter.desk.take_lost() is None
