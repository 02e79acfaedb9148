"""The report: what an Indonesian spreadsheet reads, where it goes, and who is not in it."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from edge_app.desk.records.report import ReportFacts, ReportOfficer, file_name, folder_for, stick
from edge_app.store.alert_sums import AlertSums
from edge_app.store.latency_histogram import histogram
from edge_app.store.statistics import HourlyCounts, summed
from edge_app.ui.records.report_presenter import csv_of, report_text
from tests.edge_app.desk.records.history_fixtures import WITA
from tests.edge_app.store.store_fixtures import WATCH_LIST
from tests.present import present

BEGAN = datetime(2026, 3, 11, 6, 0, tzinfo=WITA)
HOURS = tuple(
    HourlyCounts(
        BEGAN + timedelta(hours=n),
        1000 + n,
        900,
        1,
        40_000,
        confirmed=1,
        latencies=histogram([150.0]),
    )
    for n in range(3)
)
FACTS = ReportFacts(
    post="Gerbang 1",
    lane="Lajur 2",
    terminal_id="3f9a02c1" + "0" * 24,
    officers=(ReportOfficer("1001", "Sari Wulandari"), ReportOfficer("1002", "")),
    since=BEGAN,
    until=BEGAN + timedelta(hours=2, minutes=30),
    made_at=BEGAN + timedelta(hours=2, minutes=30),
    total=present(summed(HOURS)),
    alerts=AlertSums(raised=3, taken_over=2, confirmed=3, cannot_tell=1, open=1),
    hours=HOURS,
    by_day=False,
    verifications=12,
    lists=(WATCH_LIST,),
)


def rows(facts: ReportFacts = FACTS) -> list[list[str] | list[Any]]:
    data = csv_of(facts)
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_a_spreadsheet_reads_numbers_as_numbers() -> None:
    found = rows()
    assert ["Orang terlihat", "3003"] in found  # no dot between thousands
    assert ["Keterbacaan wajah (%)", "89,9"] in found
    hour = next(row for row in found if row and row[0] == "11 Mar 07.00–08.00")
    assert hour[1:6] == ["1001", "900", "89,9", "1", "1"]
    assert ["Peringatan baru", "3"] in found
    assert ["Masih terbuka", "1"] in found
    assert ["Pos", "Gerbang 1"] in found
    assert ["Terminal", "3f9a02c1"] in found
    assert ["Petugas", "Sari Wulandari (1001), 1002"] in found
    assert ["Waktu", "11 Mar 2026 pukul 06.00 sampai 11 Mar 2026 pukul 08.30"] in found


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1", "-1", "@x", 'a;"b"', "x\ny", "\u202eabc"])
def test_what_a_list_is_called_is_text_and_no_formula(name: str) -> None:
    found = rows(replace(FACTS, lists=(WATCH_LIST.model_copy(update={"name": name}),)))
    (line,) = (row for row in found if "Polri" in row)
    assert len(line) == 5
    assert line[0][0] not in "=+-@"
    assert "\u202e" not in line[0]


def test_a_shift_without_anybody_has_no_rate() -> None:
    nothing = HourlyCounts(BEGAN)
    text = report_text(replace(FACTS, total=nothing, hours=(nothing,)))
    assert ("Keterbacaan wajah (%)", "tidak ada") in text.tables[0].rows


def test_a_terminal_without_accounts_or_centre_leaves_no_empty_lines() -> None:
    names = [
        name for name, _ in report_text(replace(FACTS, officers=(), post="", terminal_id="")).head
    ]
    assert names == ["Lajur", "Waktu", "Dibuat"]


def test_a_week_has_days() -> None:
    text = report_text(replace(FACTS, by_day=True))
    assert text.tables[1].rows[0][0] == "11 Mar"
    assert text.steps[0] == "11 Mar"


@pytest.mark.parametrize(
    ("mounts", "found"),
    [
        ("", None),
        ("/dev/sda1 / ext4 rw 0 0\n", None),
        ("tmpfs /media tmpfs rw 0 0\n", None),
        ("/dev/sdb1 /mediated vfat rw 0 0\n", None),
        ("/dev/sdb1 /media/petugas/STIK vfat rw 0 0\n", "/media/petugas/STIK"),
        ("/dev/sdb1 /run/media/stik\\040merah vfat ro 0 0\n", "/run/media/stik merah"),
        ("broken\n\n/dev/sdb1 /media/a vfat\n", "/media/a"),
    ],
)
def test_a_stick_is_found_where_it_is_mounted(mounts: str, found: str | None) -> None:
    assert stick(mounts) == (Path(found) if found else None)


def test_without_a_table_of_mounts_the_terminals_own_folder_is_used(tmp_path: Path) -> None:
    assert folder_for(tmp_path, tmp_path / "none") == (tmp_path, False)


@pytest.mark.parametrize("lane", ["Lajur 2", "../../etc", "Gerbang/Utara", "ا", "x" * 300])
def test_a_file_is_named_after_its_lane_and_nothing_else(lane: str) -> None:
    name = file_name(lane, FACTS.made_at)
    assert name.startswith("laporan-")
    assert name.endswith("-20260311-083000")
    assert "/" not in name
    assert ".." not in name
    assert len(name) < 80
