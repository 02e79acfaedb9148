"""How often a checkpoint may ask, and what operators are told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import numpy as np
import pytest

from models.manifest import load_manifest
from sync.central.registry import question_counts
from sync.central.registry.question_quotas import NO_FACES_A_DAY, Asker
from sync.central.registry.schema import (
    QuestionCount,
)
from sync.protocol.envelope.random_values import random_id
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.jakarta import jakarta_day
from sync.protocol.question_content import AnswerContent, QuestionContent
from sync.protocol.wire import Question
from sync.protocol.zones import Zone
from tests.present import present
from tests.sync.central.identification.question_desk import (
    ELSEWHERE,
    GATE,
    KIOSK,
    LISTED,
    NOW,
    OFFICER,
    SUPERVISOR,
    TERMINAL,
    Desk,
    nik,
)
from tests.sync.central.releases import registry_rows as rows


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


def test_one_person_is_compared_so_often_whichever_way_is_asked(desk: Desk) -> None:
    desk.settings(questions_per_person=2)
    assert desk.named(LISTED) == ["Orang 1"]
    assert desk.verdict(LISTED) == "yes"
    assert desk.ask(LISTED, of=nik(LISTED)).refusal == "quota"
    assert desk.named(LISTED) == []


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
