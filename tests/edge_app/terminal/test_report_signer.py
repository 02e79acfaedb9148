"""The kiosk signs what it made and what it runs, under numbers that never go back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from edge_app.errors import StoreError
from edge_app.store import chain
from edge_app.store.entries import Entry
from edge_app.terminal.report_signer import REPORT_INTERVAL, ReportSigner
from models import weights
from sync.protocol.signed_reports import ReportBody, open_report
from sync.software import software
from tests.edge_app.store.store_fixtures import KIOSK, TERMINAL, Kiosk, alert


def signer(kiosk: Kiosk) -> ReportSigner:
    return ReportSigner(kiosk.database, kiosk.outgoing, KIOSK, lambda: kiosk.clock)


def said(reports: ReportSigner, known: int | None = None) -> ReportBody:
    return open_report(reports.report(known), TERMINAL, KIOSK.public)


def test_a_result_changes_the_report_at_once_and_nothing_does_not(tmp_path: Path) -> None:
    with Kiosk(tmp_path) as kiosk:
        reports = signer(kiosk)
        first = said(reports)
        kiosk.clock += timedelta(seconds=10)
        assert said(reports) == first
        assert (first.sequence, first.number, first.software) == (1, 0, software())
        kiosk.store._write_with_room(Entry(alert(), kiosk.clock))
        second = said(reports)
        assert (second.sequence, second.number, second.at) == (2, 1, kiosk.clock)
        assert second.series == first.series
        assert (second.chain_rows, second.chain_head) == chain.head(kiosk.database)
        kiosk.store.hand_over()
        (content,) = kiosk.results().values()
        assert (content.series, content.number) == (second.series, second.number)


def test_it_is_made_anew_once_a_minute_also_when_a_clock_is_set_back(tmp_path: Path) -> None:
    with Kiosk(tmp_path) as kiosk:
        reports = signer(kiosk)
        assert said(reports).sequence == 1
        for step in (REPORT_INTERVAL, -2 * REPORT_INTERVAL):
            kiosk.clock += step
            assert said(reports).at == kiosk.clock
        assert said(reports).sequence == 3


def test_its_numbers_go_on_after_a_restart(tmp_path: Path) -> None:
    with Kiosk(tmp_path) as kiosk:
        before = said(signer(kiosk))
    with Kiosk(tmp_path) as kiosk:
        after = said(signer(kiosk))
    assert (after.series, after.sequence) == (before.series, before.sequence + 1)


def test_the_rows_that_the_data_centre_does_not_know_are_shown(tmp_path: Path) -> None:
    with Kiosk(tmp_path) as kiosk:
        reports = signer(kiosk)
        kiosk.store._write_with_room(Entry(alert(), kiosk.clock))
        rows, head = chain.head(kiosk.database)
        assert said(reports).chain_hashes == ()
        shown = said(reports, 0)
        assert (shown.chain_from, len(shown.chain_hashes)) == (0, rows + 1)
        assert shown.chain_hashes[-1] == head
        assert said(reports, rows).chain_hashes == (head,)


def test_what_was_opened_is_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Kiosk(tmp_path) as kiosk:
        reports = signer(kiosk)
        monkeypatch.setattr(weights, "_opened", {weights.LANDMARK_WEIGHTS: "a" * 64})
        (network,) = said(reports).networks
        assert (network.name, network.sha256) == (weights.LANDMARK_WEIGHTS, "a" * 64)


def test_no_number_is_given_out_that_is_not_on_the_disk(tmp_path: Path) -> None:
    with Kiosk(tmp_path) as kiosk:
        reports = signer(kiosk)
        assert said(reports).sequence == 1
        kiosk.clock += REPORT_INTERVAL
        kiosk.database._database.execute("PRAGMA query_only = ON")
        with pytest.raises(StoreError):
            reports.report(None)
        kiosk.database._database.execute("PRAGMA query_only = OFF")
        assert said(reports).sequence == 2
