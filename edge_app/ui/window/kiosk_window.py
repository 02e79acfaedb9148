"""The officer's window: polls lane and desk, shows one place at a time, never closes by accident.

From the back to the front: the screen of the present place; that the lists are too old; the alert
(or, where nobody is signed in, the sign-in with word of it); answers that can be taken back; a
passing message. What comes and goes by itself has the strip under the status bar, which every
screen leaves free: nothing is displaced or covered by it, and no button changes its place.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from edge_app.desk.alerts.views import NO_ALERTS
from edge_app.desk.desk import Desk
from edge_app.desk.session.roles import Action, may
from edge_app.desk.sound_level import sound_level
from edge_app.ui.alert.banner import AlertBanner
from edge_app.ui.alert.banner_presenter import present_alert_banner
from edge_app.ui.alert.presenter import takes_screen
from edge_app.ui.alert.screen import AlertScreen
from edge_app.ui.alert.undo_bar import UndoBar
from edge_app.ui.help.presenter import present_call
from edge_app.ui.help.strip import CallStrip
from edge_app.ui.kit.boot_log import WINDOW, note_painted
from edge_app.ui.kit.screen import Screen, ScreenContext
from edge_app.ui.lane.lists_presenter import STALE_AFTER
from edge_app.ui.lane.screen import LaneScreen
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.stylesheet import stylesheet
from edge_app.ui.text.language import Language, number, translate
from edge_app.ui.verify.decision_presenter import checked_words
from edge_app.ui.window import words
from edge_app.ui.window.discreet_layer import DiscreetLayer
from edge_app.ui.window.document_check import DocumentCheck
from edge_app.ui.window.lane_source import LaneSource
from edge_app.ui.window.lane_status import show_status
from edge_app.ui.window.outdated_layer import OutdatedLayer
from edge_app.ui.window.passing_message import PassingMessage
from edge_app.ui.window.photograph_layer import PhotographLayer
from edge_app.ui.window.places import (
    Place,
    ScreenParts,
    Screens,
    open_places,
    rail_places,
)
from edge_app.ui.window.practice_layer import PracticeLayer
from edge_app.ui.window.rail import Rail
from edge_app.ui.window.scanner import Scanner
from edge_app.ui.window.screen_care import ScreenCare
from edge_app.ui.window.status_bar import StatusBar
from edge_app.ui.window.take_over_layer import TakeOverLayer
from edge_app.ui.window.touches import Touches
from edge_app.ui.window.visitor_window import VisitorWindow, open_visitor_window
from edge_app.ui.window.window_places import beside_undo, window_places
from edge_app.ui.window.window_style import window_style


class _Over(Protocol):
    """What lies over the screens."""

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""

    def raise_(self) -> None:
        """Stand over what was raised before."""


def _local_now() -> datetime:
    return datetime.now().astimezone()


class KioskWindow(QWidget):
    """One lane and its desk on one screen.

    `clock` gives seconds on the clock of `Frame.captured_at`; `wall` the date and time with the
    time zone in which times are shown; a list older than `stale_after` is called stale. `dpi`: of
    the screen, for buttons of 15 mm; None: what the screen says of itself. `restartable`: whoever
    runs it starts it anew where it `restarts`.
    A technician who is signed in closes it, and nobody else: no key of a keyboard or a reader does.
    """

    refreshed = Signal()  # it shows what lane and desk said just now

    def __init__(
        self,
        lane: LaneSource,
        desk: Desk,
        clock: Callable[[], float] = time.monotonic,
        wall: Callable[[], datetime] = _local_now,
        stale_after: timedelta = STALE_AFTER,
        dpi: float | None = None,
        restartable: bool = False,
    ) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("Gapura")
        self._lane, self._desk, self._clock, self._wall = lane, desk, clock, wall
        self._stale_after, self._dpi = stale_after, dpi
        self._style: Style | None = None
        self._leaving = self.restarts = False
        self.place, self._entered = Place.LANE, False
        self.status_bar, self.rail = StatusBar(self), Rail(self)
        self.lane_screen = LaneScreen(stale_after)
        self.lane_screen.mutes_bar.lifted.connect(desk.alerts.lift)
        self.lane_screen.update_bar.put_off.connect(desk.put_off_update)
        self.check = DocumentCheck(desk, lane, lambda: self.place, self._show_place, self)
        self.screens = Screens(
            ScreenParts(
                desk,
                self.lane_screen,
                self.go,
                self._close,
                self.check.end,
                self._restart if restartable else None,
            ),
            self._adopt,
        )
        self.outdated, self.taken = OutdatedLayer(desk, self), TakeOverLayer(desk, self)
        self.practice = PracticeLayer(desk, self)
        self.photograph = PhotographLayer(desk.photograph, clock, self.notify, self)
        self.alert_screen = AlertScreen(self.practice.alerts, clock, self._checked)
        self.undo_bar, self.banner = UndoBar(desk.alerts, clock, self), AlertBanner(self)
        self.call_strip = CallStrip(desk.help, self)
        self.call_strip.look_wanted.connect(self._look_at)
        self.message, self.discreet = PassingMessage(self), DiscreetLayer(self, self._leave_private)
        self.care = ScreenCare(self)
        self.visitor_window: VisitorWindow | None = None
        self._over: tuple[_Over, ...] = (  # the screens, from the back to the front
            self.photograph.page,
            self.taken.page,
            self.outdated.page,
            self.practice.page,
            self.alert_screen,
            self.banner,
            self.check.strip,
            self.undo_bar,
            self.call_strip,
            self.message,
            self.discreet,
        )
        self._own(self.alert_screen)
        for over in self._over:
            over.raise_()
        self.alert_screen.document_wanted.connect(self.check_document)
        self.rail.wanted.connect(self.go)
        self.status_bar.language_wanted.connect(self._switch_language)
        self.scanner = Scanner(self)
        self.scanner.scanned.connect(self._scanned)
        self.scanner.unreadable.connect(
            lambda: self.notify(translate(words.NOT_READABLE, self.language))
        )
        self._timer = QTimer(self, interval=round(theme.REPAINT_INTERVAL_S * 1000))
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.refresh)
        self._timer.start()
        self._show_place(self.place)
        self._touches = Touches(
            self.scanner, clock, self._touched, lambda: self.style_now.touch, self
        )
        self._touches.listen(True)

    # ---- from outside ----------------------------------------------------------------------------

    def on_key(self, keys: str, action: Callable[[], None]) -> None:
        """Call `action` when `keys` ("Ctrl+N") are pressed: where no data centre stands behind."""
        self.scanner.on_key(keys, action)

    @property
    def language(self) -> Language:
        """Return the language on the screen."""
        return Language(self._desk.preferences.view().language)

    @property
    def style_now(self) -> Style:
        """Return how everything looks now."""
        return self._style or self._wanted_style()

    def _close(self) -> None:
        """Close the window for a technician, who stands in the audit log with it."""
        session = self._desk.session.view()
        if session.officer is not None and may(session.role, Action.CLOSE_KIOSK):
            self._desk.note_closed()
            self.leave()

    def _restart(self) -> None:
        """Close the window for a technician, to be opened anew by a process that has just begun."""
        session = self._desk.session.view()
        if session.officer is not None and may(session.role, Action.TEST_TERMINAL):
            self._desk.note_closed(restarts=True)
            self.start_anew()

    def start_anew(self) -> None:
        """Close the window, to be opened anew; whoever may ask for it is the caller's matter."""
        self.restarts = True
        self.leave()

    def leave(self) -> None:
        """Close the window; an open alert stays open in the lane."""
        self._leaving = True
        self._timer.stop()
        self._touches.listen(False)
        if self.visitor_window is not None:
            self.visitor_window.close()
        self.close()

    def show_visitors_on(self, number: int) -> None:
        """Guide visitors on another screen, by its number; nothing where there is none."""
        if self.visitor_window is None:
            self.visitor_window = open_visitor_window(number, self.style_now)

    def replace_screen(self, place: Place, screen: Screen) -> None:
        """Show another screen at `place`: for pictures of the screens."""
        if place in self.screens:
            self.screens[place].hide()
        self.screens[place] = screen
        self._adopt(screen)
        if place is self.place:
            screen.setVisible(self.alert_screen.isHidden())
            self._place()

    def _own(self, screen: Screen) -> None:
        screen.setParent(self)
        screen.hide()
        screen.notified.connect(self.notify)

    def _adopt(self, screen: Screen) -> None:
        """Take a screen of a place; one that comes later is styled as all are."""
        self._own(screen)
        screen.stackUnder(self.photograph.page)  # and so beneath all others
        if self._style is not None:
            screen.restyle(self._style.pages)
            self._place()

    # ---- a moment --------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask lane and desk once, and show what they say."""
        self._desk.preferences.follow(self._desk.session.view().number)
        style = self._wanted_style()
        if style != self._style:
            if self._style is not None:
                self._touches.note_other_places()
            self._restyle(style)
        now, preferences = self._clock(), self._desk.preferences.view()
        visitors_see = preferences.visitor == "half" and self.visitor_window is None
        for desk in (self._desk.alerts, self._desk.help, self._desk.lanes):
            desk.discreet = visitors_see
        self._desk.alerts.tick(now)
        session = self._desk.session.view()
        context = ScreenContext(
            self._lane.view(), session, self.language, now, self._wall(), style, visitors_see
        )
        self.practice.alerts.tick(context.lane, now, self._watches())
        alerts = self.practice.alerts.view()
        self._keep_to_open_places(context)
        first = min((one.priority for one in alerts.open), default=None)
        self._desk.sounds.volume = sound_level(preferences, context.wall.hour, first)
        show_status(self.status_bar, context, self._desk.sounds, self._stale_after)
        self._desk.sight.tick(context.lane, now, session.working)
        busy = bool(context.lane.tracks) or bool(alerts.open)
        if self.care.moment(now, busy, 60 * int(preferences.dim)):
            self._place()
        self.lane_screen.guide(visitors_see)
        helped = self._desk.help.view(shows=not visitors_see)
        call = present_call(helped, session, self.language)
        self.check.show_context(alerts, context)  # ends where its alert is over, turned or not
        private = self.place.names_people or self.check.under_way
        notes = self.taken.look(context)
        hidden = self.discreet.hides(alerts, call is not None, context, private, notes)
        if hidden:
            names = self.status_bar.names().translated(self.status_bar.pos())
            self.discreet.mark.cover(names, style)
            alerts, call = NO_ALERTS, None
        covered = takes_screen(alerts, session) and not self.check.under_way
        if covered is self.alert_screen.isHidden():
            self.screens[self.place].setVisible(not covered)
            self.alert_screen.setVisible(covered)
            if not covered:
                self.alert_screen.left()
            self._place()
        self.lane_screen.counts = self._desk.shift_counts.of(session.shift, context.lane.counts)
        if covered:
            self.alert_screen.show_context(context)
        else:
            self.screens[self.place].show_context(context)
        undoing = not self.undo_bar.isHidden()
        self.undo_bar.show_alerts(alerts, context)
        if self.undo_bar.isHidden() is undoing:
            self._place()
        self.banner.show_banner(present_alert_banner(alerts, session, context.language))
        self.outdated.show_context(context, covered)
        self.taken.show(covered or (hidden and notes))
        self.practice.show_context(context, covered)
        self.photograph.show_context(context, covered)
        pages: tuple[QWidget, ...] = (
            self.discreet.page,
            self.practice.page,
            self.outdated.page,
            self.taken.page,
            self.photograph.page,
        )
        self._touches.note_what_came(self.alert_screen, pages, session.working)
        if call is not None and (covered or self._is_covered()):
            call = replace(call, look="")  # it leads to a place, and what covers that stays
        self.call_strip.show_call(call, now, self.status_bar.toggle.geometry())
        if self.visitor_window is not None:
            self.visitor_window.show_context(context)
        warns = session.warns_in_s
        if warns is not None and not covered:
            seconds = number(math.ceil(warns), context.language)
            self.notify(translate(words.LOCKS_SOON, context.language, seconds=seconds))
        self.message.tick(now)
        self.refreshed.emit()

    def _watches(self) -> bool:
        """Return whether the officer does nothing but watch the lane."""
        pages = (self.call_strip, self.discreet.page)
        watching = self.place is Place.LANE and all(page.isHidden() for page in pages)
        return watching and not self._is_covered()

    def _is_covered(self) -> bool:
        """Return whether something other than an alert is dealt with before any place."""
        pages = (self.taken.page, self.outdated.page, self.practice.page)
        return self.check.under_way or not all(page.isHidden() for page in pages)

    def _look_at(self, terminal_id: str) -> None:
        """Look at the case of a lane that called."""
        self._desk.lanes.look(terminal_id)
        self.go(Place.LANES)

    def check_document(self, alert_id: str) -> None:
        """Check the document of the person of that alert, which stays open and in sight."""
        if self.practice.alerts.asks_document(alert_id):
            self.check.begin(alert_id)
        self.refresh()

    def _checked(self, alert_id: str, language: Language) -> str:
        """Return what came of the document of that alert's person; empty: none was checked."""
        return checked_words(self._desk.verification.check(alert_id), language)

    def _keep_to_open_places(self, context: ScreenContext) -> None:
        places = open_places(context.session, self._desk.lanes.is_desk)
        if not context.session.working:
            self._show_place(Place.SIGN_IN)
        elif self.place not in places:
            self._show_place(places[0])
        is_desk = self._desk.lanes.is_desk
        rail = rail_places(context.session, is_desk)
        if self.check.under_way:
            rail = ()  # one way leads on, and one back
        self.rail.show_places(rail, self.place.marked(is_desk), context.language)
        if self.rail.isHidden() is bool(rail):
            self.rail.setVisible(bool(rail))
            self._place()

    # ---- places ----------------------------------------------------------------------------------

    def go(self, place: Place) -> None:
        """Go to another place, if the officer may."""
        if place in open_places(self._desk.session.view(), self._desk.lanes.is_desk):
            self._show_place(place)
            self.refresh()

    def _leave_private(self) -> None:
        """Go where nobody is named: no visitor was to read it, and the screen is not turned."""
        self.go(open_places(self._desk.session.view(), self._desk.lanes.is_desk)[0])

    def _show_place(self, place: Place) -> None:
        if place is self.place and self._entered:
            return
        before, screen = self.screens[self.place], self.screens[place]
        if self._entered:
            self.photograph.end()
            before.hide()
            before.left()
        self.place, self._entered = place, True
        screen.setVisible(self.alert_screen.isHidden())
        screen.entered()
        self._place()

    def notify(self, text: str) -> None:
        """Show a passing message."""
        self.message.show_message(text, self._clock())

    def _scanned(self, text: str) -> None:
        screen: Screen = self.screens[self.place]
        if not self.alert_screen.isHidden():
            screen = self.alert_screen
        if not screen.scanned(text):
            self.notify(translate(words.NOT_WANTED_HERE, self.language))

    def _switch_language(self) -> None:
        number = self._desk.session.view().number
        self._desk.preferences.put("language", self.language.other.value, number)
        self.refresh()

    # ---- looks -----------------------------------------------------------------------------------

    def _wanted_style(self) -> Style:
        return window_style(self, self._desk.preferences.view(), self._dpi)

    def _restyle(self, style: Style) -> None:
        self._style = style
        sheet = stylesheet(style)
        if sheet != self.styleSheet():  # it costs more than all the rest
            self.setStyleSheet(sheet)
        self.ensurePolished()
        self.status_bar.restyle(style, upright=style.upright)
        for over in self._over:
            over.restyle(style)
        crowded: tuple[_Over, ...] = (self.rail, self.check.strip, *self.screens.values())
        for part in crowded:
            part.restyle(style.pages)
        if self.visitor_window is not None:
            self.visitor_window.restyle_for_screen(style)
        self._place()

    def _place(self) -> None:
        style, drift = self.style_now, self.care.drift
        places = window_places(self.size(), style, not self.rail.isHidden(), drift)
        self.care.veil.setGeometry(self.rect())
        self.status_bar.setGeometry(places.status)
        self.call_strip.setGeometry(places.call)
        self.alert_screen.set_room(places.alert_strip, places.rail_breadth)
        self.alert_screen.setGeometry(places.covered)
        self.discreet.place(places.covered)
        self.rail.setGeometry(places.rail)
        self.undo_bar.setGeometry(places.undo)
        self.banner.setGeometry(places.strip)
        undoing = not self.undo_bar.isHidden()
        self.check.strip.place(places.check_ground, places.check, alone=not undoing)
        self.photograph.page.setGeometry(places.page)
        for page in (self.outdated.page, self.taken.page, self.practice.page):
            page.setGeometry(places.covered)
        for screen in self.screens.values():
            screen.setGeometry(places.page)
        covered = not self.alert_screen.isHidden()
        message = places.alert_message if covered else places.message
        self.message.setGeometry(beside_undo(message, places.undo) if undoing else message)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Note the first time."""
        super().paintEvent(event)
        note_painted(WINDOW)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Lay everything out for the new size."""
        super().resizeEvent(event)
        self._restyle(self._wanted_style())

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Refuse to close, unless by `leave`."""
        event.setAccepted(self._leaving)

    def _touched(self) -> None:
        """Tell whoever waits for it that somebody is here."""
        self._desk.session.touched()
        self.discreet.touched()
        self.care.touched()
