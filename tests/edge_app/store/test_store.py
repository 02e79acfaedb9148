"""The kiosk's store: alerts outlive the process, results reach the spool once, disks fill up."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from edge_app import jpeg
from edge_app.domain import Answer
from edge_app.errors import StoreError
from edge_app.store import chain
from edge_app.store import records as records_module
from edge_app.store.audit_log import AuditLog
from edge_app.store.database import StoreDatabase
from sync.protocol.result_content import AlertAnswered, AlertRaised
from tests.disks import SmallDisk, failing_disk, fill
from tests.edge_app.store.store_fixtures import (
    CENTRE,
    NOW,
    STORE_KEY,
    Kiosk,
    alert,
    decision,
    verification,
)
from tests.fakes.receipts import bring, receipt
from tests.waiting import until

ROOT = Path(__file__).resolve().parents[3]


def test_an_alert_and_its_answer_reach_the_spool_sealed_for_the_data_centre(tmp_path: Path) -> None:
    one = alert()
    with Kiosk(tmp_path) as kiosk:
        kiosk.store.start()
        kiosk.store.raised(one)
        kiosk.store.answered(decision(one, Answer.NOT_THIS_PERSON))
        kiosk.store.close()
        raised, answered = (result.body for result in kiosk.results().values())
        assert kiosk.woken
    assert isinstance(raised, AlertRaised)
    assert isinstance(answered, AlertAnswered)
    assert (raised.type, raised.alert_id, raised.list_version) == ("alert", one.alert_id, 42)
    assert raised.captured[:2] == b"\xff\xd8"  # JPEG
    assert raised.at == NOW
    assert (answered.alert_id, answered.answer) == (one.alert_id, "not_this_person")


def test_an_alert_tells_by_which_model_it_was_found(tmp_path: Path) -> None:
    plain = alert()
    moved = replace(alert(1), candidate=replace(plain.candidate, model_id="sface-2027"))
    with Kiosk(tmp_path) as kiosk:
        kiosk.store.start()
        for one in (plain, moved):
            kiosk.store.raised(one)
        kiosk.store.close()
        bodies = [result.body for result in kiosk.results().values()]
    told = {one.alert_id: one.model_id for one in bodies if isinstance(one, AlertRaised)}
    assert told == {plain.alert_id: "sface", moved.alert_id: "sface-2027"}


def test_open_alerts_come_back_after_a_restart(tmp_path: Path) -> None:
    first, second, third = alert(1), alert(2), alert(3)
    with Kiosk(tmp_path) as kiosk:
        kiosk.store.start()
        for one in (first, second, third):
            kiosk.store.raised(one)
        kiosk.store.answered(decision(second))
    with Kiosk(tmp_path) as kiosk:
        back = kiosk.store.open_alerts()
    assert [one.alert_id for one in back] == [first.alert_id, third.alert_id]
    assert back[0].candidate.watch_list == first.candidate.watch_list
    assert back[0].candidate.reference.name == "Budi Santoso"
    assert back[0].captured.shape == first.captured.shape
    assert np.abs(back[0].captured.astype(int) - first.captured).mean() < 30  # as JPEG


def test_an_answer_counts_once(tmp_path: Path) -> None:
    one = alert()
    with Kiosk(tmp_path) as kiosk:
        kiosk.store.start()
        kiosk.store.raised(one)
        kiosk.store.answered(decision(one))
        kiosk.store.answered(decision(one, Answer.NOT_THIS_PERSON))
        kiosk.store.close()
        bodies = [result.body for result in kiosk.results().values()]
    assert [body.type for body in bodies] == ["alert", "answer"]
    assert isinstance(bodies[1], AlertAnswered)
    assert bodies[1].answer == "confirmed"


def test_nothing_is_readable_in_the_files(tmp_path: Path) -> None:
    one = alert()
    with Kiosk(tmp_path) as kiosk:
        kiosk.store.start()
        kiosk.store.raised(one)
        kiosk.store.close()
        assert kiosk.results()
        found = b"".join(p.read_bytes() for p in tmp_path.iterdir() if p.is_file())
    secrets = (
        b"Budi",
        b"Santoso",
        one.candidate.reference.reference_id.encode(),
        one.alert_id.encode(),
        b"\xff\xd8\xff\xe0\x00\x10",  # a JPEG begins: three bytes come by chance in so many
        b"JFIF",
        STORE_KEY,
        STORE_KEY.hex().encode(),
    )
    assert len(found) > 20_000
    assert [secret for secret in secrets if secret in found] == []
    assert (tmp_path / "store.db").stat().st_mode & 0o077 == 0


def test_another_key_opens_nothing_and_changes_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with Kiosk(tmp_path) as kiosk:
        kiosk.store.start()
        kiosk.store.raised(alert())
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    with pytest.raises(StoreError, match=r"store\.key") as refused:
        StoreDatabase(tmp_path / "store.db", bytes(32))
    assert "00000000" not in str(refused.value)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == before
    assert capfd.readouterr() == ("", "")
    with Kiosk(tmp_path) as kiosk:
        assert len(kiosk.store.open_alerts()) == 1


def test_a_key_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="5 bytes"):
        StoreDatabase(tmp_path / "store.db", b"short")


def test_acknowledged_results_and_their_alerts_are_forgotten_in_time(tmp_path: Path) -> None:
    old, fresh, unanswered, waiting = (alert(seed) for seed in range(4))
    with Kiosk(tmp_path) as kiosk:
        kiosk.store.start()
        for one in (old, fresh, unanswered, waiting):
            kiosk.store.raised(one)
        for one in (old, waiting):
            kiosk.store.answered(decision(one))
        until(lambda: kiosk.spool.counts().waiting == 6)
        results = kiosk.results()
        about = {i: r.body for i, r in results.items()}
        of = {
            i
            for i, body in about.items()
            if isinstance(body, AlertRaised | AlertAnswered) and body.alert_id != waiting.alert_id
        }
        kiosk.acknowledge(of)
        kiosk.clock = NOW + timedelta(days=6)
        kiosk.store.answered(decision(fresh))
        until(lambda: kiosk.spool.counts().waiting == 3)
        assert kiosk.store.forget(timedelta(days=7), kiosk.clock) == 0
        kiosk.clock = NOW + timedelta(days=8)
        assert kiosk.store.forget(timedelta(days=7), kiosk.clock) == 1
        left = {row["alert_id"] for row in kiosk.database.rows("SELECT alert_id FROM alerts")}
        assert left == {fresh.alert_id, unanswered.alert_id, waiting.alert_id}
        assert kiosk.spool.counts().acknowledged == 0  # they are here, sealed, and proven
        assert len(kiosk.database.rows("SELECT 1 FROM sealed")) == 5


def test_a_revoked_terminal_forgets_names_and_photographs(tmp_path: Path) -> None:
    with Kiosk(tmp_path) as kiosk:
        kiosk.store.start()
        kiosk.store.raised(alert())
        until(lambda: kiosk.store.unwritten == 0)
        kiosk.store.forget_references()
        (back,) = kiosk.store.open_alerts()
    assert back.candidate.reference.name == ""
    assert len(np.unique(back.candidate.reference.portrait)) == 2  # nobody's


def test_without_the_data_centres_key_alerts_wait_in_memory(tmp_path: Path) -> None:
    with Kiosk(tmp_path) as kiosk:
        kiosk.database.put_fact("centre", b"")
        kiosk.store.start()
        kiosk.store.raised(alert())
        until(lambda: bool(kiosk.store.fault))
        assert kiosk.store.unwritten == 1
        kiosk.outgoing.seal_to(CENTRE.public)
        until(lambda: kiosk.store.unwritten == 0 and not kiosk.store.fault)
        assert len(kiosk.results()) == 1


@pytest.fixture
def disk(tmp_path: Path, small_disk: SmallDisk) -> Path:
    return small_disk(tmp_path / "disk", "8m")


def test_on_a_full_disk_acknowledged_alerts_make_way(tmp_path: Path, disk: Path) -> None:
    with Kiosk(disk, spool=tmp_path / "spool.db") as kiosk:
        kiosk.store.start()
        for seed in range(120):  # about 45 kB each
            one = alert(seed)
            kiosk.store.raised(one)
            kiosk.store.answered(decision(one))
            if seed % 20 == 19:
                until(lambda: len(kiosk.spool.waiting(999, 2**40)) == 40)  # 20 raised, 20 answered
                kiosk.acknowledge(r.result_id for r in kiosk.spool.waiting(999, 2**40))
        fill(disk / "others.log")
        last = [alert(1000 + seed) for seed in range(40)]
        for one in last:
            kiosk.store.raised(one)
        until(lambda: kiosk.store.unwritten == 0)
        assert [one.alert_id for one in kiosk.store.open_alerts()] == [x.alert_id for x in last]
        until(lambda: len(kiosk.results()) == 40)


def test_on_a_full_disk_receipts_that_came_since_make_way_too(tmp_path: Path, disk: Path) -> None:
    """Else nothing could be erased for want of room to write that it may be."""
    with Kiosk(disk, spool=tmp_path / "spool.db") as kiosk:
        kiosk.store.start()
        for seed in range(50):
            one = alert(seed)
            kiosk.store.raised(one)
            kiosk.store.answered(decision(one))
        until(lambda: kiosk.store.unwritten == 0)
        until(lambda: len(kiosk.results()) == 100)
        bring(kiosk.spool, receipt(NOW, kiosk.results()))
        fill(disk / "others.log")
        last = [alert(1000 + seed) for seed in range(40)]
        for one in last:
            kiosk.store.raised(one)
        until(lambda: kiosk.store.unwritten == 0)
        assert [one.alert_id for one in kiosk.store.open_alerts()] == [x.alert_id for x in last]


def test_no_alert_takes_the_reserve_that_erasing_will_need(tmp_path: Path, disk: Path) -> None:
    """The receipts come after the disk is full: then the old alerts go, and the new ones stay."""
    with Kiosk(disk, spool=tmp_path / "spool.db") as kiosk:
        kiosk.store.start()
        for seed in range(20):
            one = alert(seed)
            kiosk.store.raised(one)
            kiosk.store.answered(decision(one))
        until(lambda: len(kiosk.spool.waiting(999, 2**40)) == 40)
        fill(disk / "others.log")
        last = [alert(1000 + seed) for seed in range(40)]
        for one in last:
            kiosk.store.raised(one)
        until(lambda: "full" in kiosk.store.fault)
        kiosk.acknowledge(r.result_id for r in kiosk.spool.waiting(999, 2**40))
        until(lambda: len(kiosk.store.open_alerts()) >= 20, "room for as many as went")
        answered = "SELECT alert_id FROM alerts WHERE answered_at IS NOT NULL"
        assert kiosk.database.rows(answered) == []


def test_on_a_full_disk_with_nothing_to_give_alerts_wait_in_memory(
    tmp_path: Path, disk: Path
) -> None:
    with Kiosk(disk, spool=tmp_path / "spool.db") as kiosk:
        kiosk.store.start()
        kiosk.store.raised(alert())
        until(lambda: kiosk.store.unwritten == 0)
        kiosk.database.give_up_reserve()
        fill(disk / "others.log")
        for seed in range(40):
            kiosk.store.raised(alert(seed))
        until(lambda: "full" in kiosk.store.fault)
        assert 0 < kiosk.store.unwritten <= 40
        (disk / "others.log").unlink()
        until(lambda: kiosk.store.unwritten == 0 and not kiosk.store.fault)
        assert len(kiosk.store.open_alerts()) == 41
        until(lambda: len(kiosk.results()) == 41)


def test_a_disk_that_fails_for_a_while_is_named_and_loses_no_alert(tmp_path: Path) -> None:
    with Kiosk(tmp_path) as kiosk:
        kiosk.store.start()
        kiosk.store.raised(alert())
        until(lambda: kiosk.store.unwritten == 0)
        with failing_disk(4096):
            kiosk.store.raised(alert(1))
            until(lambda: "disk" in kiosk.store.fault and "fails" in kiosk.store.fault)
            assert kiosk.store.unwritten == 1
        until(lambda: kiosk.store.unwritten == 0 and not kiosk.store.fault)
        assert len(kiosk.store.open_alerts()) == 2
        until(lambda: len(kiosk.results()) == 2)


def test_on_a_full_disk_what_officers_do_waits_and_a_note_takes_the_reserve(
    tmp_path: Path, disk: Path
) -> None:
    with Kiosk(disk, spool=tmp_path / "spool.db") as kiosk:
        one, note = alert(), AuditLog(kiosk.database, lambda: NOW).note
        kiosk.store.start()
        kiosk.store.raised(one)
        until(lambda: kiosk.store.unwritten == 0)
        fill(disk / "others.log")
        note("1001", "signed-out", "n" * 128)
        kiosk.database.give_up_reserve()
        fill(disk / "more.log")
        with suppress(StoreError):
            for _ in range(10_000):
                note("1001", "signed-out", "n" * 128)
        with pytest.raises(StoreError, match="full"):
            note("1001", "signed-out", "n" * 128)
        rows, _ = chain.head(kiosk.database)
        kiosk.store.escalated(one.alert_id, "colleague", "1001")
        kiosk.store.answered(decision(one, Answer.CONFIRMED, "1001"))
        kiosk.store.verified(verification(), "Siti Aminah")
        until(lambda: bool(kiosk.store.fault))
        assert kiosk.store.unwritten == 3
        for name in ("others.log", "more.log"):
            (disk / name).unlink()
        until(lambda: kiosk.store.unwritten == 0)
        until(lambda: len(kiosk.results()) == 4)
        verdict = chain.verify(kiosk.database)
        assert (verdict.rows, verdict.broken) == (rows + 3, None)


@pytest.mark.kills
@pytest.mark.parametrize("kind", ["statement", "moment"])
def test_a_kill_loses_and_doubles_nothing(tmp_path: Path, kind: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.edge_app.store.crash_target", kind, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout.split()[0]) >= 20


def test_the_writer_lives_on_after_a_fault_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with Kiosk(tmp_path) as kiosk:
        broken, well = alert(1), alert(2)
        real = jpeg.to_jpeg

        def to_jpeg(image: Any) -> Any:
            if image is broken.captured:
                raise RuntimeError("Budi")
            return real(image)

        monkeypatch.setattr(records_module, "to_jpeg", to_jpeg)
        kiosk.store.start()
        kiosk.store.raised(broken)
        kiosk.store.raised(well)
        until(lambda: kiosk.store.unwritten == 0)
        assert len(kiosk.results()) == 1
    assert "RuntimeError at edge_app/store/records.py:" in caplog.text
    assert "Budi" not in caplog.text
    caplog.clear()
