"""The lane in numbers: by hour and shift, and a report that leaves with a row on the chain."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from edge_app.desk.records.export import Exporter, ExportState, ExportView
from edge_app.desk.records.report import Documents, Problem, ReportFacts, ReportOfficer
from edge_app.desk.records.span import Span
from edge_app.desk.records.statistics import StatisticsDesk
from edge_app.desk.session.shift_summary import summarise
from edge_app.domain import Answer
from edge_app.errors import StoreError
from edge_app.store.chain import ChainRow, entries
from edge_app.store.shifts import Shifts
from edge_app.ui.records.report_presenter import report_text
from sync.protocol.content import OfficerRole
from sync.terminal.spool_file import stamp
from tests.edge_app.desk.records.history_fixtures import BEGAN, WITA, Shift
from tests.edge_app.store.store_fixtures import NOW, WATCH_LIST
from tests.present import present

HOUR = timedelta(hours=1)
DOCUMENTS = Documents(b"%PDF", b"csv")


class Figures:
    """The desk over a shift's store; `facts` are what reports were made of."""

    def __init__(self, folder: Path, documents: Documents = DOCUMENTS) -> None:
        self.shift = Shift(folder)
        self.facts: list[ReportFacts] = []
        self.meanwhile: Callable[[], object] = lambda: None  # happens while a report is drawn

        def made_of(facts: ReportFacts) -> Documents:
            self.facts.append(facts)
            self.meanwhile()
            return documents

        self.mounts = folder / "mounts"
        self.mounts.write_text("/dev/sda1 / ext4 rw 0 0\n")
        self.reports = folder / "reports"
        self.exporter = Exporter(
            self.shift.journal,
            made_of,
            self.reports,
            self.mounts,
        )
        self.desk = StatisticsDesk(
            self.shift.tallies,
            self.exporter,
            lambda: self.shift.session,
            self.shift.now,
            self.shift.readers,
            "Lajur 2",
            "terminal",
            lambda: "Gerbang 1",
            self.officers,
            WITA,
            self.shift.clock,
        )

    def officers(self, since: datetime, until: datetime) -> tuple[ReportOfficer, ...]:
        numbers = Shifts(self.shift.database).officers(since, until)
        return tuple(ReportOfficer(number, "Sari Wulandari") for number in numbers)

    def seen(self, span: Span = Span.SHIFT) -> Any:
        self.desk.choose(span)
        self.desk.commands.run_pending()
        return self.desk.view()

    def export(self) -> ExportView:
        self.desk.export((WATCH_LIST,))
        self.desk.commands.run_pending()
        return self.desk.view().export

    def rows(self) -> list[ChainRow]:
        return [e for e in entries(self.shift.database) if e.action.startswith("report")]

    def stick(self, folder: Path, options: Any = "rw") -> None:
        place = str(folder).replace(" ", "\\040")
        self.mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\n/dev/sdb1 {place} vfat {options} 0 0\n")


@pytest.fixture
def figures(tmp_path: Path) -> Iterator[Figures]:
    made = Figures(tmp_path)
    yield made
    made.shift.close()


def test_a_shift_by_hour_also_the_hours_in_which_nobody_came(figures: Figures) -> None:
    figures.shift.counted(4 * HOUR, 120, 117, 1)
    figures.shift.counted(2 * HOUR, 80, 80)
    view = figures.seen()
    assert (view.allowed, view.of_shift, view.since) == (True, True, BEGAN)
    assert [one.people for one in view.steps] == [0, 120, 0, 80, 0, 0]
    assert [one.hour.astimezone(WITA).hour for one in view.steps] == [11, 12, 13, 14, 15, 16]
    assert view.steps[0].hour.utcoffset() == timedelta(hours=8)
    assert (view.total.people, view.total.captured, view.total.alerts) == (200, 197, 1)
    assert view.total.capture_rate == pytest.approx(0.985)


def test_answers_are_counted_where_they_were_given(figures: Figures) -> None:
    figures.shift.raised("Budi", 3 * HOUR, Answer.CONFIRMED)
    figures.shift.raised("Joko", 2 * HOUR, Answer.NOT_THIS_PERSON)
    figures.shift.settle()
    view = figures.seen()
    assert [one.confirmed for one in view.steps] == [0, 0, 1, 0, 0, 0]
    assert view.total.not_this_person == 1


