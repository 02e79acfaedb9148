"""How the terminal stands with its data centre, as it can be read on the screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from edge_app.domain import Phrase, WatchList
from edge_app.ui.lane import centre_words, fault_words
from edge_app.ui.screenshots.lane_scenes import SYNC as CONNECTED
from edge_app.ui.screenshots.lane_scenes import WALL
from tests.edge_app.ui.conftest import Screen

SYNC = replace(CONNECTED, stale_after=timedelta(hours=12))


@pytest.mark.usefixtures("screen")
def test_without_a_data_centre_nothing_is_said_of_one(texts: Callable[..., Any]) -> None:
    assert not any("Pusat data" in text for text in texts())


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, {"Pusat data tersambung", "Semua hasil terkirim"}),
        ({"waiting": 1}, {"1 hasil menunggu"}),
        ({"waiting": 50_000}, {"50.000 hasil menunggu"}),
        ({"unreachable": True}, {"Pusat data terputus", "sejak 14.31"}),
        (
            {"unreachable": True, "waiting": 3},
            {"Pusat data terputus", "sejak 14.31 · 3 menunggu"},
        ),
        ({"connecting": True}, {"Menyambung ke pusat data"}),
        (
            {"unreachable": True, "contact_at": WALL - timedelta(days=3)},
            {"Pusat data terputus", "sejak 8 Mar"},
        ),
        (
            {"unreachable": True, "contact_at": WALL - timedelta(days=400)},
            {"Pusat data terputus", "sejak 4 Feb 2025"},
        ),
        ({"unreachable": True, "contact_at": None}, {"Pusat data belum tersambung"}),
        (
            {"refused": "list-contoh 4: no signature"},
            {"Pembaruan ditolak", "Untuk teknisi: list-contoh 4: no signature"},
        ),
        (
            {"refused": "list-contoh 4: no signature", "unreachable": True},
            {
                "Pusat data terputus",
                "sejak 14.31",
                centre_words.UPDATE_REFUSED.text,
                "Untuk teknisi: list-contoh 4: no signature",
            },
        ),
        (
            {"withheld": "image"},
            {
                "Pembaruan ditolak",
                centre_words.WITHHELD.text,
                centre_words.UPDATE_REFUSED_STEP.text,
                "Untuk teknisi: attestation: image",
            },
        ),
        ({"withheld": "no-tpm"}, {"Pembaruan ditolak", centre_words.WITHHELD_NO_TPM.text}),
        (
            {"fault": "the disk is full", "unwritten": 2},
            {"Penyimpanan bermasalah", "2 belum tersimpan", "Untuk teknisi: the disk is full"},
        ),
        (
            {"clock_skew": timedelta(minutes=20)},
            {"Jam terminal meleset 20 menit.", fault_words.CLOCK_OFF_STEP.text},
        ),
        (
            {"clock_doubt": timedelta(minutes=-27), "clock_skew": timedelta(minutes=20)},
            {
                "Jam terminal dan pusat data berbeda 27 menit.",
                fault_words.CLOCK_DOUBTED_STEP.text,
            },
        ),
        (
            {"clock_skew": timedelta(days=-20_000), "clock_confirmed": False},
            {"Jam terminal meleset 20.000 hari.", fault_words.CLOCK_UNSURE_STEP.text},
        ),
        ({"revoked": True}, {"Izin terminal berakhir", centre_words.REVOKED.text}),
        (
            {"revoked": True, "lease_over": True},
            {
                "Izin terminal berakhir",
                centre_words.LEASE_OVER.text,
                centre_words.LEASE_OVER_STEP.text,
            },
        ),
    ],
)
def test_what_matters_is_on_the_screen(
    screen: Screen, texts: Callable[..., Any], changes: dict[str, Any], told: set[str]
) -> None:
    screen.show(sync=replace(SYNC, **changes))
    assert told <= set(texts())


def test_a_list_is_as_old_as_its_last_confirmation(
    screen: Screen, texts: Callable[..., Any], watch_list: WatchList
) -> None:
    old = watch_list.model_copy(update={"issued_at": WALL - timedelta(days=90)})
    confirmed = old.model_copy(update={"confirmed_at": WALL - timedelta(hours=11)})
    screen.show(lists=(confirmed,), sync=SYNC)
    assert not screen.window.lane_screen.live_view.lists_card.isVisible()
    confirmed = old.model_copy(update={"confirmed_at": WALL - timedelta(hours=13)})
    screen.show(lists=(confirmed,), sync=SYNC)
    assert "Daftar mungkin usang: terakhir dikonfirmasi 11 Mar 2026 pukul 01.32." in texts()


def test_a_references_own_instruction_takes_the_lists_place(
    screen: Screen, texts: Callable[..., Any], make_alert: Callable[..., Any]
) -> None:
    alert = make_alert("a")
    reference = replace(
        alert.candidate.reference, instruction=Phrase(id="Panggil atasan.", en="Call a superior.")
    )
    own = replace(alert, candidate=replace(alert.candidate, reference=reference))
    screen.show(open_alerts=(own,))
    assert "Panggil atasan." in texts()
    assert "Minta orang ini menunggu." not in texts()
