"""A supervisor's desk: an alert of another lane is seen there, and answered by the second officer.

Real: server with gateway and keeper, agents, terminals with their keys, spools, lists and desks,
officers with PINs. Whom a camera sees is the test's word.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest

from edge_app.desk.alerts.answers import Reason
from edge_app.desk.desk import DeskDependencies, open_desk
from edge_app.desk.lanes.views import LanesView, Refusal, WatchedCase
from edge_app.desk.session.views import Notice, SecondCheck
from edge_app.desk.sounds import Sounds
from edge_app.domain import (
    Alert,
    Answer,
    Counts,
    Decision,
    LaneFault,
    LaneView,
    Reference,
    SourceState,
    WatchList,
)
from edge_app.store.chain import entries
from edge_app.terminal.terminal import Terminal
from sync.central.registry.list_changes import AddMembers, CreateList, NewMember
from sync.protocol.content import Phrase
from sync.protocol.envelope.random_values import random_id
from sync.protocol.lanes import LaneMessage
from sync.protocol.pins import duress_pin
from sync.terminal.state import TerminalState
from tests.end_to_end.fake_lane import FakeLane, alert_of
from tests.end_to_end.system import MODEL, DataCentre, agent, described, name_of, picture
from tests.fakes.officers import PINS, everybody
from tests.present import present
from tests.waiting import PATIENCE_S, until

NO_ALERT = LaneView(None, SourceState.LIVE, "", (), (), Counts(), 30.0, (), 0)


class SeeingLane(FakeLane):
    """A lane whose camera sees what the test says."""

    def __init__(self, terminal: Terminal) -> None:
        super().__init__()
        self._terminal, self.now_view = terminal, NO_ALERT
        self.decided: list[Decision] = []

    def view(self) -> LaneView:
        lists = tuple(one.watch_list for one in self.lists)
        return replace(self.now_view, lists=lists)

    def known(self, list_id: str, reference_id: str) -> tuple[WatchList, Reference] | None:
        for one in self.lists:
            if one.watch_list.list_id == list_id:
                return one.watch_list, one.reference_of(reference_id)
        return None

    def persons(self) -> list[str]:
        """Who is searched for."""
        return [each for one in self.lists for each in one.gallery.reference_ids()]

    def list_of(self, person: str) -> Any:
        (found,) = [one for one in self.lists if person in one.gallery.reference_ids()]
        return found

    def sees(self, person: str) -> Alert:
        alert = alert_of(self.list_of(person), person, picture(7, 300))
        self._terminal.store.raised(alert)
        self.now_view = replace(self.now_view, open_alerts=(alert,))
        return alert

    def answer(
        self, alert_id: str, answer: Answer, officers: tuple[str, ...] = (), reason: str = ""
    ) -> None:
        decision = Decision(alert_id, answer, datetime.now(UTC), officers, reason)
        self.decided.append(decision)
        self.now_view = replace(self.now_view, open_alerts=())

    def unwatch_expressions(self) -> None:
        """Nobody's face was watched."""

    def accept_view(self) -> None:
        """The camera stands still."""


class Post:
    """A kiosk without window: a lane, or a desk, and who works there."""

    def __init__(self, state: TerminalState, is_desk: bool) -> None:
        self.terminal = terminal = Terminal(state)
        self.lane = SeeingLane(terminal)
        self.seconds = 0.0
        self.desk = open_desk(
            DeskDependencies(
                lane=cast("Any", self.lane),
                store=terminal.store,
                database=terminal.database,
                now=terminal.clock.now,
                officers=everybody,
                manifests=terminal.manifests,
                questions=terminal.questions,
                lane_name=terminal.config.lane,
                terminal_id=terminal.config.terminal_id,
                reports=state.root / "reports",
                link=terminal.link,
                shared=terminal.clock.shared,
                known=self.lane.known,
                is_desk=is_desk,
            ),
            sounds=Sounds(volume=0.0),
        )
        terminal.start(cast("Any", self.lane))
        self.desk.start()

    def sign_in(self, number: str) -> None:
        until(lambda: self.desk.session.view().state.value == "waiting", "the accounts")
        self.desk.session.sign_in(number, PINS[number])
        until(lambda: self.desk.session.view().number == number, self.desk.session.view)

    def looked(self) -> LanesView:
        """What the desk shows, after the windows of both have looked at their lanes."""
        return self.desk.lanes.view()

    def case(self, other: Post) -> WatchedCase | None:
        other.desk.alerts.tick(other.desk.alerts._clock())
        return next(iter(self.looked().cases), None)

    def answers(self, case: WatchedCase, answer: Answer, pin: str) -> SecondCheck:
        """Answer from here as the second officer, with a PIN; return what came of the PIN."""
        found = self.desk.lanes.answer(case.terminal_id, case.alert_id, answer, pin)
        return found.result(PATIENCE_S)

    def stop(self) -> None:
        self.desk.stop()
        self.terminal.stop()