def test_every_verification_of_a_shift_is_counted(
    figures: Figures, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also beyond what the history lists, after a clock was set back, and once they are erased."""
    monkeypatch.setattr("edge_app.store.history.MAX_ROWS", 2)
    for ago in (HOUR, 2 * HOUR, 2 * HOUR, 6 * HOUR):
        figures.shift.verified("Siti", ago)
    figures.shift.settle()
    with figures.shift.database.transaction() as db:
        db.execute("DELETE FROM verifications WHERE at > ?", [stamp(NOW - 90 * HOUR / 60)])
    view = figures.seen()
    assert view.verifications == 4
    running = figures.shift.session.shift
    assert running is not None
    assert summarise(figures.shift.database, running, NOW).verifications == 4
    assert figures.seen(Span.WEEK).verifications == 4


def test_the_steps_of_a_shift_add_up_though_the_clock_was_set_meanwhile(figures: Figures) -> None:
    figures.shift.counted(6 * HOUR, 7, 7)  # before its own beginning
    figures.shift.counted(HOUR, 80, 80)
    figures.shift.counted(-2 * HOUR, 50, 50)  # before the clock was set back
    view = figures.seen()
    assert view.total.people == sum(one.people for one in view.steps) == 137
    assert [one.hour for one in view.steps] == sorted(one.hour for one in view.steps)


def test_a_day_and_a_week_hold_what_was_counted_while_the_clock_was_ahead(figures: Figures) -> None:
    figures.shift.counted(HOUR, 80, 80)
    figures.shift.counted(-30 * HOUR, 50, 50)
    for span in (Span.TODAY, Span.WEEK):
        view = figures.seen(span)
        assert view.total.people == sum(one.people for one in view.steps) == 130
        assert len(view.steps) < 40


def test_the_report_of_a_shift_whose_clock_was_set_back_says_so(figures: Figures) -> None:
    running = present(figures.shift.session.shift)
    for moved, session in (
        (False, figures.shift.session),
        (True, replace(figures.shift.session, shift=replace(running, clock_moved=True))),
        (True, replace(figures.shift.session, shift=replace(running, began_at=NOW + HOUR))),
    ):
        figures.shift.session = session
        facts = present(figures.desk._facts(Span.SHIFT, ()))
        assert facts.clock_moved is moved
        period = dict(report_text(facts).head)["Waktu"]
        assert ("Jam terminal diubah selama sif ini." in period) is moved
        assert (" sampai " in period) is not moved
        assert [one.number for one in facts.officers] == ["1001"]


def test_a_week_goes_by_days(figures: Figures) -> None:
    figures.shift.counted(30 * HOUR, 50, 50)
    figures.shift.counted(2 * HOUR, 80, 80)
    view = figures.seen(Span.WEEK)
    assert [one.people for one in view.steps] == [0, 0, 0, 0, 0, 50, 80]
    assert view.total.people == 130


def test_without_a_shift_the_day_is_shown(figures: Figures) -> None:
    figures.shift.session = figures.shift.of(None)
    figures.shift.counted(6 * HOUR, 7, 7)  # before the shift began
    view = figures.seen()
    assert not view.of_shift
    assert view.total.people == 7


def test_nothing_counted_is_no_figure(figures: Figures) -> None:
    view = figures.seen()
    assert view.total is None
    assert len(view.steps) == 6


def test_who_may_not_sees_nothing(figures: Figures) -> None:
    figures.shift.counted(HOUR, 7, 7)
    figures.shift.session = figures.shift.of(OfficerRole.TECHNICIAN)
    view = figures.seen()
    assert (view.allowed, view.may_export) == (True, False)
    assert figures.export().problem is Problem.NOT_ALLOWED
    assert figures.facts == []
    assert figures.rows() == []


def test_a_report_goes_to_the_terminals_own_folder(figures: Figures) -> None:
    figures.shift.counted(2 * HOUR, 80, 79)
    figures.seen()
    assert figures.desk.view().may_export
    export = figures.export()
    assert (export.state, export.on_stick) == (ExportState.DONE, False)
    name = f"laporan-lajur-2-{NOW.astimezone(WITA):%Y%m%d-%H%M%S}"
    assert export.files == (f"{name}.pdf", f"{name}.csv")
    assert (figures.reports / f"{name}.pdf").read_bytes() == b"%PDF"
    (row,) = figures.rows()
    assert (row.actor, row.action, row.details["to"]) == ("1001", "report-exported", "terminal")
    (facts,) = figures.facts
    assert facts.officers == (ReportOfficer("1001", "Sari Wulandari"),)
    assert (facts.post, facts.lane, facts.total.people) == ("Gerbang 1", "Lajur 2", 80)
    figures.desk.clear_export()
    assert figures.desk.view().export.state is ExportState.NONE


def test_a_stick_takes_the_report(
    figures: Figures, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "my stick"
    folder.mkdir()
    monkeypatch.setattr("edge_app.desk.records.report.STICKS", (str(tmp_path),))
    figures.stick(folder)
    export = figures.export()
    assert (export.state, export.on_stick) == (ExportState.DONE, True)
    assert sorted(one.name for one in (folder / "gapura").iterdir()) == sorted(export.files)
    assert figures.rows()[0].details["to"] == "stick"


def test_reports_that_were_saved_here_go_along_with_the_next_stick(
    figures: Figures, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = figures.export()
    figures.desk.clear_export()
    folder = tmp_path / "stick"
    folder.mkdir()
    monkeypatch.setattr("edge_app.desk.records.report.STICKS", (str(tmp_path),))
    figures.stick(folder)
    figures.shift.kiosk.clock += HOUR
    after = figures.export()
    carried = sorted(one.name for one in (folder / "gapura").iterdir())
    assert carried == sorted((*before.files, *after.files))
    assert list(figures.reports.iterdir()) == []
    assert [row.action for row in figures.rows()][-1] == "reports-carried"


@pytest.mark.parametrize(
    ("number", "problem"),
    [(28, Problem.FULL), (30, Problem.READ_ONLY), (5, Problem.GONE), (22, Problem.FAULT)],
)
def test_a_stick_that_does_not_take_it_says_why(
    figures: Figures, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, problem: Problem
) -> None:
    monkeypatch.setattr("edge_app.desk.records.report.STICKS", (str(tmp_path),))
    folder = tmp_path / "stick"
    folder.mkdir()
    figures.stick(folder)

    whole = os.rename

    def refuse(beside: str, name: str, **folders: int) -> None:
        if name.endswith(".csv"):
            raise OSError(number, "no")
        whole(beside, name, **folders)

    monkeypatch.setattr("os.rename", refuse)
    export = figures.export()
    assert (export.state, export.problem) == (ExportState.REFUSED, problem)
    assert list((folder / "gapura").iterdir()) == []
    assert [row.action for row in figures.rows()] == ["report-exported", "report-not-written"]


def test_a_link_on_a_stick_takes_no_report_elsewhere(
    figures: Figures, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("edge_app.desk.records.report.STICKS", (str(tmp_path),))
    folder, elsewhere = tmp_path / "stick", tmp_path / "elsewhere"
    folder.mkdir()
    elsewhere.mkdir()
    (folder / "gapura").symlink_to(elsewhere)
    figures.stick(folder)
    assert figures.export().state is ExportState.REFUSED
    assert list(elsewhere.iterdir()) == []


def test_a_stick_that_is_pulled_out_while_the_report_is_drawn_has_none(
    figures: Figures, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved_here = figures.export()
    figures.desk.clear_export()
    figures.shift.kiosk.clock += HOUR
    monkeypatch.setattr("edge_app.desk.records.report.STICKS", (str(tmp_path),))
    mounted_on = tmp_path / "stick"  # stays where it was mounted by hand
    mounted_on.mkdir()
    figures.stick(mounted_on)
    figures.meanwhile = lambda: figures.mounts.write_text("/dev/sda1 / ext4 rw 0 0\n")
    export = figures.export()
    assert (export.state, export.problem) == (ExportState.REFUSED, Problem.GONE)
    assert list(mounted_on.iterdir()) == []
    assert sorted(one.name for one in figures.reports.iterdir()) == sorted(saved_here.files)


@pytest.mark.parametrize("kind", ["link", "another file", "folder"])
def test_a_prepared_stick_makes_no_report_vanish(
    figures: Figures, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    saved_here = figures.export()
    figures.desk.clear_export()
    figures.shift.kiosk.clock += HOUR
    monkeypatch.setattr("edge_app.desk.records.report.STICKS", (str(tmp_path),))
    folder = tmp_path / "stick" / "gapura"
    folder.mkdir(parents=True)
    for name in saved_here.files:
        if kind == "link":
            (folder / name).symlink_to("/etc/hostname")
        elif kind == "folder":
            (folder / name).mkdir()
        else:
            (folder / name).write_bytes(b"xyz")
    figures.stick(folder.parent)
    export = figures.export()
    assert export.state is ExportState.DONE, "the new report is on the stick"
    assert all((folder / name).is_file() for name in export.files)
    refused = figures.rows()[-1].action == "reports-not-carried"
    assert refused is (kind != "another file")
    for name in saved_here.files:
        here, there = figures.reports / name, folder / name
        kept = here if here.exists() else there
        assert kept.read_bytes() == (b"%PDF" if name.endswith("pdf") else b"csv")


def test_nothing_leaves_without_a_row_on_the_chain(
    figures: Figures, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise StoreError("the disk of store.db is full", "full")

    monkeypatch.setattr(figures.shift.journal, "note", refuse)
    export = figures.export()
    assert (export.state, export.problem) == (ExportState.REFUSED, Problem.UNRECORDED)
    assert not figures.reports.exists()


def test_one_report_at_a_time_and_forty_touches_make_one(figures: Figures) -> None:
    for _ in range(40):
        figures.desk.export(())
    assert figures.desk.view().export.state is ExportState.WORKING
    figures.desk.commands.run_pending()
    assert len(figures.facts) == 1


def test_a_fault_while_drawing_is_told(
    figures: Figures, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_facts: Any) -> None:
        raise ValueError("no font")

    monkeypatch.setattr(figures.exporter, "_documents", broken)
    with caplog.at_level("CRITICAL"):
        assert figures.export().problem is Problem.FAULT


def test_a_store_that_cannot_be_read_is_told(
    figures: Figures, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(*_: Any) -> None:
        raise StoreError("store.db cannot be used: disk I/O error")

    monkeypatch.setattr(figures.shift.tallies, "of_shift", damaged)
    assert figures.seen().fault == "store.db cannot be used: disk I/O error"
    assert figures.export().problem is Problem.FAULT
