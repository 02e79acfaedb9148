"""What officers do is kept with its result and its row on the chain: once, in time, by anybody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from edge_app.domain import FORMER_FOR, Answer, Decision
from edge_app.store import chain
from edge_app.store.alerts import KEPT_ALONE, AlertStore
from edge_app.store.arrivals import Arrivals
from edge_app.store.audit_log import AuditLog
from edge_app.store.history import History
from edge_app.store.throwaway import throwaway_store
from edge_app.terminal.audit_events import AuditEvents
from sync.protocol.envelope.random_values import random_id
from sync.protocol.jakarta import jakarta_day
from sync.protocol.result_content import PersonVerified
from sync.protocol.zones import Zone
from tests.edge_app.store.store_fixtures import NOW, Kiosk, alert, decision, verification

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Kiosk]:
    with Kiosk(tmp_path) as kiosk:
        kiosk.store.start()
        yield kiosk


def written(kiosk: Kiosk) -> None:
    """End the writer: what waited is on the disk."""
    kiosk.store.close()
    assert kiosk.store.unwritten == 0


def bodies(kiosk: Kiosk) -> list[Any]:
    return [result.body for result in kiosk.results().values()]


def rows(kiosk: Kiosk) -> list[tuple[str, str, str]]:
    assert chain.verify(kiosk.database).broken is None
    return [(row.actor, row.action, row.subject) for row in chain.entries(kiosk.database)]


def test_two_officers_and_their_reason_go_home_and_onto_the_chain(kiosk: Kiosk) -> None:
    one = alert()
    kiosk.store.raised(one)
    kiosk.store.answered(decision(one, Answer.CANNOT_TELL, "1001", "2002"))
    written(kiosk)
    answer = bodies(kiosk)[1]
    assert (answer.answer, answer.officers, answer.reason) == (
        "cannot_tell",
        ("1001", "2002"),
        "face-differs",
    )
    (row,) = chain.entries(kiosk.database)
    assert (row.actor, row.action, row.subject) == ("1001", "alert-answered", one.alert_id)
    assert row.details == {"answer": "cannot_tell", "reason": "face-differs", "with": ["2002"]}


def test_who_answered_without_accounts_is_not_taken_for_the_kiosk(kiosk: Kiosk) -> None:
    first, second = alert(1), alert(2)
    for one, answer in ((first, Answer.CONFIRMED), (second, Answer.UNANSWERED)):
        kiosk.store.raised(one)
        kiosk.store.answered(decision(one, answer))
    written(kiosk)
    assert [row[0] for row in rows(kiosk)] == ["unsigned", "kiosk"]


def test_a_reason_of_free_words_is_kept_and_stays_off_the_chain(kiosk: Kiosk) -> None:
    one = alert()
    kiosk.store.raised(one)
    kiosk.store.answered(Decision(one.alert_id, Answer.CONFIRMED, NOW, ("1001",), "itu Pak Budi"))
    written(kiosk)
    assert bodies(kiosk)[1].reason == "itu Pak Budi"
    (row,) = chain.entries(kiosk.database)
    assert row.details["reason"] == "?"


def test_help_is_called_once_for_each_cause_and_only_for_an_open_alert(kiosk: Kiosk) -> None:
    one, answered = alert(1), alert(2)
    for each in (one, answered):
        kiosk.store.raised(each)
    kiosk.store.answered(decision(answered))
    for _ in range(2):
        kiosk.store.escalated(one.alert_id, "unanswered")
        kiosk.store.escalated(one.alert_id, "colleague", "1001", NOW - HOUR)
    kiosk.store.escalated(answered.alert_id, "unanswered")
    kiosk.store.escalated(random_id(), "unanswered")
    written(kiosk)
    calls = [body for body in bodies(kiosk) if body.type == "escalation"]
    assert [(call.alert_id, call.cause, call.officer, call.at) for call in calls] == [
        (one.alert_id, "unanswered", None, NOW),
        (one.alert_id, "colleague", "1001", NOW - HOUR),
    ]
    assert rows(kiosk)[1:] == [
        ("kiosk", "alert-escalated", one.alert_id),
        ("1001", "alert-escalated", one.alert_id),
    ]
    (past,) = History(kiosk.database).past_alerts(NOW, one.alert_id)
    assert past.escalated == ("colleague", "unanswered")


def test_an_answer_taken_back_is_on_the_chain_and_nowhere_else(kiosk: Kiosk) -> None:
    one = alert()
    kiosk.store.raised(one)
    kiosk.store.withdrawn(one.alert_id, "1001")
    kiosk.store.withdrawn(one.alert_id)
    written(kiosk)
    assert rows(kiosk) == [
        ("1001", "answer-withdrawn", one.alert_id),
        ("unsigned", "answer-withdrawn", one.alert_id),
    ]
    assert [body.type for body in bodies(kiosk)] == ["alert"]
    assert len(kiosk.store.open_alerts()) == 1


def test_a_mute_that_ended_early_is_on_the_chain_with_who_or_what_ended_it(kiosk: Kiosk) -> None:
    one, stronger = alert(1), alert(2)
    kiosk.store.unmuted(one.alert_id, "1001")
    kiosk.store.unmuted(one.alert_id)
    kiosk.store.mute_broken(one.alert_id, stronger.alert_id)
    written(kiosk)
    assert rows(kiosk) == [
        ("1001", "mute-lifted", one.alert_id),
        ("unsigned", "mute-lifted", one.alert_id),
        ("kiosk", "mute-broken", one.alert_id),
    ]
    assert [entry.details for entry in chain.entries(kiosk.database)][2] == {
        "alert": stronger.alert_id
    }
    assert bodies(kiosk) == []


def test_when_a_person_came_back_and_what_was_answered_before_stand_beside_an_open_alert(
    kiosk: Kiosk,
) -> None:
    former, other = alert(1), alert(2)
    waits = replace(former, alert_id=random_id())
    for one in (former, waits, other):
        kiosk.store.raised(one)
    kiosk.store.answered(decision(former, Answer.CONFIRMED, "1001", "1002"))
    for at in (NOW + HOUR, NOW + 2 * HOUR, NOW + 2 * HOUR):
        kiosk.store.sighted(waits.alert_id, at)
    kiosk.store.sighted(random_id(), NOW)  # of no alert here: nothing
    written(kiosk)
    back, beside = kiosk.store.open_alerts()
    assert back.sightings == (NOW + HOUR, NOW + 2 * HOUR)
    (answer,) = back.former
    assert (answer.answer, answer.officers) == (Answer.CONFIRMED, ("1001", "1002"))
    assert answer.alert_id == former.alert_id
    assert (beside.sightings, beside.former) == ((), ())
    kiosk.clock = NOW + FORMER_FOR + HOUR
    assert kiosk.store.former_answers() == {}


def test_an_answer_that_only_a_newer_gapura_knows_keeps_no_open_alert_off_the_screen(
    kiosk: Kiosk,
) -> None:
    """A lane that was updated, and taken back to the version before."""
    answered, waits = alert(1), alert(2)
    for one in (answered, waits):
        kiosk.store.raised(one)
    kiosk.store.answered(decision(answered, Answer.CONFIRMED))
    written(kiosk)
    with kiosk.database.transaction() as db:
        db.execute("UPDATE alerts SET answer = 'handed over' WHERE answer IS NOT NULL")
    (back,) = kiosk.store.open_alerts()
    assert back.alert_id == waits.alert_id
    past = {one.alert_id: one for one in History(kiosk.database).past_alerts(NOW)}
    assert [(past[one.alert_id].answer, past[one.alert_id].waits) for one in (answered, waits)] == [
        (None, False),
        (None, True),
    ]


def test_a_verification_goes_home_once_without_the_name(kiosk: Kiosk) -> None:
    one = verification(random_id())
    for _ in range(2):
        kiosk.store.verified(one, "Siti Aminah")
    written(kiosk)
    (body,) = bodies(kiosk)
    assert (body.type, body.lane, body.officer) == ("verification", "Lajur 2", "1001")
    assert (body.outcome, body.score, body.live, body.admitted) == ("yes", 0.62, True, True)
    assert b"Siti" not in body.to_json()
    assert rows(kiosk) == [("1001", "person-verified", one.verification_id)]
    (past,) = History(kiosk.database).past_verifications(NOW, "siti")
    assert (past.label, past.verification) == ("Siti Aminah", one)


def test_an_open_alert_comes_back_with_the_time_at_which_it_was_raised(kiosk: Kiosk) -> None:
    kiosk.store.raised(alert())
    kiosk.clock = NOW + DAY
    written(kiosk)
    (back,) = kiosk.store.open_alerts()
    assert back.raised_at == NOW


def test_the_history_is_found_by_words_and_bounded_in_time(kiosk: Kiosk) -> None:
    early, late = alert(1), alert(2)
    kiosk.store.raised(early)
    kiosk.store.answered(decision(early, Answer.CONFIRMED, "1001"))
    kiosk.clock = NOW + HOUR
    kiosk.store.raised(late)
    written(kiosk)
    history = History(kiosk.database)

    def found(text: str = "", since: Any = NOW) -> list[str]:
        return [one.alert_id for one in history.past_alerts(since, text)]

    assert found() == [late.alert_id, early.alert_id]
    assert found("santoso BUDI") == found("pencarian") == found()
    assert found("1001") == found(early.alert_id[:12]) == [early.alert_id]
    assert found("budi 1001 nobody") == []
    assert found("%' OR 1=1 --") == []
    assert found(since=NOW + HOUR) == [late.alert_id]
    past = history.past_alerts(NOW)[1]
    assert (past.list_name, past.person_name, past.answer) == (
        "Daftar Pencarian",
        "Budi Santoso",
        Answer.CONFIRMED,
    )
    pictures = history.pictures(early.alert_id)
    assert pictures is not None
    assert np.abs(pictures[0].astype(int) - early.captured).mean() < 30  # as JPEG
    assert history.pictures(random_id()) is None


def test_visitors_who_were_let_in_are_known_by_day(kiosk: Kiosk) -> None:
    came, refused, tomorrow = random_id(), random_id(), random_id()
    kiosk.clock = NOW.replace(hour=16, minute=30)  # 23:30 in Jakarta
    kiosk.store.verified(verification(came))
    kiosk.store.verified(verification(refused, admitted=False))
    kiosk.store.verified(verification(None))
    late, kiosk.clock = kiosk.clock, kiosk.clock + HOUR
    kiosk.store.verified(verification(came))
    kiosk.store.verified(verification(tomorrow))
    written(kiosk)
    arrivals = Arrivals(kiosk.database, lambda: "WIB")
    assert arrivals.times(jakarta_day(NOW)) == {came: late}
    assert arrivals.admitted(jakarta_day(NOW) + DAY) == {came, tomorrow}
    assert arrivals.admitted(jakarta_day(NOW) - DAY) == frozenset()


def test_verifications_are_erased_in_time_and_the_chain_stays(kiosk: Kiosk) -> None:
    acknowledged, waiting = verification(random_id()), verification(random_id())
    kiosk.store.verified(acknowledged, "Siti Aminah")
    kiosk.store.verified(waiting, "Rudi Hartono")
    written(kiosk)
    told = {i: result.body for i, result in kiosk.results().items()}
    sent = [
        i
        for i, body in told.items()
        if isinstance(body, PersonVerified) and body.visitor_id == acknowledged.visitor_id
    ]
    kiosk.acknowledge(sent)
    history = History(kiosk.database)
    kiosk.clock = NOW + HOUR
    assert kiosk.store.forget(timedelta(0), kiosk.clock) == 0  # today's arrivals are asked for
    kiosk.clock = NOW + DAY
    assert kiosk.store.forget(timedelta(0), kiosk.clock) == 1
    assert [one.label for one in history.past_verifications(NOW)] == ["Rudi Hartono"]
    assert kiosk.spool.counts().acknowledged == 0
    assert len(rows(kiosk)) == 2


@pytest.mark.parametrize(("zone", "hour"), [("WIB", 17), ("WITA", 16), ("WIT", 15)])
def test_a_verification_stays_for_its_day_at_the_gate(kiosk: Kiosk, zone: Zone, hour: int) -> None:
    midnight = NOW.replace(hour=hour, minute=0, second=0, microsecond=0)
    for kiosk.clock in (midnight, midnight - timedelta(seconds=1)):
        kiosk.store.verified(verification(random_id()))
    written(kiosk)
    kiosk.acknowledge(list(kiosk.results()))
    arrivals = Arrivals(kiosk.database, lambda: zone)
    today = jakarta_day(midnight + 3 * HOUR)
    assert [len(arrivals.times(each)) for each in (today - DAY, today)] == [1, 1]
    kiosk.clock = midnight + HOUR * 3
    assert kiosk.store.forget(timedelta(0), kiosk.clock, zone) == 1, "yesterday's alone"
    assert [len(arrivals.times(each)) for each in (today - DAY, today)] == [0, 1]


def test_a_revoked_terminal_forgets_the_names_of_visitors(kiosk: Kiosk) -> None:
    kiosk.store.verified(verification(random_id()), "Siti Aminah")
    written(kiosk)
    kiosk.store.forget_references()
    (past,) = History(kiosk.database).past_verifications(NOW)
    assert past.label == ""


def test_without_a_data_centre_all_is_kept_for_a_day_and_nothing_sealed(tmp_path: Path) -> None:
    clock = [NOW]
    one, open_one = alert(1), alert(2)
    with throwaway_store(tmp_path) as database:
        store = AlertStore(database, lambda: clock[0])
        store.start()
        for each in (one, open_one):
            store.raised(each)
        store.escalated(one.alert_id, "colleague")
        store.answered(decision(one))
        store.verified(verification(random_id()), "Siti Aminah")
        store.close()
        assert (store.unwritten, store.fault) == (0, "")
        assert [one.action for one in chain.entries(database)] == [
            "alert-escalated",
            "alert-answered",
            "person-verified",
        ]
        assert database.rows("SELECT 1 FROM outgoing UNION ALL SELECT 1 FROM results") == []
        clock[0] = NOW + KEPT_ALONE + HOUR
        store.hand_over()
        history = History(database)
        left = history.past_alerts(NOW)
        assert [each.alert_id for each in left] == [open_one.alert_id]
        assert history.past_verifications(NOW) == ()
        assert chain.verify(database).rows == 3


def test_what_the_kiosk_serves_is_on_the_chain_when_it_changes(kiosk: Kiosk) -> None:
    record = AuditEvents(AuditLog(kiosk.database, lambda: NOW))
    record.started()
    for versions in ({"list-dpo": 3}, {"list-dpo": 3}, {"list-dpo": 4, "officers": 1}, {}):
        record.serves(versions)
    record.clock_moved(timedelta(seconds=2))
    record.clock_moved(timedelta(minutes=-74))
    record.wiped(revoked=True)
    record.write()
    record.write()
    found = [
        (row.action, row.subject, *row.details.values()) for row in chain.entries(kiosk.database)
    ]
    assert found == [
        ("kiosk-started", ""),
        ("list-served", "list-dpo", 3),
        ("list-served", "list-dpo", 4),
        ("list-served", "officers", 1),
        ("list-dropped", "list-dpo", 4),
        ("list-dropped", "officers", 1),
        ("clock-set", "", -4440),
        ("lists-wiped", "", "revoked"),
    ]
    assert {row[0] for row in rows(kiosk)} == {chain.KIOSK}