@contextlib.contextmanager
def working(state: TerminalState, number: str, is_desk: bool = False) -> Iterator[Post]:
    post = Post(state, is_desk)
    try:
        post.sign_in(number)
        yield post
    finally:
        post.stop()


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DataCentre]:
    with DataCentre(tmp_path_factory.mktemp("centre")) as made:
        wanted = described().model_copy(
            update={
                "name": "Daftar DPO",
                "priority": 1,
                "officers": 2,
                "instruction": Phrase(id="Jangan sendiri.", en="Not alone."),
            }
        )
        made.change(CreateList(list_id="dpo", described=wanted, model_id=MODEL.model_id))
        made.publisher.delegate("list-dpo", made.offline, datetime.now(UTC))
        member = NewMember(person_id=made.people([5])[0])
        made.change(AddMembers(list_id="dpo", members=(member,)))
        made.publish()
        made.start()
        yield made


@pytest.mark.slow
def test_the_second_officer_answers_an_alert_of_lane_one_at_the_desk(
    centre: DataCentre, tmp_path: Path
) -> None:
    first = centre.provision(tmp_path / "one", lane="Lajur 1")
    second = centre.provision(tmp_path / "desk", lane="Meja pengawas")
    with (
        agent(first),
        agent(second),
        working(first, "1001") as one,
        working(second, "9001", is_desk=True) as desk,
    ):
        until(lambda: one.lane.persons() and desk.lane.persons(), "the list at both")
        until(lambda: [each.heard for each in desk.looked().lanes] == [True], desk.looked)
        (lane,) = desk.looked().lanes
        assert (lane.name, lane.camera, lane.attended, lane.cases) == (
            "Lajur 1",
            SourceState.LIVE,
            True,
            0,
        )

        one.lane.now_view = replace(one.lane.now_view, faults=(LaneFault.DARK,))
        until(lambda: desk.looked().lanes[0].faults == (LaneFault.DARK,), desk.looked)

        (person,) = one.lane.persons()
        alert = one.lane.sees(person)
        until(lambda: desk.case(one), "the case at the desk")
        until(lambda: present(desk.case(one)).face is not None, "the face, which comes after it")
        case = present(desk.case(one))
        assert (case.lane, case.step, case.may_answer) == ("Lajur 1", "open", False)
        assert present(case.reference).name == name_of(5)
        assert present(case.watch_list).instruction.en == "Not alone."
        assert present(case.face).shape[0] > 100

        one.desk.alerts.answer(alert.alert_id, Answer.CONFIRMED, Reason.SAME_BY_EYE)
        until(lambda: present(desk.case(one)).may_answer, lambda: desk.case(one))
        assert present(desk.case(one)).said is None  # of the first answer nothing is known here
        wrong = desk.answers(case, Answer.CONFIRMED, PINS["1001"])
        assert (wrong.officer, wrong.notice) == (None, Notice.WRONG)
        assert present(desk.case(one)).said is None  # whoever finds the screen open
        desk.answers(case, Answer.CONFIRMED, PINS["9001"])
        until(lambda: present(present(desk.case(one)).said).taken, lambda: desk.case(one))
        said = present(present(desk.case(one)).said)
        assert (said.first, said.first_officer, said.refused) == (Answer.CONFIRMED, "1001", None)
        (held,) = one.desk.alerts.view().held
        assert (held.answer, held.officers) == (Answer.CONFIRMED, ("1001", "9001"))
        # What was said of it may not arrive: who answers once more reads which answer counts.
        again = LaneMessage(
            kind="second",
            call_id=random_id(),
            at=one.terminal.clock.now(),
            officer="9001",
            alert_id=alert.alert_id,
            answer="not_this_person",
        )
        told = one.desk.lanes._taken(desk.terminal.config.terminal_id, again)
        assert not isinstance(told, Refusal)
        assert (told.answer, told.first.answer) == (Answer.CONFIRMED, Answer.CONFIRMED)
        other = one.desk.lanes._taken("2" * 32, again.model_copy(update={"officer": "1002"}))
        assert other is Refusal.GONE
        one.desk.stop()  # what is held counts
        (decision,) = one.lane.decided
        assert (decision.answer, decision.officers) == (Answer.CONFIRMED, ("1001", "9001"))
        rows = [
            (row.action, row.actor, row.subject)
            for row in entries(one.terminal.database)
            if row.action.startswith("second-")
        ]
        assert rows == [("second-answer-taken", "9001", alert.alert_id)]


