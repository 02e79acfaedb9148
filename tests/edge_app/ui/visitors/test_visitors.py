"""The manifest under an officer's fingers: the list, what finds somebody in it, families."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from edge_app.desk.session.views import OPEN, SessionView
from edge_app.desk.visitors.manifest import Selection
from edge_app.ui.look.theme import STEP_GUARD_S
from sync.protocol.content import OfficerRole
from tests.edge_app.ui.visitors.visitors_window import (
    ANI,
    FATHER,
    SON,
    WALL,
    manifest,
    signed_in,
)


def test_todays_visitors_are_listed_with_the_middle_of_their_niks_hidden(book: Any) -> None:
    assert book.rows() == ["Ani Wijaya", "Budi Pratama", "Eko Pratama", "Zaki Rahman"]
    assert book.reads("NIK 317101••••••0001")
    assert book.reads("Paspor XA••••567")
    assert not book.reads("3171011203850001")
    assert book.reads("11 Mar: 4 tamu, 0 sudah datang, 4 belum datang.")


def test_an_opened_row_shows_the_whole_nik(book: Any) -> None:
    book.open("Budi Pratama")
    assert book.reads("NIK 317101 120385 0001")


def test_who_came_is_shown_with_the_time_in_words_and_counts(book: Any) -> None:
    book.arrivals.came[ANI.visitor_id] = WALL - timedelta(minutes=20)
    book.look()
    assert book.reads("Datang pukul 14.12")
    assert book.reads("Sudah datang\n1")
    book.touch(book.screen.filters[Selection.CAME])
    assert book.rows() == ["Ani Wijaya"]
    book.touch(book.screen.filters[Selection.MISSING])
    assert book.rows() == ["Budi Pratama", "Eko Pratama", "Zaki Rahman"]
    book.touch(book.screen.filters[Selection.ALL])
    assert book.rows()[-1] == "Citra Lestari"
    assert book.reads("Terjadwal 14 Mar")


def test_exactly_one_filter_is_down_however_often_it_is_touched(book: Any) -> None:
    for _ in range(3):
        book.touch(book.screen.filters[Selection.DUE])
        down = [one for one, key in book.screen.filters.items() if key.isChecked()]
        assert down == [Selection.DUE]


def test_a_search_follows_every_key(book: Any) -> None:
    book.type("PRA")
    assert book.rows() == ["Budi Pratama", "Eko Pratama"]
    book.type(" E")
    assert book.rows() == ["Eko Pratama"]
    book.touch(book.screen.listing.pad.key("delete"))
    book.touch(book.screen.listing.pad.key("delete"))
    assert book.rows() == ["Budi Pratama", "Eko Pratama"]


def test_a_nik_is_found_by_its_beginning(book: Any) -> None:
    book.type("6471")
    assert book.rows() == ["Zaki Rahman"]


def test_nobody_found_says_what_to_do_next(book: Any) -> None:
    book.type("QQ")
    assert book.reads("Tidak ada tamu yang cocok dengan “\u2068QQ\u2069”.")
    assert book.reads("Periksa ejaannya")
    book.touch(book.screen.listing.clear_button)
    assert len(book.rows()) == 4
    book.touch(book.screen.listing.clear_button)
    assert book.screen.listing.pad.isHidden()


def test_a_double_tap_on_the_search_opens_the_letters_and_leaves_them(book: Any) -> None:
    listing = book.screen.listing
    book.touch(listing.search)
    book.touch(listing.search)
    assert listing.pad.isVisible()
    book.type("QQ")
    book.clock += STEP_GUARD_S
    book.touch(listing.search)
    book.touch(listing.search)
    assert listing.pad.isHidden(), "what is found has all the room"
    book.clock += STEP_GUARD_S
    book.touch(listing.search)
    book.touch(listing.search)
    assert (listing.pad.isVisible(), listing.text) == (True, "QQ")


def test_garbage_on_the_pad_breaks_nothing(book: Any) -> None:
    book.touch(book.screen.listing.search)
    for _ in range(10):
        for key in ("Q", "A", " ", "Z"):
            book.touch(book.screen.listing.pad.key(key))
    assert book.reads("Tidak ada tamu yang cocok")


def test_parties_are_listed_with_who_came_and_opened(book: Any) -> None:
    book.arrivals.came[ANI.visitor_id] = WALL
    book.look()
    book.touch(book.screen.parties_button)
    assert book.rows() == ["Universitas Mulawarman", "Tanpa rombongan"]
    assert book.reads("1 dari 2 sudah datang")
    book.touch(book.screen.listing.list.row(0))
    assert book.rows() == ["Ani Wijaya", "Zaki Rahman"]
    book.touch(book.screen.parties_button)
    book.touch(book.screen.parties_button)
    assert len(book.rows()) == 4


def test_a_family_stands_together_with_the_child_linked_to_its_adult(book: Any) -> None:
    book.open("Eko Pratama")
    assert book.rows() == ["Budi Pratama", "Eko Pratama"]
    assert book.reads("Anak, 11 tahun, bersama \u2068Budi Pratama\u2069")
    assert book.reads("Anggota keluarga dewasa belum datang: \u2068Budi Pratama\u2069.")
    assert book.reads("di bawah 17 tahun (usia wajib KTP)")
    book.arrivals.came[FATHER.visitor_id] = WALL
    book.look()
    assert book.reads("Anggota keluarga dewasa sudah datang: \u2068Budi Pratama\u2069.")


def test_a_child_whose_family_is_not_expected_is_said(book: Any) -> None:
    book.held = (manifest(SON, version=2),)
    book.look()
    book.open("Eko Pratama")
    assert book.reads("Tidak ada anggota keluarga dewasa yang terjadwal hari itu.")
    assert book.reads("panggil pengawas")


def test_a_member_of_the_family_opens_by_a_touch_and_back_leads_to_the_list(book: Any) -> None:
    book.open("Eko Pratama")
    book.touch(book.screen.page.members.row(0))
    assert book.reads("NIK 317101 120385 0001")
    book.touch(book.screen.page.back_button)
    assert len(book.rows()) == 4


HINT = "tercantum dalam sebuah daftar"


@pytest.mark.parametrize(
    ("session", "seen"),
    [
        (signed_in(OfficerRole.SUPERVISOR), True),
        (signed_in(OfficerRole.OFFICER), False),
        (OPEN, False),
    ],
    ids=["supervisor", "officer", "without accounts"],
)
def test_the_family_hint_is_for_those_alone_who_may_see_it(
    book: Any, session: SessionView, seen: bool
) -> None:
    book.session = session
    book.show()
    assert not book.reads(HINT)  # never in the list
    book.open("Eko Pratama")
    assert book.reads(HINT) is seen


def test_a_hint_that_is_shown_goes_with_the_officer(book: Any) -> None:
    book.session = signed_in(OfficerRole.SUPERVISOR)
    book.show()
    book.open("Eko Pratama")
    assert book.reads(HINT)
    book.session = signed_in(OfficerRole.OFFICER)
    book.show()
    assert not book.reads(HINT)


def test_a_technician_sees_no_visitor(book: Any) -> None:
    book.session = signed_in(OfficerRole.TECHNICIAN)
    book.show()
    assert book.rows() == []
    assert book.reads("Daftar tamu tidak terbuka untuk peran Anda.")


def test_without_a_list_nobody_was_counted(book: Any) -> None:
    book.held = ()
    book.look()
    assert book.reads("Hari ini\n–")
    assert book.reads("Rombongan\n–")
    assert not book.reads("Hari ini\n0")
