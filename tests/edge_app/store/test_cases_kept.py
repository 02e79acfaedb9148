"""A confirmed person stays a case until it is closed: over restarts, in results, on the chain."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

import pytest

from edge_app.domain import Alert, Answer
from edge_app.store import chain
from edge_app.store.cases import MAX_NOTES, Cases, CaseStep, StepKind
from edge_app.store.history import History
from edge_app.ui.records import history_presenter
from edge_app.ui.text.language import Language
from sync.protocol.envelope.random_values import random_id
from sync.protocol.result_content import AlertFollowed
from tests.edge_app.store.store_fixtures import NOW, Kiosk, alert, decision
from tests.waiting import until

NOTE = "BERSAMA BUDI"


def step(of: Alert, kind: StepKind, **more: Any) -> CaseStep:
    return CaseStep(random_id(), (of.alert_id,), kind, "1001", **more)


def written(kiosk: Kiosk) -> None:
    kiosk.store.start()
    kiosk.store.close()


def followed(kiosk: Kiosk) -> list[AlertFollowed]:
    kiosk.store.hand_over()
    found = (one.body for one in kiosk.results().values())
    return [body for body in found if isinstance(body, AlertFollowed)]


def chained(kiosk: Kiosk) -> list[tuple[str, str, dict[str, object]]]:
    rows = chain.entries(kiosk.database)
    return [
        (row.actor, row.action, dict(row.details)) for row in rows if row.action.startswith("case-")
    ]


def test_a_case_outlives_restarts_until_it_is_closed(tmp_path: Path) -> None:
    one = alert()
    with Kiosk(tmp_path) as kiosk:
        kiosk.store.raised(one)
        kiosk.store.answered(decision(one, Answer.CONFIRMED, "1001", "1002"))
        kiosk.store.followed(step(one, "note", code="typed", text=NOTE))
        kiosk.store.followed(step(one, "given", receiver="1003"))
        kiosk.store.followed(step(one, "closed"))  # nobody said yet what became of them
        kiosk.store.followed(step(one, "outcome", code="handed_police"))
        written(kiosk)
    with Kiosk(tmp_path) as kiosk:
        (case,) = Cases(kiosk.database).unclosed()
        assert (case.alert_ids, case.confirmed_at, case.owner) == ((one.alert_id,), NOW, "1003")
        assert case.outcome is not None
        assert case.outcome.code == "handed_police"
        assert [note.text for note in case.notes] == [NOTE]
        assert Cases(kiosk.database).count() == 1
        kiosk.store.followed(step(one, "closed"))
        kiosk.store.followed(step(one, "note", code="calm"))  # too late
        written(kiosk)
    with Kiosk(tmp_path) as kiosk:
        assert Cases(kiosk.database).unclosed() == ()
        told = [(body.step, body.code, body.receiver, body.note) for body in followed(kiosk)]
        assert told == [
            ("note", "typed", None, NOTE),
            ("given", "", "1003", ""),
            ("outcome", "handed_police", None, ""),
            ("closed", "", None, ""),
        ]
        assert chained(kiosk) == [  # and nothing of what was typed
            ("1001", "case-note", {"code": "typed"}),
            ("1001", "case-given", {"to": "1003"}),
            ("1001", "case-outcome", {"code": "handed_police"}),
            ("1001", "case-closed", {}),
        ]
        assert chain.verify(kiosk.database).broken is None


def test_the_history_holds_what_was_said_last_and_whether_it_is_over(tmp_path: Path) -> None:
    one, other = alert(1), alert(2)
    with Kiosk(tmp_path) as kiosk:
        for each in (one, other):
            kiosk.store.raised(each)
            kiosk.store.answered(decision(each, Answer.CONFIRMED, "1001", "1002"))
        kiosk.store.followed(step(one, "outcome", code="escorted_post"))
        kiosk.store.followed(step(one, "outcome", code="handed_police"))
        kiosk.store.followed(step(one, "closed"))
        written(kiosk)
        day = timedelta(days=1)
        found = {past.alert_id: past for past in History(kiosk.database).past_alerts(NOW - day)}
        told, open_case = found[one.alert_id], found[other.alert_id]
        assert (told.outcome, told.told_by, told.told_at) == ("handed_police", "1001", NOW)
        assert told.closed
        assert (open_case.outcome, open_case.told_at, open_case.closed) == ("", None, False)
        wall = NOW.astimezone(UTC)
        shown = history_presenter.row(told, Language.ID, wall)
        assert shown.state == "Dikonfirmasi, petugas 1001 dan 1002. Diserahkan ke polisi"
        facts = history_presenter.page(told, None, Language.ID, wall).facts
        assert facts[-1] == "Kasusnya sudah ditutup"
        assert facts[-2].startswith("Diserahkan ke polisi, ")
        facts = history_presenter.page(open_case, None, Language.ID, wall).facts
        assert facts[-2:] == ("Belum ada hasil penanganan", "Kasusnya belum ditutup")


def test_a_step_written_twice_is_there_once(tmp_path: Path) -> None:
    one = alert()
    with Kiosk(tmp_path) as kiosk:
        kiosk.store.raised(one)
        note = step(one, "note", code="calm")
        for _ in range(2):
            kiosk.store.followed(note)
        written(kiosk)
        assert len(followed(kiosk)) == len(chained(kiosk)) == 1


def test_an_alert_that_waits_is_noted_of_and_cannot_end_yet(tmp_path: Path) -> None:
    one, dismissed = alert(1), alert(2)
    with Kiosk(tmp_path) as kiosk:
        for each in (one, dismissed):
            kiosk.store.raised(each)
        kiosk.store.answered(decision(dismissed, Answer.NOT_THIS_PERSON, "1001"))
        for each in (one, dismissed):
            for kind in ("note", "outcome", "closed"):
                kiosk.store.followed(step(each, kind))
        written(kiosk)
        (case,) = Cases(kiosk.database).unclosed()
        assert case.alert_ids == (one.alert_id,)
        assert [each.kind for each in case.steps] == ["note"]
        assert Cases(kiosk.database).count() == 0  # it is no case yet


def test_notes_have_a_bound(tmp_path: Path) -> None:
    one = alert()
    with Kiosk(tmp_path) as kiosk:
        kiosk.store.raised(one)
        for number in range(MAX_NOTES + 2):
            kiosk.store.followed(step(one, "note", code="typed", text=f"{number} " + "X" * 500))
        written(kiosk)
        (case,) = Cases(kiosk.database).unclosed()
        assert len(case.notes) == len(followed(kiosk)) == MAX_NOTES
        assert {len(note.text) for note in case.notes} == {200}


def test_a_person_who_is_confirmed_twice_is_one_case(tmp_path: Path) -> None:
    one, other = alert(1), alert(2)
    again = replace(alert(3), candidate=one.candidate)
    with Kiosk(tmp_path) as kiosk:
        for each in (one, other, again):
            kiosk.store.raised(each)
            kiosk.store.answered(decision(each, Answer.CONFIRMED, "1001"))
        kiosk.store.start()
        until(lambda: not kiosk.store.unwritten)
        cases = Cases(kiosk.database).unclosed()
        assert [case.alert_ids for case in cases] == [
            (one.alert_id, again.alert_id),
            (other.alert_id,),
        ]
        for kind in ("outcome", "closed"):
            told = CaseStep(random_id(), cases[0].alert_ids, kind, "1001")
            kiosk.store.followed(told)
        until(lambda: not kiosk.store.unwritten)
        assert [case.alert_ids for case in Cases(kiosk.database).unclosed()] == [(other.alert_id,)]


@pytest.mark.parametrize("received", [True, False])
def test_a_case_goes_with_its_alert(tmp_path: Path, received: bool) -> None:
    one = alert()
    with Kiosk(tmp_path) as kiosk:
        kiosk.store.raised(one)
        kiosk.store.answered(decision(one, Answer.CONFIRMED, "1001"))
        kiosk.store.followed(step(one, "note", code="typed", text=NOTE))
        written(kiosk)
        kiosk.store.hand_over()
        kiosk.acknowledge(list(kiosk.results())[: 3 if received else 2])
        assert kiosk.store.forget(timedelta(days=30), NOW + timedelta(days=31)) == received
        left = kiosk.database.rows("SELECT text FROM case_steps")
        assert [row["text"] for row in left] == ([] if received else [NOTE])


def test_a_full_disk_costs_open_cases_last(tmp_path: Path) -> None:
    first, second = alert(1), alert(2)
    with Kiosk(tmp_path) as kiosk:
        for one, answer in ((first, Answer.CONFIRMED), (second, Answer.CANNOT_TELL)):
            kiosk.store.raised(one)
            kiosk.store.answered(decision(one, answer, "1001"))
        written(kiosk)
        kiosk.store.hand_over()
        kiosk.acknowledge(kiosk.results())
        order = kiosk.store._retention._alerts(NOW + timedelta(days=1), open_last=True)
        assert [each.number for each in order] == [2, 1]


def test_what_was_typed_goes_with_the_names(tmp_path: Path) -> None:
    one = alert()
    with Kiosk(tmp_path) as kiosk:
        kiosk.store.raised(one)
        kiosk.store.followed(step(one, "note", code="typed", text=NOTE))
        written(kiosk)
        kiosk.store.forget_references()
        assert NOTE not in repr(step(one, "note", text=NOTE))
        assert [row["text"] for row in kiosk.database.rows("SELECT text FROM case_steps")] == [""]
