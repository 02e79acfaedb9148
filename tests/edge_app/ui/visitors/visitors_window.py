"""The visitors' screen in a window, and the people of a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from functools import partial
from typing import Any

import numpy as np
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from edge_app.desk.readers import ReaderPool
from edge_app.desk.session.views import OPEN, SessionState, SessionView, SignedIn
from edge_app.desk.visitors.book import VisitorBook
from edge_app.domain import Counts, Frame, LaneView, SourceState
from edge_app.lists.rosters import Visitors
from edge_app.ui.kit.list_row import ListRow
from edge_app.ui.kit.screen import ScreenContext
from edge_app.ui.look import theme
from edge_app.ui.look.style import style_for
from edge_app.ui.look.stylesheet import stylesheet
from edge_app.ui.text.language import Language
from edge_app.ui.visitors.screen import VisitorsScreen
from edge_app.ui.window.application import application
from sync.protocol.content import Visitor
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
            lambda: "WIB",
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
        self.screen.listing._clock = lambda: self.clock
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
