"""About whom a checkpoint may ask, who may ask, how often, and what operators are told."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sqlalchemy import select

from models.manifest import load_manifest
from sync.central import bootstrap
from sync.central.centre import Centre
from sync.central.identification.questions import Answerer
from sync.central.registry import question_counts, terminals
from sync.central.registry.checkpoints import Settings
from sync.central.registry.lists import OnRequest
from sync.central.registry.persons import nik_index
from sync.central.registry.question_quotas import NO_FACES_A_DAY, Asker
from sync.central.registry.schema import (
    AuditEntry,
    Checkpoint,
    ListMember,
    OfficerAccount,
    Person,
    QuestionCount,
)
from sync.protocol.content import OfficerRole
from sync.protocol.envelope.random_values import random_id
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.jakarta import jakarta_day
from sync.protocol.question_content import UNSIGNED, AnswerContent, Purpose, QuestionContent
from sync.protocol.wire import QUESTION, Question
from sync.protocol.zones import Zone
from tests.present import present
from tests.sync.central.releases import registry_rows as rows

GATE, TERMINAL = "gate-a", "a" * 32
OFFICER, SUPERVISOR = "P-1", "P-2"
KIOSK = SigningKey(bytes(32))
NOW = datetime(2026, 11, 25, 3, tzinfo=UTC)
LISTED, ELSEWHERE, ENROLLED = 1, 2, 3  # on a list of the gate's, on another's, on none


def nik(number: int) -> str:
    return f"317405120390{number:04d}"


class Desk:
    """A data centre, and a gate that asks."""

    def __init__(self, centre: Centre) -> None:
        self.centre, self.answerer = centre, Answerer(centre)

    def ask(
        self,
        number: int,
        *,
        of: str | None = None,
        purpose: str | None = None,
        officer: str = SUPERVISOR,
        at: datetime = NOW,
        asked_at: datetime | None = None,
        terminal: str = TERMINAL,
        signs: SigningKey | None = None,
        again: int = 0,
    ) -> AnswerContent:
        """The face of that number, 1:1 with a NIK, else 1:N.

        `signs`: with which key a terminal signs whose kiosk has KIOSK. `again`: how often the
        process with the network brings it once more; the last answer counts.
        """
        content = QuestionContent(
            asked_at=asked_at or at,
            officer=officer,
            purpose=purpose or ("verify-at-gate" if of else "lost-child"),
            nik=of,
            model_id=rows.MODEL,
            template=rows.template(number).astype("<f4").tobytes(),
            secret=bytes(32),
        )
        sent = Question(question_id=random_id(), sealed=b"")
        asker = Asker(terminal, GATE, None if signs is None else KIOSK.public)
        if signs is not None:
            signature = signs.sign(QUESTION, sent.signed(terminal))
            sent = sent.model_copy(update={"signature": signature})
        with ThreadPoolExecutor(4) as pool:
            ask = partial(self.answerer.answer, asker, content, sent, at)
            return list(pool.map(lambda _: ask(), range(again + 1)))[-1]

    def verdict(self, number: int, **more: Any) -> str:
        return self.ask(number, of=nik(number), **more).outcome

    def named(self, number: int, **more: Any) -> list[str]:
        return [one.name for one in self.ask(number, **more).candidates]

    def settings(self, **changed: Any) -> None:
        with self.centre.registry.transaction() as session:
            row = session.get_one(Checkpoint, GATE)
            row.settings = Settings(**changed).model_dump()

    def troubles(self, at: datetime = NOW) -> list[str]:
        with self.centre.registry.session() as session:
            (found,) = terminals.fleet(session, at)
        return [each.text for each in found.troubles if each.code == "questions"]

    def audited(self) -> list[dict[str, Any]]:
        with self.centre.registry.session() as session:
            query = select(AuditEntry).where(AuditEntry.action == "question")
            return [row.details for row in session.scalars(query.order_by(AuditEntry.sequence))]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    home, stick = tmp_path / "home", tmp_path / "stick"
    with bootstrap.create(home, stick, "Uji", ["localhost"], None, None, NOW) as made:
        rows.enrol(made, range(10), size=100)
        rows.add_checkpoint(made, GATE)
        rows.add_checkpoint(made, "gate-b")
        rows.add_terminal(made, TERMINAL, GATE)
        for list_id, place, people in (("cekal", GATE, [LISTED]), ("dpo", "gate-b", [ELSEWHERE])):
            described = rows.DESCRIBED.model_copy(update={"checkpoints": (place,)})
            rows.add_list(made, list_id, described)
            rows.put_on(made, list_id, people)
        rows.employ(made, GATE, OFFICER)
        rows.employ(made, GATE, SUPERVISOR, OfficerRole.SUPERVISOR)
        with made.registry.transaction() as session:
            session.get_one(Checkpoint, GATE).may_identify = True
            for number in range(10):
                person = session.get_one(Person, rows.person_id(number))
                person.nik_index = nik_index(made.vault, nik(number))
        found = Desk(made)
        yield found
        found.answerer.close()


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


# ---- how often -----------------------------------------------------------------------------------


def test_the_quota_of_a_terminal_ends_its_day_and_no_other_s(desk: Desk) -> None:
    desk.settings(questions_per_terminal=3)
    said = [desk.ask(n, of=nik(n)) for n in range(5)]
    assert [one.refusal for one in said] == ["none"] * 3 + ["quota"] * 2
    assert desk.ask(LISTED).refusal == "quota"
    other = "b" * 32
    assert desk.ask(LISTED, of=nik(LISTED), terminal=other).refusal == "none"
    assert desk.ask(LISTED, of=nik(LISTED), at=NOW + timedelta(days=1)).refusal == "none"


def test_officers_and_searches_have_quotas_of_their_own(desk: Desk) -> None:
    desk.settings(questions_per_officer=2, searches_per_terminal=1)
    assert [desk.ask(n, of=nik(n), officer=OFFICER).refusal for n in range(3)][-1] == "quota"
    assert [desk.ask(n).refusal for n in range(2)] == ["none", "quota"]


def test_what_the_kiosk_did_not_sign_uses_up_nobodys_quota(desk: Desk) -> None:
    desk.settings(questions_per_officer=3, questions_per_person=2, searches_per_terminal=2)
    for _ in range(5):
        for asked in (None, nik(LISTED)):
            forged = desk.ask(LISTED, of=asked, signs=SigningKey.generate())
            assert forged.refusal == "signature"
    assert desk.verdict(LISTED, terminal="b" * 32) == "yes"  # at another lane
    assert desk.named(LISTED, signs=KIOSK) == ["Orang 1"]


def test_what_is_brought_again_is_answered_and_counts_once(desk: Desk) -> None:
    desk.settings(questions_per_officer=3, questions_per_person=3, searches_per_terminal=1)
    assert desk.verdict(LISTED, signs=KIOSK, again=20) == "yes"
    assert desk.named(LISTED, signs=KIOSK, again=20) == ["Orang 1"]
    assert desk.verdict(LISTED, terminal="b" * 32) == "yes"  # at another lane
    said = desk.ask(LISTED, of=nik(LISTED), signs=KIOSK, again=20)
    assert said.refusal == "quota"  # and no repetition leads past it
    assert len(desk.audited()) == 4


def test_what_is_brought_again_counts_for_its_terminal(desk: Desk) -> None:
    desk.settings(questions_per_terminal=5)
    assert desk.ask(LISTED, of=nik(LISTED), signs=KIOSK, again=20).refusal == "quota"


@pytest.mark.parametrize("number", [LISTED, ELSEWHERE, 77])
def test_one_person_is_compared_so_often_known_or_not(desk: Desk, number: int) -> None:
    desk.settings(questions_per_person=2)
    said = [desk.ask(number, of=nik(number)).refusal for _ in range(4)]
    assert said == ["none", "none", "quota", "quota"]
    assert desk.troubles() == ["questions refused in 7 days: 2 about one person again and again"]


def test_one_person_is_compared_so_often_in_a_month(desk: Desk) -> None:
    desk.settings(questions_per_person=2, questions_per_person_month=5)
    days = [NOW + timedelta(days=day) for day in range(40)]
    answered = [desk.verdict(LISTED, at=at) == "yes" for at in days for _ in range(2)]
    assert answered[:10] == [True] * 5 + [False] * 5
    assert sum(answered) < 12


def test_a_search_names_one_person_so_often(desk: Desk) -> None:
    desk.settings(questions_per_person=2)
    assert [desk.named(LISTED) for _ in range(4)] == [["Orang 1"], ["Orang 1"], [], []]
    assert desk.troubles() == ["questions refused in 7 days: 2 about one person again and again"]


def test_quotas_hold_for_threads_and_survive_a_restart(desk: Desk) -> None:
    desk.settings(questions_per_terminal=20, questions_per_person=1_000)
    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(lambda _: desk.verdict(LISTED), range(30)))
    assert (said.count("yes"), said.count("refused")) == (20, 10)
    again = Desk(desk.centre)
    try:
        assert again.verdict(LISTED) == "refused"
    finally:
        again.answerer.close()


# ---- what operators are told ---------------------------------------------------------------------


def test_every_answer_is_a_row_and_repeated_refusals_are_few(desk: Desk) -> None:
    desk.settings(questions_per_person=3)
    for _ in range(120):
        desk.verdict(LISTED)
    found = desk.audited()
    assert [row["outcome"] for row in found] == ["yes"] * 3 + ["refused"] * 3
    assert [row.get("times_today") for row in found[3:]] == [1, 10, 100]
    assert found[-1]["alarm"] == "probed"
    assert not any(nik(LISTED) in str(row) for row in found)


def test_what_is_like_no_face_is_not_comparable_and_after_some_a_day_nothing_is(
    desk: Desk,
) -> None:
    """A real face may be below the floor too: nobody compared it, so nobody says `no` of it."""
    mean = present(load_manifest().model.mean_face)
    other = rows.template(LISTED) - np.array(mean.values, np.float32) * 0.2
    probe = (other / np.linalg.norm(other)).astype("<f4")  # 0.98 of the person, and no face

    def asked(nik_: str | None, at: datetime = NOW) -> AnswerContent:
        content = QuestionContent(
            asked_at=at,
            officer=SUPERVISOR,
            purpose="verify-at-gate" if nik_ else "lost-child",
            nik=nik_,
            model_id=rows.MODEL,
            template=probe.tobytes(),
            secret=bytes(32),
        )
        sent = Question(question_id=random_id(), sealed=b"")
        return desk.answerer.answer(Asker(TERMINAL, GATE), content, sent, at)

    answers = [asked(nik(LISTED)), asked(None)]
    answers += [asked(nik(number)) for number in range(2, NO_FACES_A_DAY)]
    assert {(one.outcome, one.refusal) for one in answers} == {("refused", "not-comparable")}
    assert len({one.to_json() for one in answers}) == 1, "whomever it is about"
    assert desk.troubles() == ["questions refused in 7 days: 10 with probes that are no face"]
    assert [desk.ask(LISTED, of=nik(7)).refusal, asked(None).refusal] == ["quota", "quota"]
    assert desk.verdict(LISTED, at=NOW + timedelta(days=1)) == "yes", "a day later"
    assert [row["alarm"] for row in desk.audited() if "alarm" in row][:2] == ["no-face"] * 2


@pytest.mark.parametrize(("zone", "hour"), [("WIB", 17), ("WITA", 16), ("WIT", 15)])
def test_a_day_of_questions_and_visitors_turns_at_the_gates_own_midnight(
    desk: Desk, zone: Zone, hour: int
) -> None:
    desk.settings(questions_per_terminal=4, zone=zone)
    midnight = NOW.replace(hour=hour)
    before = midnight - timedelta(seconds=1)
    today = jakarta_day(NOW)
    rows.expect(desk.centre, GATE, 4, today, nik(4))
    rows.expect(desk.centre, GATE, 5, today + timedelta(days=1), nik(5))
    assert [desk.verdict(n, at=before) for n in (4, 5)] == ["yes", "no"]
    assert [desk.verdict(n, at=midnight) for n in (4, 5)] == ["no", "yes"]
    assert [desk.ask(LISTED, of=nik(LISTED), at=before).outcome for _ in range(3)][1:] == [
        "yes",
        "refused",
    ]
    assert desk.verdict(LISTED, at=midnight) == "yes", "a new day"
    assert [row["times_today"] for row in desk.audited() if "times_today" in row] == [1]


def test_what_was_refused_is_told_for_a_week(desk: Desk) -> None:
    desk.ask(LISTED, of=nik(LISTED), officer="P-3")
    assert desk.troubles() == [
        "questions refused in 7 days: 1 without a known officer, purpose or time"
    ]
    assert desk.troubles(NOW + timedelta(days=7)) == []


def test_counts_go_after_a_month(desk: Desk) -> None:
    desk.verdict(LISTED)
    with desk.centre.registry.transaction() as session:
        question_counts.purge(session, jakarta_day(NOW) + timedelta(days=30))
        assert session.query(QuestionCount).count() > 0
        question_counts.purge(session, jakarta_day(NOW) + timedelta(days=31))
        assert session.query(QuestionCount).count() == 0


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
