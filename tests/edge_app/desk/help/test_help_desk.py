"""The help desk: what it sends, what is heard, and what it says when nobody can be called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from edge_app.desk.help.calls import Calls
from edge_app.desk.help.desk import HelpDesk, face_of
from edge_app.desk.help.views import CallState
from edge_app.desk.readers import ReaderPool
from edge_app.desk.session.views import SessionState, SessionView, SignedIn
from edge_app.desk.sounds import Sound
from edge_app.errors import CallError
from edge_app.store.alerts import AlertStore
from edge_app.store.audit_log import AuditLog
from edge_app.store.chain import entries
from edge_app.store.database import StoreDatabase
from edge_app.store.throwaway import throwaway_store
from edge_app.ui.help.presenter import present_call
from edge_app.ui.text.language import Language
from sync.protocol.content import OfficerRole
from sync.protocol.envelope.random_values import random_id
from sync.protocol.lanes import LIFE, MAX_FACE, LaneMessage, NeighbourLane
from tests.edge_app.desk.alerts.alerts_fixtures import alert
from tests.present import present
from tests.waiting import PATIENCE_S

NOW = datetime(2026, 11, 25, 8, tzinfo=UTC)
TWO = NeighbourLane(
    terminal_id="2" * 32, name="Lajur 2", sealing_key=bytes(1216), kiosk_key=bytes(32)
)
SIGNED_IN = SessionView(SessionState.SIGNED_IN, SignedIn("1001", "Sari", OfficerRole.OFFICER, NOW))
ALERT = random_id()
LOCKED = SessionView(SessionState.LOCKED)


@dataclass
class FakeLink:
    """A network whose other end is the test."""

    others: dict[str, NeighbourLane] = field(default_factory=lambda: {TWO.terminal_id: TWO})
    sent: list[tuple[LaneMessage, list[str], bool]] = field(default_factory=list)
    came: list[tuple[NeighbourLane, LaneMessage]] = field(default_factory=list)
    broken: bool = False

    def lanes(self) -> Mapping[str, NeighbourLane]:
        return self.others

    def send(
        self,
        message: LaneMessage,
        to: Iterable[NeighbourLane],
        record: bool,
        life: timedelta = LIFE,
    ) -> None:
        assert life == LIFE  # a call is carried for as long as anything is
        if self.broken:
            raise CallError("the disk is full")
        self.sent.append((message, [lane.name for lane in to], record))

    def receive(self) -> list[tuple[NeighbourLane, LaneMessage]]:
        came, self.came = self.came, []
        return came


class Help:
    """A help desk whose readers' work the test does."""

    def __init__(self, database: StoreDatabase, store: AlertStore, link: FakeLink | None) -> None:
        self.link = link or FakeLink()
        self.session, self.seconds, self.now = SIGNED_IN, 0.0, NOW
        self.heard: list[Sound] = []
        self.agent = True  # it runs
        self.database, self._writes = database, store.writer.queue("help")
        self.desk = HelpDesk(
            link,
            lambda: self.session,
            self,
            AuditLog(database, lambda: NOW),
            self._writes,
            ReaderPool(),
            lambda: self.now,
            lambda: self.seconds,
            carries=lambda: self.agent,
        )

    def play(self, sound: Sound) -> None:
        self.heard.append(sound)

    def quiet(self) -> None:
        self.heard.clear()

    def works(self) -> None:
        self.desk._commands.run_pending()

    def says(self, message: LaneMessage) -> None:
        self.link.came.append((TWO, message))
        self.works()

    def rows(self) -> list[tuple[str, str]]:
        self._writes.submit(lambda: None).result(PATIENCE_S)
        return [(row.actor, row.action) for row in entries(self.database)]


@pytest.fixture
def stored() -> Iterator[tuple[StoreDatabase, AlertStore]]:
    with throwaway_store() as database:
        store = AlertStore(database, lambda: NOW)
        store.start()
        yield database, store
        store.close()


@pytest.fixture
def gate(stored: tuple[StoreDatabase, AlertStore]) -> Help:
    return Help(*stored, FakeLink())


def theirs(kind: str = "call", call_id: str | None = None, **more: object) -> LaneMessage:
    said = {"kind": kind, "call_id": call_id or random_id(), "at": NOW, **more}
    return LaneMessage.model_validate(said)


def test_a_call_goes_to_every_lane_with_the_face_and_to_the_centre(gate: Help) -> None:
    gate.desk.call(one := alert(random_id(), priority=2), "1001")
    gate.works()
    (message, lanes, record), (face, to, of_record) = gate.link.sent
    assert (lanes, record) == (["Lajur 2"], True)
    assert (message.kind, message.cause, message.officer) == ("call", "colleague", "1001")
    assert (message.alert_id, message.priority, message.face) == (one.alert_id, 2, b"")
    assert (face.kind, face.call_id, to, of_record) == ("face", message.call_id, lanes, False)
    assert face.face.startswith(b"\xff\xd8")


def test_the_face_is_made_small_enough() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (512, 512, 3)).astype(np.uint8)
    assert 0 < len(face_of(noise)) <= MAX_FACE


