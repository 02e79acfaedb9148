"""About whom a checkpoint may ask, who may ask, and in which order candidates stand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from sqlalchemy import select

from sync.central.registry.lists import OnRequest
from sync.central.registry.question_quotas import Asker
from sync.central.registry.schema import (
    ListMember,
    OfficerAccount,
)
from sync.protocol.content import OfficerRole
from sync.protocol.envelope.random_values import random_id
from sync.protocol.jakarta import jakarta_day
from sync.protocol.question_content import UNSIGNED, Purpose, QuestionContent
from sync.protocol.wire import Question
from tests.sync.central.identification.question_desk import (
    ELSEWHERE,
    ENROLLED,
    GATE,
    LISTED,
    NOW,
    OFFICER,
    SUPERVISOR,
    TERMINAL,
    Desk,
    nik,
)
from tests.sync.central.releases import registry_rows as rows

# ---- about whom ----------------------------------------------------------------------------------


def test_a_gate_asks_about_the_people_of_its_own_lists_alone(desk: Desk) -> None:
    assert [desk.verdict(n) for n in (LISTED, ELSEWHERE, ENROLLED)] == ["yes", "no", "no"]
    assert desk.named(LISTED) == ["Orang 1"]
    assert [desk.named(n) for n in (ELSEWHERE, ENROLLED)] == [[], []]


def test_a_visitor_is_compared_on_the_day_and_at_the_gate(desk: Desk) -> None:
    today = jakarta_day(NOW)
    rows.expect(desk.centre, GATE, 4, today, nik(4))
    rows.expect(desk.centre, "gate-b", 5, today, nik(5))
    rows.expect(desk.centre, GATE, 6, today + timedelta(days=1), nik(6))
    assert [desk.verdict(n) for n in (4, 5, 6)] == ["yes", "no", "no"]
    assert desk.verdict(6, at=NOW + timedelta(days=1)) == "yes"
    assert desk.named(4) == [], "1:N is about lists"


def test_whoever_left_the_list_is_out_of_reach_at_once(desk: Desk) -> None:
    assert desk.named(LISTED) == ["Orang 1"]
    rows.take_off(desk.centre, "cekal", [LISTED])
    assert (desk.verdict(LISTED), desk.named(LISTED)) == ("no", [])


@pytest.mark.parametrize(
    "changed",
    [
        {"expires_at": NOW - timedelta(seconds=1)},
        {"agreement": rows.DESCRIBED.agreement.model_copy(update={"ends": date(2026, 11, 24)})},
        {"agreement": rows.DESCRIBED.agreement.model_copy(update={"starts": date(2026, 11, 26)})},
        {"checkpoints": ("gate-b",)},
    ],
)
def test_a_list_that_is_not_in_force_here_answers_nothing(desk: Desk, changed: Any) -> None:
    described = rows.DESCRIBED.model_copy(update={"checkpoints": (GATE,), **changed})
    rows.describe(desk.centre, "cekal", described)
    assert (desk.verdict(LISTED), desk.named(LISTED)) == ("no", [])


def test_a_register_is_asked_for_the_purposes_of_its_agreement(desk: Desk) -> None:
    asking = OnRequest(checkpoints=(GATE,), purposes=(Purpose.LOST_CHILD, Purpose.VERIFY_AT_GATE))
    described = rows.DESCRIBED.model_copy(update={"checkpoints": (), "on_request": asking})
    rows.add_list(desk.centre, "anak", described)
    rows.put_on(desk.centre, "anak", [ENROLLED])
    assert desk.verdict(ENROLLED) == "yes"
    assert desk.named(ENROLLED, purpose="lost-child") == ["Orang 3"]
    assert desk.named(ENROLLED, purpose="written-order") == []
    assert desk.named(ELSEWHERE) == []
    only = asking.model_copy(update={"purposes": (Purpose.LOST_CHILD,)})
    rows.describe(desk.centre, "anak", described.model_copy(update={"on_request": only}))
    assert (desk.verdict(ENROLLED), desk.named(ENROLLED)) == ("no", ["Orang 3"])


def test_a_photograph_that_nobody_approved_is_not_compared(desk: Desk) -> None:
    with desk.centre.registry.transaction() as session:
        member = session.get_one(ListMember, ("cekal", rows.person_id(LISTED)))
        member.as_of = rows.NOW - timedelta(seconds=1)  # the photograph came later
    assert (desk.verdict(LISTED), desk.named(LISTED)) == ("no", [])


# ---- who, why and when ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("officer", "verify", "search"),
    [(OFFICER, True, False), (SUPERVISOR, True, True), ("P-3", False, False)],
)
def test_the_officer_is_one_of_the_checkpoint_s(
    desk: Desk, officer: str, verify: bool, search: bool
) -> None:
    said = [desk.ask(LISTED, of=nik(LISTED), officer=officer), desk.ask(LISTED, officer=officer)]
    assert [one.outcome != "refused" for one in said] == [verify, search]
    assert {one.refusal for one in said if one.outcome == "refused"} <= {"officer"}


def test_without_accounts_the_terminal_s_own_word_is_taken_for_1_to_1_alone(desk: Desk) -> None:
    assert desk.ask(LISTED, of=nik(LISTED), officer=UNSIGNED).refusal == "officer"
    with desk.centre.registry.transaction() as session:
        for row in session.scalars(select(OfficerAccount)):
            session.delete(row)
    assert desk.verdict(LISTED, officer=UNSIGNED) == "yes"
    assert desk.ask(LISTED, officer=UNSIGNED).refusal == "officer"
    assert desk.ask(LISTED, of=nik(LISTED), officer=OFFICER).refusal == "officer"


def test_technicians_and_suspended_officers_ask_nothing(desk: Desk) -> None:
    rows.employ(desk.centre, GATE, "T-1", OfficerRole.TECHNICIAN)
    rows.employ(desk.centre, GATE, "P-9", suspended=True)
    assert {desk.ask(LISTED, of=nik(1), officer=one).refusal for one in ("T-1", "P-9")} == {
        "officer"
    }


@pytest.mark.parametrize(
    ("of", "purpose"),
    [(None, "verify-at-gate"), (None, "curiosity"), (nik(1), "lost-child"), (nik(1), "x")],
)
def test_the_purpose_is_one_of_the_question_s_kind(
    desk: Desk, of: str | None, purpose: str
) -> None:
    assert desk.ask(LISTED, of=of, purpose=purpose).refusal == "purpose"


@pytest.mark.parametrize("minutes", [-6, 6])
def test_a_question_of_another_time_is_refused(desk: Desk, minutes: int) -> None:
    asked_at = NOW + timedelta(minutes=minutes)
    assert desk.ask(LISTED, of=nik(LISTED), asked_at=asked_at).refusal == "clock"


def test_candidates_of_one_step_stand_by_name(desk: Desk) -> None:
    rows.put_on(desk.centre, "cekal", [LISTED, 8, 7])
    middle = sum((rows.template(n) for n in (8, 7)), np.zeros(128, np.float32))
    content = QuestionContent(
        asked_at=NOW,
        officer=SUPERVISOR,
        purpose="lost-child",
        nik=None,
        model_id=rows.MODEL,
        template=(middle / np.linalg.norm(middle)).astype("<f4").tobytes(),
        secret=bytes(32),
    )
    sent = Question(question_id=random_id(), sealed=b"")
    said = desk.answerer.answer(Asker(TERMINAL, GATE), content, sent, NOW)
    assert [one.name for one in said.candidates] == ["Orang 7", "Orang 8"]
    assert len({one.score for one in said.candidates}) == 1