@pytest.mark.slow
def test_an_officer_at_the_next_lane_is_the_second_one_of_a_lane_that_called(
    centre: DataCentre, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    first = centre.provision(tmp_path / "one", lane="Lajur 1")
    second = centre.provision(tmp_path / "two", lane="Lajur 2")
    with (
        agent(first),
        agent(second),
        working(first, "1001") as one,
        working(second, "1002") as two,
    ):
        until(lambda: one.lane.persons() and two.lane.persons(), "the list at both")
        (person,) = one.lane.persons()
        alert = one.lane.sees(person)
        one.desk.alerts.tick(one.desk.alerts._clock())
        one.desk.alerts.answer(alert.alert_id, Answer.CONFIRMED, Reason.SAME_BY_EYE)
        until(lambda: two.terminal.link.lanes() and one.terminal.link.lanes(), "the other lane")
        assert not two.looked().allowed  # nothing without a call
        one.desk.alerts.call(alert.alert_id)
        (call,) = until(lambda: two.desk.help.view().calls, "the call")
        assert call.alert_id == alert.alert_id
        two.desk.lanes.look(call.sender)
        until(lambda: two.case(one), two.looked)
        case = present(two.case(one))
        assert (case.may_answer, two.looked().lanes) == (True, ())
        two.answers(case, Answer.NOT_THIS_PERSON, duress_pin(PINS["1002"]))
        until(lambda: one.desk.alerts.view().held, "the answer")
        (held,) = one.desk.alerts.view().held
        assert (held.answer, held.reason) == (Answer.CANNOT_TELL, Reason.OFFICERS_DISAGREE)
        assert held.officers == ("1001", "1002")
        until(lambda: present(present(two.case(one)).said).taken, lambda: two.case(one))
        (silent,) = until(lambda: one.desk.help.view().calls, "the silent call")
        assert (silent.duress, silent.officer) == (True, "1002")
    caplog.clear()  # this data centre knows no officers, and refuses what they called for


@pytest.mark.slow
def test_an_answer_of_the_same_officer_or_without_the_role_changes_nothing(
    centre: DataCentre, tmp_path: Path
) -> None:
    first = centre.provision(tmp_path / "one", lane="Lajur 1")
    second = centre.provision(tmp_path / "desk", lane="Meja pengawas")
    with (
        agent(first),
        agent(second),
        working(first, "9001") as one,
        working(second, "9001", is_desk=True) as desk,
    ):
        until(lambda: one.lane.persons() and desk.lane.persons(), "the list at both")
        until(lambda: any(each.heard for each in desk.looked().lanes), desk.looked)
        (person,) = one.lane.persons()
        alert = one.lane.sees(person)
        until(lambda: desk.case(one), "the case at the desk")
        one.desk.alerts.answer(alert.alert_id, Answer.NOT_THIS_PERSON, Reason.DIFFERENT_BY_EYE)
        until(lambda: present(desk.case(one)).step == "second", lambda: desk.case(one))
        case = present(desk.case(one))
        assert not case.may_answer
        # A terminal that sends it all the same is refused by the lane.
        desk.answers(case, Answer.NOT_THIS_PERSON, PINS["9001"])
        until(lambda: present(present(desk.case(one)).said).refused, lambda: desk.case(one))
        assert present(present(desk.case(one)).said).refused is Refusal.SAME_OFFICER
        assert not one.desk.alerts.view().held