def test_a_call_made_again_is_the_same_call(gate: Help) -> None:
    for _ in range(2):
        gate.desk.call(alert(ALERT), "1001")
        gate.works()
    assert len({message.call_id for message, _, _ in gate.link.sent}) == 1
    assert [message.kind for message, _, _ in gate.link.sent] == ["call", "face"] * 2


@pytest.mark.parametrize("back", [timedelta(seconds=5), timedelta(hours=3)])
def test_a_call_made_again_after_the_clock_was_set_back_rings_again(
    gate: Help, back: timedelta
) -> None:
    """Other lanes drop what is older than what they have: they would stay silent."""
    there = Calls()
    gate.desk.call(alert(ALERT), "1001")
    gate.works()
    for _ in range(2):  # the next lane
        for message, _, _ in gate.link.sent:
            there.take("1" * 32, "Lajur 1", message, None, gate.seconds)
        assert present(there.audible(gate.seconds)).alert_id == ALERT
        assert len(there.view(gate.seconds).calls) == 1
        gate.link.sent.clear()
        gate.seconds, gate.now = gate.seconds + 1.0, gate.now - back
        gate.desk.call(alert(ALERT), "1001")
        gate.works()


@pytest.mark.parametrize("why", ["no data centre", "no other lane", "a full disk"])
def test_where_nobody_can_be_called_it_says_so_at_once(
    stored: tuple[StoreDatabase, AlertStore], why: str
) -> None:
    links = {
        "no data centre": None,
        "no other lane": FakeLink({}),
        "a full disk": FakeLink(broken=True),
    }
    gate = Help(*stored, links[why])
    gate.desk.call(alert(ALERT), "1001")
    gate.works()
    assert present(gate.desk.view().own).state is CallState.NOBODY


def test_their_call_is_heard_and_said_to_be_seen_once_it_was_shown(gate: Help) -> None:
    gate.says(call := theirs())
    assert gate.heard == [Sound.ESCALATION]
    assert gate.link.sent == []
    assert gate.desk.view().calls[0].lane == "Lajur 2"
    gate.works()
    ((seen, lanes, record),) = gate.link.sent
    assert (seen.kind, seen.call_id, seen.attended) == ("seen", call.call_id, True)
    assert (lanes, record) == (["Lajur 2"], False)


def test_a_call_that_was_seen_is_not_called_unanswered_while_no_answer_can_arrive(
    gate: Help,
) -> None:
    gate.desk.call(alert(random_id()), "1001")
    gate.works()
    gate.says(theirs("seen", gate.link.sent[0][0].call_id, attended=True))
    said = []
    for gate.agent in (True, False, True):
        gate.works()
        shown = present(present_call(gate.desk.view(), SIGNED_IN, Language.ID))
        said.append((shown.title, shown.detail, shown.urgent))
    reached = "Panggilan sampai di 1 lajur"
    assert said == [
        (reached, "Belum ada yang menjawab", False),
        (reached, "Jawaban tidak dapat sampai: pakai radio", True),
        (reached, "Belum ada yang menjawab", False),
    ]


def test_where_nobody_is_signed_in_nobody_was_reached_and_nobody_answers(gate: Help) -> None:
    gate.session = LOCKED
    gate.says(call := theirs())
    gate.desk.view()
    gate.works()
    gate.desk.come(call.call_id)
    gate.desk.hide(call.call_id)
    gate.works()
    assert [(message.kind, message.attended) for message, _, _ in gate.link.sent] == [
        ("seen", False)
    ]
    assert len(gate.desk.view().calls) == 1


def test_who_goes_says_so_to_all_and_it_is_on_the_chain(gate: Help) -> None:
    gate.says(call := theirs())
    gate.desk.come(call.call_id)
    gate.works()
    message, lanes, record = gate.link.sent[-1]
    assert (message.kind, message.officer, message.call_id) == ("coming", "1001", call.call_id)
    assert (lanes, record) == (["Lajur 2"], True)
    assert ("1001", "help-coming") in gate.rows()


def test_a_withdrawn_call_is_over_everywhere(gate: Help) -> None:
    gate.desk.call(alert(ALERT), "1001")
    gate.works()
    gate.desk.withdraw()
    gate.works()
    assert gate.desk.view().own is None
    assert gate.link.sent[-1][0].kind == "withdrawn"
    assert ("1001", "help-withdrawn") in gate.rows()


def test_duress_next_door_sounds_like_any_alert(gate: Help) -> None:
    gate.says(theirs(cause="duress"))
    assert gate.heard == [Sound.NORMAL]


def test_a_silent_call_is_shown_and_written_nowhere_here(gate: Help) -> None:
    before = gate.rows()
    gate.desk.duress("1001")
    gate.works()
    ((message, lanes, record),) = gate.link.sent
    assert (message.kind, message.cause, message.officer) == ("call", "duress", "1001")
    assert (lanes, record) == (["Lajur 2"], True)
    assert message.face == b""
    gate.says(theirs("seen", message.call_id, attended=True))
    gate.says(theirs("coming", message.call_id, officer="1002"))
    view = gate.desk.view()
    assert (view.own, view.calls) == (None, ())
    assert gate.heard == []
    assert gate.rows() == before
