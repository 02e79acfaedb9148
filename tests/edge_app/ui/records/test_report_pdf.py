"""The report on paper: one page for one hour, no word in two lines, a place to sign."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtGui import QFont, QFontMetricsF

from edge_app.desk.records.report import ReportFacts, ReportOfficer
from edge_app.store.alert_sums import AlertSums
from edge_app.store.latency_histogram import histogram
from edge_app.store.statistics import HourlyCounts, summed
from edge_app.ui.look import theme
from edge_app.ui.records.report_pdf import _widths, pdf_of
from edge_app.ui.records.report_presenter import report_text
from tests.edge_app.store.store_fixtures import WATCH_LIST
from tests.edge_app.ui.conftest import WALL
from tests.present import present

BEGAN = WALL.replace(minute=0)
PAGE_MM, MARGINS_MM, POINT_MM = 210.0, 32.0, 25.4 / 72
CELL_PT, PADDING_MM = 7.0, 3.0

pytestmark = pytest.mark.usefixtures("qapp")


def facts(hours: int) -> ReportFacts:
    counted = tuple(
        HourlyCounts(
            BEGAN + timedelta(hours=n),
            people=12_840,
            captured=12_570,
            alerts=128,
            frames=108_000,
            confirmed=101,
            not_this_person=120,
            latencies=histogram([1500.0]),
        )
        for n in range(hours)
    )
    return ReportFacts(
        post="Gerbang Utara Bandara Soekarno-Hatta",
        lane="Lajur 2",
        terminal_id="3f9a02c1" + "0" * 24,
        officers=(ReportOfficer("1001", "Sari Wulandari"), ReportOfficer("1002", "Budi Hartono")),
        since=BEGAN,
        until=BEGAN + timedelta(hours=hours),
        made_at=BEGAN + timedelta(hours=hours),
        total=present(summed(counted)),
        alerts=AlertSums(raised=3, confirmed=3),
        hours=counted,
        by_day=False,
        verifications=12,
        lists=(WATCH_LIST,),
    )


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_an_hour_is_one_page() -> None:
    assert pages(pdf_of(facts(1))) == 1
    assert pages(pdf_of(facts(2))) == 1


def test_a_shift_has_plots_too() -> None:
    assert 2 <= pages(pdf_of(facts(9))) <= 3


def test_every_word_has_room_in_its_column() -> None:
    font = QFont()
    font.setFamilies(list(theme.FONT_FAMILIES))
    font.setPixelSize(100)
    font.setBold(True)
    metrics = QFontMetricsF(font)
    for table in report_text(facts(9)).tables:
        if not table.columns:
            continue
        for width, column in zip(
            _widths(table), zip(table.columns, *table.rows, strict=True), strict=True
        ):
            room = (PAGE_MM - MARGINS_MM) * width / 100 - PADDING_MM
            for word in (word for cell in column for word in cell.split()):
                wide = metrics.horizontalAdvance(word) / 100 * CELL_PT * POINT_MM
                assert wide <= room, word


def test_there_is_a_place_to_sign_and_whose_shift_it_was() -> None:
    text = report_text(facts(1))
    assert text.signs == ("Yang menyerahkan", "Yang menerima", "Nama dan tanda tangan")
    assert ("Petugas", "Sari Wulandari (1001), Budi Hartono (1002)") in text.head
    assert ("Terminal", "3f9a02c1") in text.head
    nobody = replace(facts(1), officers=(), post="", terminal_id="")
    assert [name for name, _ in report_text(nobody).head] == ["Lajur", "Waktu", "Dibuat"]
