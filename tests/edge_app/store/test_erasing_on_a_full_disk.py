"""What must go goes though the disk is full, and what is being worked at does not make way."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from edge_app.domain import Alert, Answer
from edge_app.errors import StoreError
from edge_app.store.cases import Cases, CaseStep
from edge_app.store.history import History
from sync.protocol.envelope.random_values import random_id
from tests.disks import SmallDisk, fill
from tests.edge_app.store.store_fixtures import NOW, STORE_KEY, Kiosk, alert, decision
from tests.waiting import until

DOCUMENT = b"\xff\xd8" + bytes(400_000)
ALERTS = 24
AFTER = timedelta(hours=13)  # the hours of a dismissed face are over


def step(of: Alert, kind: str) -> CaseStep:
    if kind == "photograph":
        return CaseStep(random_id(), (of.alert_id,), "photograph", "1001", picture=DOCUMENT)
    return CaseStep(random_id(), (of.alert_id,), "note", "1001", "typed", text="x" * 200)


def filled(kiosk: Kiosk, disk: Path, received: bool) -> None:
    """Dismissed alerts, some with a document, and somebody else's file that takes all the rest."""
    kiosk.store.start()
    for seed in range(ALERTS):
        one = alert(seed)
        kiosk.store.raised(one)
        if seed % 8 == 0:
            kiosk.store.followed(step(one, "photograph"))
        kiosk.store.answered(decision(one, Answer.NOT_THIS_PERSON, "1001"))
    until(lambda: kiosk.store.unwritten == 0)
    kiosk.store.hand_over()
    if received:
        kiosk.acknowledge(kiosk.results())
    fill(disk / "others.log")


def forget_dismissed(kiosk: Kiosk) -> None:
    kiosk.store.forget(timedelta(days=7), NOW + AFTER)


def forget_references(kiosk: Kiosk) -> None:
    kiosk.store.forget_references()


@pytest.mark.parametrize("received", [True, False])
@pytest.mark.parametrize("forget", [forget_dismissed, forget_references])
def test_faces_names_and_documents_go_in_time_though_the_disk_is_full(
    tmp_path: Path, small_disk: SmallDisk, forget: Callable[[Kiosk], None], received: bool
) -> None:
    disk = small_disk(tmp_path / "disk", "16m")
    with Kiosk(disk, spool=tmp_path / "spool.db") as kiosk:
        filled(kiosk, disk, received)
        forget(kiosk)
        (left,) = kiosk.database.rows(
            "SELECT count(*) AS n FROM alerts WHERE name <> '' OR length(portrait)"
        )
        assert left["n"] == 0
        assert kiosk.database.rows("SELECT * FROM case_pictures") == []
        waits = kiosk.database.rows("SELECT count(*) AS n FROM sealed")[0]["n"]
        gone = received and forget is forget_dismissed
        assert waits == (0 if gone else 2 * ALERTS + ALERTS // 8)  # no result with them
        assert (disk / "store.db.reserve").stat().st_size > 0  # for the next time


def test_a_key_that_lacks_the_room_to_be_replaced_leaves_the_store_as_it_was(
    tmp_path: Path, small_disk: SmallDisk
) -> None:
    disk, other = small_disk(tmp_path / "disk", "32m"), bytes(reversed(STORE_KEY))
    with Kiosk(disk, spool=tmp_path / "spool.db") as kiosk:
        filled(kiosk, disk, received=False)
        with pytest.raises(StoreError) as refused:
            kiosk.database.replace_key(other)
        assert refused.value.kind == "full"
        said = str(refused.value)
        assert re.search(r"opens with its old key .* \d+ MB must be free .* \d MB are; make", said)
        assert len(kiosk.database.rows("SELECT * FROM alerts")) == ALERTS
        (disk / "others.log").unlink()
        kiosk.database.replace_key(other)
        assert len(kiosk.database.rows("SELECT * FROM alerts")) == ALERTS
    with Kiosk(disk, other, spool=tmp_path / "spool.db") as kiosk:
        assert len(kiosk.database.rows("SELECT * FROM alerts")) == ALERTS


@pytest.mark.parametrize("kind", ["photograph", "note"])
def test_a_case_does_not_make_way_for_what_is_done_about_it(
    tmp_path: Path, small_disk: SmallDisk, kind: str
) -> None:
    """A photograph is refused then, a note waits in memory; both come through with room again."""
    disk = small_disk(tmp_path / "disk", "8m")
    one, other = alert(1), alert(2)
    with Kiosk(disk, spool=tmp_path / "spool.db") as kiosk:
        kiosk.store.start()
        for each in (one, other):
            kiosk.store.raised(each)
            kiosk.store.answered(decision(each, Answer.CONFIRMED, "1001"))
        until(lambda: kiosk.store.unwritten == 0 and len(kiosk.results()) == 4)
        if kind == "photograph":
            kiosk.acknowledge(kiosk.results())
        else:  # of the other one nothing has arrived: it cannot make way
            told = kiosk.database.rows(
                "SELECT result_id FROM results WHERE alert_id = ?", one.alert_id
            )
            kiosk.acknowledge([row["result_id"] for row in told])
        kiosk.database.give_back()  # not even the log has a page left
        fill(disk / "others.log")
        taken = kiosk.store.followed(step(one, kind))
        until(lambda: taken.done() or bool(kiosk.store.fault))
        assert taken.done() is (kind == "photograph")
        assert len(Cases(kiosk.database).unclosed()) == 2
        assert History(kiosk.database).pictures(one.alert_id) is not None
        (disk / "others.log").unlink()
        until(lambda: kiosk.store.unwritten == 0)
        again = kiosk.store.followed(step(one, kind)) if kind == "photograph" else taken
        assert again.result(30) is True
        assert len(Cases(kiosk.database).unclosed()) == 2
