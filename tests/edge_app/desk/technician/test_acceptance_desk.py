"""An acceptance report: who may have it, what it holds, and that the files say the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from edge_app.desk.readers import ReaderPool
from edge_app.desk.records.export import Exporter, ExportState
from edge_app.desk.records.report import Problem
from edge_app.desk.session.views import SessionState, SessionView, SignedIn
from edge_app.desk.technician.acceptance import AcceptanceDesk, AcceptedFacts, AcceptedPlace
from edge_app.desk.technician.steps import Step, StepState, StepView
from edge_app.domain import Counts, Frame, LaneView, SourceState
from edge_app.pipeline.camera_settings import Camera, CameraSettings
from edge_app.store import chain
from sync.protocol.acceptance import (
    AcceptanceBody,
    SignedAcceptance,
    open_acceptance,
    sign_acceptance,
)
from sync.protocol.content import OfficerRole
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.finding_table import FindingCode
from sync.protocol.findings import found
from tests.edge_app.desk.records.history_fixtures import Shift
from tests.edge_app.store.store_fixtures import WATCH_LIST

KIOSK = SigningKey.generate()
CAMERA = Camera("rtsp://gate:rahasia@10.1.2.3/main", CameraSettings(rotate=90))


class Bench:
    """A desk over a store in a folder; `pdfs` are what the PDF was made of."""

    def __init__(self, folder: Path, role: OfficerRole = OfficerRole.TECHNICIAN) -> None:
        self.shift, self.pdfs = Shift(folder), list[tuple[AcceptanceBody, str]]()
        at = self.shift.now()
        session = SessionView(SessionState.SIGNED_IN, SignedIn("9001", "Made", role, at))
        place = AcceptedPlace("1" * 32, "gate-1", "Lajur 2", partial(sign_acceptance, key=KIOSK))
        self.reports, self.mounts = folder / "reports", folder / "mounts"
        self.mounts.write_text("/dev/sda1 / ext4 rw 0 0\n")
        self._pool = ReaderPool()
        self.desk = AcceptanceDesk(
            place,
            self._pdf,
            self.reports,
            self.shift.database,
            self.shift.journal,
            lambda: session,
            self._pool,
            self.shift.now,
            lambda: CAMERA,
        )
        self.desk._exporter = Exporter(self.shift.journal, None, self.reports, self.mounts)

    def _pdf(self, body: AcceptanceBody, technician: str) -> bytes:
        self.pdfs.append((body, technician))
        return b"%PDF"

    def write(self, *steps: StepView, findings: Any = ()) -> None:
        lane = LaneView(
            frame=Frame(0, 0.0, 0.0, np.zeros((72, 128, 3), np.uint8)),
            source_state=SourceState.LIVE,
            source_detail="",
            tracks=(),
            open_alerts=(),
            counts=Counts(),
            fps=24.96,
            lists=(WATCH_LIST,),
            references=1200,
            checkpoint_name="Gerbang Utama",
        )
        self.desk.write(AcceptedFacts(lane, steps, findings, (216.4, 135.3)))
        for queue in self._pool._queues:
            queue.run_pending()

    def read(self) -> AcceptanceBody:
        (file,) = self.reports.glob("*.json")
        return open_acceptance(SignedAcceptance.from_json(file.read_bytes()), KIOSK.public)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    yield made
    made.shift.close()


def test_the_signed_file_says_what_the_page_saw_and_the_pdf_the_same(bench: Bench) -> None:
    rows, head = chain.head(bench.shift.database)
    full = found(FindingCode.DISK_FULL, free=3, least=512)
    figures = {"score": 0.71, "threshold": 0.43, "latency_ms": 312.0}
    bench.write(
        StepView(Step.CAMERA, StepState.DONE),
        StepView(Step.TOUCH, StepState.FAILING, bench.shift.now()),
        StepView(Step.ALERT, StepState.DONE, bench.shift.now(), figures),
        findings=(full,),
    )
    assert bench.desk.is_written
    read = bench.read()
    assert bench.pdfs == [(read, "Made")]
    assert [(one.step, one.state) for one in read.steps] == [
        ("camera", "done"),
        ("touch", "failing"),
        ("alert", "done"),
    ]
    assert read.alert is not None
    assert (read.alert.score, read.alert.threshold) == (0.71, 0.43)
    assert (read.technician, read.lane, read.checkpoint) == ("9001", "Lajur 2", "Gerbang Utama")
    assert (read.picture, read.turned, read.pictures_a_second) == ((128, 72), 90, 25.0)
    assert [(one.list_id, one.version) for one in read.lists] == [
        (WATCH_LIST.list_id, WATCH_LIST.version)
    ]
    assert [one.code for one in read.findings] == ["disk-full"]
    assert (read.chain_rows, read.chain_head) == (rows, head)
    (file,) = bench.reports.glob("*.json")
    assert file.name.startswith("laporan-pemasangan-lajur-2-")
    assert b"rahasia" not in file.read_bytes()
    assert file.with_suffix(".pdf").read_bytes() == b"%PDF"
    exported = [row for row in chain.entries(bench.shift.database) if "acceptance" in row.action]
    assert [(row.action, row.actor) for row in exported] == [("acceptance-exported", "9001")]


def test_a_test_alert_that_failed_or_was_not_made_is_none(bench: Bench) -> None:
    bench.write(StepView(Step.ALERT, StepState.FAILING, bench.shift.now()))
    assert bench.read().alert is None


def test_a_stick_takes_both_files_and_those_that_waited_here(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.write()
    monkeypatch.setattr("edge_app.desk.records.report.STICKS", (str(tmp_path),))
    stick = tmp_path / "stick"
    stick.mkdir()
    bench.mounts.write_text(f"/dev/sdb1 {stick} vfat rw 0 0\n")
    bench.shift.kiosk.clock += timedelta(hours=1)
    bench.write()
    assert (bench.desk.view().state, bench.desk.view().on_stick) == (ExportState.DONE, True)
    assert len(list((stick / "gapura").glob("laporan-pemasangan-*"))) == 4
    assert list(bench.reports.iterdir()) == []


def test_a_stick_that_was_pulled_out_takes_nothing_and_says_so(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("edge_app.desk.records.report.STICKS", (str(tmp_path),))
    bench.mounts.write_text(f"/dev/sdb1 {tmp_path / 'stick'} vfat rw 0 0\n")
    bench.write()
    assert bench.desk.view().problem is Problem.GONE
    actions = [row.action for row in chain.entries(bench.shift.database)]
    assert actions[-1] == "acceptance-not-written"


@pytest.mark.parametrize("role", [OfficerRole.OFFICER, OfficerRole.SUPERVISOR])
def test_nobody_else_writes_one(tmp_path: Path, role: OfficerRole) -> None:
    bench = Bench(tmp_path, role)
    bench.write()
    assert bench.desk.view().problem is Problem.NOT_ALLOWED
    assert not bench.reports.exists()
    bench.shift.close()
