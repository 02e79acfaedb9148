"""The manifest under an officer's fingers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from functools import partial
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from edge_app.desk.readers import ReaderPool
from edge_app.desk.session.views import OPEN, SessionState, SessionView, SignedIn
from edge_app.desk.visitors.book import VisitorBook
from edge_app.desk.visitors.manifest import Selection
from edge_app.domain import Counts, Frame, LaneView, SourceState
from edge_app.errors import StoreError
from edge_app.lists.rosters import Visitors
from edge_app.ui.kit.key_button import KeyButton
from edge_app.ui.kit.list_row import ListRow
from edge_app.ui.kit.screen import ScreenContext
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.look import theme
from edge_app.ui.look.style import style_for
from edge_app.ui.look.stylesheet import stylesheet
from edge_app.ui.text.language import Language
from edge_app.ui.visitors.screen import VisitorsScreen
from edge_app.ui.window.application import application
from sync.protocol.content import OfficerRole, Visitor
from sync.protocol.wire import Head, PackageRef
from tests.edge_app.desk.visitors.visitors_fixtures import CARD
from tests.edge_app.desk.visitors.visitors_fixtures import visitor as expected
from tests.present import present
from tests.waiting import PATIENCE_MS

WALL = datetime(2026, 3, 11, 14, 32, tzinfo=timezone(timedelta(hours=8)))
DAY = date(2026, 3, 11)
visitor = partial(expected, day=DAY)


FATHER = visitor(1, "Budi Pratama", nik="3171011203850001", family_card=CARD, listed_family=True)
SON = visitor(2, "Eko Pratama", nik="3171010501150003", family_card=CARD)
ANI = visitor(3, "Ani Wijaya", party="Universitas Mulawarman", passport="XA1234567")
ZAKI = visitor(4, "Zaki Rahman", party="Universitas Mulawarman", nik="6471010101900003")
LATER = visitor(5, "Citra Lestari", day=date(2026, 3, 14))
HARD = [
    visitor(10, "A" * 200),
    visitor(11, "عبد الرحمن بن محمد الأنصاري " * 6, passport="XB7654321"),
    visitor(12, "<b>tebal</b> & {nama} %s\n\tbaris \u202e kedua", party="<i>P</i>\u202e"),
    visitor(13, "Muhammad " * 22, party="Direktorat Jenderal " * 9),
    visitor(14, "👩‍👩‍👧‍👦 e\u0301"),
]
PEOPLE = (FATHER, SON, ANI, ZAKI, LATER)


def manifest(*people: Visitor, version: int = 1) -> Visitors:
    ref = PackageRef(package_id="0" * 32, path="visitors-t/1.gapura", version=version, base=None)
    return Visitors(Head(collection="visitors-t", version=version, packages=(ref,)), people)


def signed_in(role: Any) -> SessionView:
    return SessionView(SessionState.SIGNED_IN, SignedIn("1042", "Sari", role, WALL))


class Arrivals:
    def __init__(self) -> None:
        self.came: dict[str, datetime] = {}
        self.error: Exception | None = None

    def times(self, _day: date) -> dict[str, datetime]:
        if self.error:
            raise self.error
        return dict(self.came)


class VisitorsWindow:
    """The screen, what stands behind it, and a finger."""

    def __init__(self, qtbot: QtBot, finger: Any) -> None:
        self.held, self.arrivals = (manifest(*PEOPLE),), Arrivals()
        self.kept: list[Any] = []
        self.book = VisitorBook(
            lambda: self.held,
            self.arrivals,
            lambda one, label: self.kept.append((one, label)),
            lambda: WALL,
            ReaderPool(),
        )
        self.book.poll()
        self.lane = LaneView(
            frame=Frame(0, 0.0, 1000.0, np.full((80, 80, 3), 90, np.uint8)),
            source_state=SourceState.LIVE,
            source_detail="",
            tracks=(),
            open_alerts=(),
            counts=Counts(),
            fps=30.0,
            lists=(),
            references=0,
        )
        self.clock, self.session, self.language = 1000.0, OPEN, Language.ID
        self.style = style_for(1280, 800)
        self.screen = self._screen(qtbot, self.book)
        self.finger = finger
        self.said: list[str] = []
        self.verified: list[str] = []
        self.screen.notified.connect(self.said.append)
        self.screen.verify.connect(self.verified.append)
        self.resize(1280, 800)
        with qtbot.waitExposed(self.screen, timeout=PATIENCE_MS):
            self.screen.show()
        self.screen.entered()
        self.show()

    def _screen(self, qtbot: QtBot, book: Any) -> Any:
        screen = VisitorsScreen(book)
        screen.setMinimumSize(1, 1)  # a bare window: its place is the kiosk's to give
        qtbot.addWidget(screen)
        return screen

    def resize(self, width: Any, height: Any, text: Any = 1.0, look: Any = "dark") -> None:
        """A kiosk of that size; its bars take their part."""
        self.style = style_for(width, height, palette=theme.PALETTES[look], text=text)
        rail, bar = self.style.px(theme.RAIL), self.style.px(theme.STATUS_BAR_HEIGHT)
        across = 0 if self.style.upright else rail
        down = bar + (rail if self.style.upright else 0)
        self.screen.setStyleSheet(stylesheet(self.style))
        self.screen.restyle(self.style)
        self.screen.setMinimumSize(1, 1)
        self.screen.resize(width - across, height - down)

    def show(self, seconds: Any = 0.0) -> None:
        self.clock += seconds
        frame = replace(present(self.lane.frame), captured_at=self.clock)
        lane = replace(self.lane, frame=frame)
        for _ in range(2):
            self.screen.show_context(
                ScreenContext(lane, self.session, self.language, self.clock, WALL, self.style)
            )
            application().processEvents()

    def look(self) -> None:
        self.book.poll()
        self.show()

    def touch(self, widget: QWidget, seconds: Any = 0.05) -> None:
        where = widget.mapTo(self.screen, widget.rect().center())
        QTest.touchEvent(self.screen, self.finger).press(0, where, self.screen).commit()
        QTest.touchEvent(self.screen, self.finger).release(0, where, self.screen).commit()
        self.show(seconds)

    def type(self, text: Any) -> None:
        if self.screen.listing.pad.isHidden():
            self.touch(self.screen.listing.search)
        for letter in text:
            if letter.isdigit() and not any(letter in row for row in self.screen.listing.pad.rows):
                self.touch(self.screen.listing.pad.key("digits"))
            self.touch(self.screen.listing.pad.key(letter))

    def texts(self) -> Any:
        every = [*self.screen.findChildren(QLabel), *self.screen.findChildren(QPushButton)]
        return [one.text() for one in every if one.isVisible() and one.text()]

    def reads(self, part: Any) -> Any:
        return any(part in text for text in self.texts())

    def rows(self) -> Any:
        """The names in the list, from the top."""
        shown = [one for one in self.screen.findChildren(ListRow) if one.isVisible()]
        shown.sort(key=lambda one: one.y())
        return [one.findChild(QLabel).text() for one in shown]

    def open(self, name: Any) -> None:
        number = self.rows().index(name)
        self.touch(self.screen.listing.list.row(number))


@pytest.fixture
def book(qtbot: QtBot, finger: QPointingDevice) -> Any:
    return VisitorsWindow(qtbot, finger)


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
    assert book.reads("Diharapkan 14 Mar")


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
    assert book.reads("Tidak ada anggota keluarga dewasa yang diharapkan hari itu.")
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
        "\u2068Ani Wijaya\u2069 ditandai sudah datang: dokumen diperiksa dengan mata."
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
        ((manifest(LATER, version=2),), "Tidak ada tamu yang diharapkan hari ini."),
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
        qtbot, VisitorBook(None, None, lambda *_: None, lambda: WALL, ReaderPool())
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


def test_twenty_thousand_visitors_are_a_handful_of_widgets(book: Any) -> None:
    crowd = [visitor(100 + n, f"Tamu {n:05}", nik=f"64710101019{n:05}") for n in range(20_000)]
    book.held = (manifest(*crowd, version=2),)
    book.look()
    assert book.reads("Hari ini\n20.000")
    bar = book.screen.listing.list.verticalScrollBar()
    for place in (0, bar.maximum() // 3, bar.maximum()):
        bar.setValue(place)
    assert book.screen.listing.list.widgets < 20
    assert book.rows()[-1] == "Tamu 19999"
    book.type("TAMU")
    assert book.rows()[0] == "Tamu 00000"


SIZES = [(1280, 800), (1920, 1080), (1080, 1920)]


@pytest.mark.parametrize("text", [1.0, 2.0])
@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("place", ["list", "typing", "page", "question"])
def test_nothing_overlaps_leaves_or_is_too_small(
    book: Any, size: tuple[int, int], text: float, language: Language, place: str
) -> None:
    book.held = (manifest(*PEOPLE, *HARD, version=2),)
    book.session, book.language = signed_in(OfficerRole.SUPERVISOR), language
    book.book.poll()
    book.resize(*size, text)
    book.show()
    screen = book.screen
    if place == "typing":
        book.touch(screen.listing.search)
    elif place != "list":
        screen.open_visitor(SON.visitor_id)
        book.show()
        if place == "question":
            book.touch(screen.page.mark_button)
            book.show(1)

    def place_of(widget: Any) -> Any:
        return QRect(widget.mapTo(screen, QPoint(0, 0)), widget.size())

    keys = [
        one
        for kind in (TouchButton, KeyButton)
        for one in screen.findChildren(kind)
        if one.isVisible()
    ]
    listed = screen.listing.list if place in ("list", "typing") else screen.page.members
    texts = [
        one
        for one in screen.findChildren(QLabel)
        if one.isVisible() and one.text() and not listed.isAncestorOf(one)
    ]
    places = [place_of(one) for one in (*keys, *texts, listed)]
    for number, one in enumerate(places):
        assert screen.rect().contains(one)
        assert not any(one.intersects(other) for other in places[number + 1 :])
    for key in keys:
        assert min(key.width(), key.height()) >= book.style.touch
    assert listed.height() >= book.style.touch
    for one in texts:
        assert not one.fitted().cut, one.text()
    assert screen.width() == size[0] - (0 if book.style.upright else book.style.px(theme.RAIL))


@pytest.mark.parametrize("hard", HARD, ids=range(len(HARD)))
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_any_name_has_a_row_and_a_page(book: Any, hard: Visitor, size: tuple[int, int]) -> None:
    book.held = (manifest(hard, version=2),)
    book.book.poll()
    book.resize(*size)
    book.show()
    book.touch(book.screen.listing.list.row(0))
    assert not book.screen.page.isHidden()
    book.screen.grab()
    keys = [one for one in book.screen.findChildren(TouchButton) if one.isVisible()]
    assert keys
    for key in keys:
        inside = QRect(key.mapTo(book.screen, QPoint(0, 0)), key.size())
        assert book.screen.rect().contains(inside)
    assert all(label.textFormat().name == "PlainText" for label in book.screen.findChildren(QLabel))
