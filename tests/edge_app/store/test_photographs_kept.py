"""A document that was photographed is kept, told and erased with its alert, and costs no answer."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from edge_app.domain import Alert, Answer
from edge_app.store import chain
from edge_app.store.cases import MAX_PHOTOGRAPHS, Cases, CaseStep
from edge_app.store.history import History
from sync.protocol.envelope.random_values import random_id
from sync.protocol.result_content import AlertFollowed
from tests.disks import SmallDisk, fill
from tests.edge_app.store.store_fixtures import NOW, Kiosk, alert, decision
from tests.fakes.pictures import jpeg
from tests.waiting import until

CARD = jpeg(90, 60)
ROOM = 600_000  # bytes of a disk: for an answer, and not for a photograph and its sealed result


def photograph(of: Alert, picture: bytes = CARD) -> CaseStep:
    return CaseStep(random_id(), (of.alert_id,), "photograph", "1001", picture=picture)


def kept(kiosk: Kiosk, of: Alert) -> list[tuple[int, ...]]:
    return [each.shape for each in History(kiosk.database).documents((of.alert_id,))]


def written(kiosk: Kiosk) -> None:
    kiosk.store.start()
    kiosk.store.close()


def test_a_photograph_outlives_a_power_cut_before_the_answer(tmp_path: Path) -> None:
    one = alert()
    with Kiosk(tmp_path) as kiosk:
        kiosk.store.raised(one)
        done = kiosk.store.followed(photograph(one))
        written(kiosk)
        assert done.result() is True
    with Kiosk(tmp_path) as kiosk:
        assert kept(kiosk, one) == [(60, 90, 3)]
        (case,) = Cases(kiosk.database).unclosed()
        assert (case.photographs, case.confirmed_at) == (1, None)
        kiosk.store.answered(decision(one, Answer.CONFIRMED, "1001"))
        written(kiosk)
        assert kept(kiosk, one) == [(60, 90, 3)]
        kiosk.store.hand_over()
        bodies = [each.body for each in kiosk.results().values()]
        (told,) = [body for body in bodies if isinstance(body, AlertFollowed)]
        assert (told.step, told.officer, told.picture) == ("photograph", "1001", CARD)
        assert CARD not in (tmp_path / "store.db").read_bytes()
        assert str(CARD) not in repr(photograph(one))
        row = next(row for row in chain.entries(kiosk.database) if "photograph" in row.action)
        assert (row.actor, row.subject, dict(row.details)) == ("1001", one.alert_id, {})


def test_photographs_have_a_bound_and_one_written_twice_is_there_once(tmp_path: Path) -> None:
    one = alert()
    with Kiosk(tmp_path) as kiosk:
        kiosk.store.raised(one)
        first = photograph(one)
        steps = [first, first, *(photograph(one) for _ in range(MAX_PHOTOGRAPHS))]
        done = [kiosk.store.followed(step) for step in steps]
        written(kiosk)
        assert [each.result() for each in done] == [True, False, True, False]
        assert len(kept(kiosk, one)) == MAX_PHOTOGRAPHS
        assert Cases(kiosk.database).photographs(one.alert_id) == MAX_PHOTOGRAPHS


def test_an_answered_alert_that_is_no_case_takes_none(tmp_path: Path) -> None:
    one = alert()
    with Kiosk(tmp_path) as kiosk:
        kiosk.store.raised(one)
        kiosk.store.answered(decision(one, Answer.NOT_THIS_PERSON, "1001"))
        done = kiosk.store.followed(photograph(one))
        written(kiosk)
        assert not done.result()
        assert kept(kiosk, one) == []


@pytest.mark.parametrize("received", [True, False])
def test_a_photograph_of_somebody_else_goes_with_their_face(tmp_path: Path, received: bool) -> None:
    """After the hours of the list, also where its result still waits: that stays, sealed."""
    one = alert()
    with Kiosk(tmp_path) as kiosk:
        kiosk.store.raised(one)
        kiosk.store.followed(photograph(one))
        kiosk.store.answered(decision(one, Answer.NOT_THIS_PERSON, "1001"))
        written(kiosk)
        kiosk.store.hand_over()
        if received:
            kiosk.acknowledge(kiosk.results())
        hours = one.candidate.watch_list.retention.dismissed_hours
        kiosk.store.forget(timedelta(days=7), NOW + timedelta(hours=hours - 1))
        assert len(kept(kiosk, one)) == 1
        kiosk.store.forget(timedelta(days=7), NOW + timedelta(hours=hours + 1))
        assert kept(kiosk, one) == []
        assert kiosk.database.rows("SELECT * FROM case_pictures") == []
        waits = kiosk.database.rows("SELECT count(*) AS n FROM sealed")[0]["n"]
        assert waits == (0 if received else 3)


def test_a_photograph_goes_with_its_alert_and_with_the_names(tmp_path: Path) -> None:
    one, other = alert(1), alert(2)
    with Kiosk(tmp_path) as kiosk:
        for each in (one, other):
            kiosk.store.raised(each)
            kiosk.store.followed(photograph(each))
        kiosk.store.answered(decision(one, Answer.CONFIRMED, "1001"))
        written(kiosk)
        kiosk.store.hand_over()
        kiosk.acknowledge(kiosk.results())
        assert kiosk.store.forget(timedelta(days=7), NOW + timedelta(days=8)) == 1
        assert (kept(kiosk, one), len(kept(kiosk, other))) == ([], 1)
        kiosk.store.forget_references()  # a document says a name
        assert kept(kiosk, other) == []


def test_on_a_full_disk_the_answer_is_kept_and_the_photograph_is_not(
    tmp_path: Path, small_disk: SmallDisk
) -> None:
    disk = small_disk(tmp_path / "disk", "8m")
    one, large = alert(), photograph(alert(), b"\xff\xd8" + bytes(400_000))
    large = replace(large, alert_ids=(one.alert_id,))
    with Kiosk(disk, spool=tmp_path / "spool.db") as kiosk:
        kiosk.store.start()
        kiosk.store.raised(one)
        until(lambda: kiosk.store.unwritten == 0)
        fill(disk / "others.log")
        os.truncate(disk / "others.log", (disk / "others.log").stat().st_size - ROOM)
        done = kiosk.store.followed(large)
        kiosk.store.answered(decision(one, Answer.CONFIRMED, "1001"))
        until(lambda: kiosk.store.unwritten == 0)
        assert done.result() is False
        (case,) = Cases(kiosk.database).unclosed()
        assert case.confirmed_at is not None
        assert case.photographs == 0
        until(lambda: len(kiosk.results()) == 2)
        assert chain.verify(kiosk.database).broken is None
