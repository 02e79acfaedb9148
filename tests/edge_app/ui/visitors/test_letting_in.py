"""Who of the manifest is let in, and what the screen says where nobody can be."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from edge_app.desk.readers import ReaderPool
from edge_app.desk.visitors.book import VisitorBook
from edge_app.desk.visitors.manifest import Selection
from edge_app.domain import SourceState
from edge_app.errors import StoreError
from edge_app.lists.rosters import Visitors
from edge_app.ui.look import theme
from edge_app.ui.text.language import Language
from sync.protocol.content import OfficerRole
from tests.edge_app.documents.zones import passport
from tests.edge_app.ui.visitors.visitors_window import (
    ANI,
    FATHER,
    LATER,
    WALL,
    ZAKI,
    manifest,
    signed_in,
)
from tests.waiting import PATIENCE_MS


def test_verification_is_asked_for_the_visitor_who_is_open(book: Any) -> None:
    book.open("Ani Wijaya")
    book.touch(book.screen.page.verify_button)
    assert book.verified == [ANI.visitor_id]


def test_a_checked_document_takes_two_touches_with_time_between(book: Any) -> None:
    book.session = signed_in(OfficerRole.OFFICER)
    book.open("Ani Wijaya")
    assert book.reads("Tidak ada foto pembanding untuk tamu ini.")
    page = book.screen.page
    book.touch(page.mark_button)
    for _ in range(5):  # a trembling finger
        book.touch(page.yes_button, seconds=0.025)
    assert book.kept == []
    book.show(theme.ANSWER_GUARD_S)
    book.touch(page.yes_button)
    [(kept, label)] = book.kept
    assert (kept.method, kept.outcome, kept.admitted) == ("document", "not_compared", True)
    assert (kept.officer, label) == ("1042", "Ani Wijaya")
    assert book.said == [
        "\u2068Ani Wijaya\u2069 ditandai sudah datang: dokumen diperiksa secara langsung."
    ]
    book.look()
    assert book.reads("Datang pukul 14.32")
    assert page.mark_button.isHidden()


def test_a_question_may_be_left_without_an_answer(book: Any) -> None:
    book.open("Ani Wijaya")
    book.touch(book.screen.page.mark_button)
    book.show(5)
    book.touch(book.screen.page.cancel_button)
    assert book.kept == []
    assert book.screen.page.mark_button.isVisible()


def test_a_question_about_one_is_not_answered_for_another(book: Any) -> None:
    book.open("Eko Pratama")
    book.touch(book.screen.page.mark_button)
    book.show(5)
    book.touch(book.screen.page.members.row(0))
    book.show(5)
    assert book.screen.page.yes_button.isHidden()
    assert book.kept == []


def test_who_can_be_compared_is_not_let_in_by_eye_while_the_camera_works(book: Any) -> None:
    comparable = frozenset({ANI.visitor_id})
    index = book.book.view().index
    index.comparable = comparable
    book.open("Ani Wijaya")
    assert book.screen.page.mark_button.isHidden()
    book.lane = replace(book.lane, source_state=SourceState.LOST)
    book.show()
    assert book.screen.page.mark_button.isVisible()
    assert book.reads("Kamera tidak memberi gambar")


def test_nobody_of_a_later_day_is_let_in(book: Any) -> None:
    book.touch(book.screen.filters[Selection.ALL])
    book.open("Citra Lestari")
    assert book.screen.page.mark_button.isHidden()


@pytest.mark.parametrize("text", ["6471010101900003", "6471 0101 0190 0003", f"{4:032x}"])
def test_a_document_that_is_read_opens_its_holder(book: Any, text: str) -> None:
    assert book.screen.scanned(text)
    book.show()
    assert book.reads("NIK 647101 010190 0003")


def test_a_passport_opens_its_holder_and_names_another(book: Any) -> None:
    assert book.screen.scanned(passport("XA1234567", "KHAN<<IMRAN", "PAK", sex="M"))
    assert ["IMRAN KHAN" in one and "Ani Wijaya" in one for one in book.said] == [True]
    assert len(book.rows()) == 4
    assert book.screen.scanned(passport("XA1234567", "WIJAYA<<ANI"))
    book.show()
    assert book.reads("Paspor XA1234567")


def test_a_document_of_somebody_else_says_so(book: Any) -> None:
    assert book.screen.scanned("3171011203850009")
    assert book.said == ["Dokumen itu terbaca, tetapi orangnya tidak ada dalam daftar tamu."]


@pytest.mark.parametrize("text", ["", "BADGE-1042", "x" * 4096, "P<<<<", "\x00\u202e"])
def test_what_names_nobody_is_not_taken(book: Any, text: str) -> None:
    assert not book.screen.scanned(text)
    assert len(book.rows()) == 4


def test_leaving_forgets_what_was_typed_and_who_was_open(book: Any) -> None:
    book.type("ANI")
    book.open("Ani Wijaya")
    book.screen.left()
    assert not book.reads("Ani")
    book.screen.entered()
    book.show()
    assert len(book.rows()) == 4
    assert book.screen.listing.pad.isHidden()


def test_a_manifest_that_is_replaced_closes_the_page_of_who_is_gone(book: Any) -> None:
    book.open("Ani Wijaya")
    book.held = (manifest(FATHER, version=2),)
    book.look()
    assert book.rows() == ["Budi Pratama"]
    assert book.said == ["Tamu itu tidak lagi ada dalam daftar."]


def test_a_touch_on_a_row_opens_who_stood_there_then(book: Any) -> None:
    """The manifest changes under the finger: nobody else is opened."""
    row = book.screen.listing.list.row(0)
    where = row.mapTo(book.screen, row.rect().center())
    QTest.touchEvent(book.screen, book.finger).press(0, where, book.screen).commit()
    book.held = (manifest(ZAKI, version=2),)
    book.look()
    QTest.touchEvent(book.screen, book.finger).release(0, where, book.screen).commit()
    book.show()
    assert book.screen.page.isHidden()


@pytest.mark.parametrize(
    ("held", "sentence"),
    [
        ((), "Daftar tamu belum diterima dari pusat data."),
        ((manifest(LATER, version=2),), "Tidak ada tamu yang terjadwal hari ini."),
    ],
)
def test_why_nobody_is_listed_is_said_with_the_next_step(
    book: Any, held: tuple[Visitors], sentence: str
) -> None:
    book.held = held
    book.look()
    assert book.rows() == []
    assert book.reads(sentence)


def test_a_terminal_without_a_data_centre_says_so(book: Any, qtbot: QtBot) -> None:
    book.screen = book._screen(
        qtbot, VisitorBook(None, None, lambda *_: None, lambda: WALL, ReaderPool(), lambda: "WIB")
    )
    book.resize(1280, 800)
    with qtbot.waitExposed(book.screen, timeout=PATIENCE_MS):
        book.screen.show()
    book.show()
    assert book.reads("Terminal ini bekerja tanpa pusat data, jadi tidak ada daftar tamu.")
    assert not book.screen.scanned("6471010101900003")


def test_arrivals_that_cannot_be_read_are_said_above_the_list(book: Any) -> None:
    book.arrivals.error = StoreError("kiosk/store.db is damaged")
    book.look()
    assert book.reads("Catatan kedatangan tidak dapat dibaca.")
    assert book.reads("Untuk teknisi: kiosk/store.db is damaged")
    assert len(book.rows()) >= 1


def test_both_languages_are_spoken(book: Any) -> None:
    book.language = Language.EN
    book.show()
    assert book.reads("11 Mar: 4 visitors, 0 arrived, 4 not yet.")
    book.open("Eko Pratama")
    assert book.reads("Child, 11 years, with \u2068Budi Pratama\u2069")
