"""The alert: who, where, what to do, two faces, and four answers. No other way out of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from edge_app.desk.alerts.answers import Reason
from edge_app.desk.alerts.protocols import AnswerDesk
from edge_app.desk.alerts.views import AlertStep
from edge_app.domain import Answer
from edge_app.ui.alert import case_words, words
from edge_app.ui.alert.answer_buttons import AnswerButtons
from edge_app.ui.alert.case_details import CaseDetails
from edge_app.ui.alert.evidence_display import EvidenceDisplay
from edge_app.ui.alert.faces import FacePair
from edge_app.ui.alert.gone_list import GoneList
from edge_app.ui.alert.head import AlertHead
from edge_app.ui.alert.places import CasePlaces, case_places
from edge_app.ui.alert.presenter import AlertScreenView, present_alert_screen
from edge_app.ui.alert.reason_buttons import ReasonButtons
from edge_app.ui.alert.second_officer_page import SecondOfficerPage
from edge_app.ui.alert.second_officer_presenter import SecondOfficerView, present_second_officer
from edge_app.ui.alert.second_officer_text import SecondOfficerText
from edge_app.ui.alert.second_officer_typing import SecondOfficerTyping
from edge_app.ui.alert.text_column import AlertText
from edge_app.ui.alert.waiting_strip import WaitingStrip
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.same_type import share_type
from edge_app.ui.kit.screen import Screen, ScreenContext
from edge_app.ui.kit.strip_places import strip_places
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.kit.touch_guard import TouchGuard, guarded
from edge_app.ui.lane.camera_presenter import camera_state, short_status
from edge_app.ui.lane.live_picture_presenter import present_picture
from edge_app.ui.lane.live_view import LiveView
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole
from edge_app.ui.text import shared_words
from edge_app.ui.text.language import Language, translate

NOTES_SHOWN, NOTES_SHOWN_LARGE = 3, 2  # on the alert; the details have all
LIVE_MARK_SCALE = 0.8  # of everything drawn over the live picture
_LIVE_SHAPE = 16 / 9
_CAPTION = 0.17  # of the lane's place in a wide window: what is said of it, below the picture


class AlertScreen(Screen):
    """Show an alert over every other screen while one waits and somebody works here.

    `document_wanted` carries the id of an alert whose person's document is to be checked.
    """

    document_wanted = Signal(str)

    def __init__(
        self,
        desk: AnswerDesk,
        clock: Callable[[], float] = time.monotonic,
        checked: Callable[[str, Language], str] = lambda _alert_id, _language: "",
        parent: QWidget | None = None,
    ) -> None:
        """Make the screen; `clock` gives monotonic seconds, as the desk's.

        `checked` says what came of the document of an alert's person; empty: none was checked.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)  # it covers what lies below
        self._desk, self._clock, self._checked = desk, clock, checked
        self._guard = TouchGuard()
        self._shown: AlertScreenView | None = None
        self._shown_second: SecondOfficerView | None = None
        self._language = Language.ID
        self._choice: Answer | None = None
        self._typing = SecondOfficerTyping(desk, clock)
        self._style: Style | None = None
        self._strip = self._rail = 0
        self._close = False  # the window is so small that the keys of a PIN cover the words
        self.head, self.strip = AlertHead(self), WaitingStrip(self)
        self.text, self.faces, self.evidence = (
            AlertText(self),
            FacePair(self),
            EvidenceDisplay(self),
        )
        self.live_view = LiveView(self)
        self.notes = FittedLabel(TextRole.BODY, lines=4, parent=self)
        self.camera = FittedLabel(TextRole.CAPTION, lines=2, parent=self)
        self.answers = AnswerButtons(self._guard, clock, self)
        self.reasons = ReasonButtons(self._guard, clock, self)
        self.second_page = SecondOfficerPage(self._guard, clock, self)
        self.second_words = SecondOfficerText(self)
        self.details = CaseDetails(self)
        self.details_button = TouchButton("quiet", small=True, parent=self)
        self.document_button = TouchButton("plain", small=True, parent=self)
        share_type(self.details_button, self.document_button)
        guarded(self.document_button, self._guard, clock, self.document_wanted.emit)
        self.gone_list = GoneList(self)
        self.strip.chosen.connect(self._bring_up)
        self.strip.gone_wanted.connect(self._turn_gone)
        self.gone_list.chosen.connect(self._bring_up)
        self.gone_list.turned.connect(self._show_faces)
        self.details_button.clicked.connect(self._turn_details)
        self.answers.chosen.connect(self._choose)
        self.answers.called.connect(self._call)
        self.reasons.reasoned.connect(self._answer)
        self.reasons.back.connect(self._back)
        self.second_page.typed.connect(self._typing.press)
        self.second_page.side.connect(self._typing.turn_pad)
        self.second_page.next.connect(self._typing.submit)
        self.second_page.back.connect(self._typing.go_back)

    def title(self, language: Language) -> str:
        """Return what stands at the top."""
        return translate(words.ALERT_TITLE, language)

    # ---- what the officer does -------------------------------------------------------------------

    def _bring_up(self, alert_id: str) -> None:
        self._desk.bring_up(alert_id)

    def _choose(self, alert_id: str, answer: Answer) -> None:
        if self._shown_second is None:
            self._desk.choose(alert_id, answer)
        else:
            self._typing.decide(alert_id, answer)

    def _answer(self, alert_id: str, answer: Answer, reason: Reason) -> None:
        self._desk.answer(alert_id, answer, reason)

    def _call(self, alert_id: str) -> None:
        self._desk.call(alert_id)

    def _back(self, alert_id: str) -> None:
        self._desk.back(alert_id)

    def _turn_gone(self) -> None:
        """Open the list of those who left in the place of the live picture, or close it."""
        self._desk.touched()
        asked = self._shown is not None and self._shown.step is AlertStep.REASON
        free = self._shown_second is None and not (self._close and asked)
        self.gone_list.setVisible(self.gone_list.isHidden() and free)

    def _show_faces(self) -> None:
        """Show the faces unless reasons, or on a small panel those who left, have their place."""
        asked = self._shown is not None and self._shown.step is AlertStep.REASON
        free = not asked and not (self._close and not self.gone_list.isHidden())
        self.faces.setVisible(free)
        self.evidence.setVisible(free and self._shown_second is None)

    def _turn_details(self) -> None:
        self._desk.touched()
        if self._shown is not None and self.details.isHidden():
            missing = translate(shared_words.NO_PHOTOGRAPH, self._language)
            self.details.show_case(self._shown, missing)
        else:
            self.details.forget()
        self._say_details()

    def _say_details(self) -> None:
        word = words.DETAILS if self.details.isHidden() else shared_words.CLOSE
        self.details_button.setText(translate(word, self._language))
        # It would lie over the figures of the details.
        self.document_button.setVisible(self.details.isHidden() and self._shown_second is None)

    def scanned(self, text: str) -> bool:
        """Take a badge while a second officer is waited for."""
        if self._shown_second is None:
            return False
        self._typing.scanned(text)
        return True

    def left(self) -> None:
        """Hold no face and no number."""
        self._typing.forget()
        self._shown, self._shown_second = None, None
        self._guard.appear(None, self._clock())
        self.details.forget()
        self.gone_list.show_rows(())
        self.second_page.forget()

    # ---- what is shown ---------------------------------------------------------------------------

    def show_context(self, context: ScreenContext) -> None:
        """Show the alert in front; with none, nothing that was begun can answer."""
        alerts, language = self._desk.view(), context.language
        front = alerts.front
        document = "" if front is None else self._checked(front.alert.alert_id, language)
        view = present_alert_screen(alerts, context.session, language, context.wall, document)
        if view is None:
            self.left()
            return
        if view.alert_id != self._guard.alert_id:
            self.details.forget()
            self.gone_list.hide()
        self._typing.belong_to(view.alert_id)
        if view.step is not AlertStep.SECOND:
            self._typing.forget()
        second = present_second_officer(self._typing.form, alerts, language, context.clock)
        changed = view != self._shown or language is not self._language
        if changed or second != self._shown_second:
            self._language, self._choice = language, alerts.choice
            self._shown, self._shown_second = view, second
            self._fill(view, second)
        now = self._clock()
        typing = second.typing.value if second is not None else ""
        places = [button.geometry() for button in self.answers.buttons]
        step = f"{view.step.value} {alerts.choice} {typing} {self.geometry()} {places}"
        self._guard.appear(view.alert_id, now, step)
        self.answers.arm(self._guard.armed(now))
        self.reasons.arm(self._guard.armed(now))
        self._show_lane(context, view)

    def _fill(self, view: AlertScreenView, second: SecondOfficerView | None) -> None:
        missing = translate(shared_words.NO_PHOTOGRAPH, self._language)
        judging = second is not None
        if second is not None:
            # Keys in the place of the words: what must not be forgotten stands in the head.
            keys = second.letters or self._close
            title = view.short if keys and view.short else view.title
            self.head.show_head(view.look, title, view.name if self._close else second.title)
            self.second_page.show_second(second, self._language)
            self.second_words.show_second(second)
            self.details.forget()
        else:
            self.head.show_head(view.look, view.title, view.urgency)
        self.strip.show_tiles(view.others, self._language, view.gone_button)
        self.gone_list.show_rows(view.gone)
        asked = view.step is AlertStep.REASON
        if judging or (self._close and asked):
            self.gone_list.hide()
        self.faces.show_faces(view.shots, view.reference, missing)
        self.evidence.show_evidence(view.evidence)
        beside, below = self._words(view)
        self.text.show_alert(view, beside)
        self.notes.setText(below)
        self.answers.show_answers(view, self._choice, second is None or second.ready)
        self.reasons.show_reasons(view, self._choice)
        if not self.details.isHidden():
            self.details.show_case(view, missing)
        self._say_details()
        self.document_button.setText(translate(case_words.CHECK_DOCUMENT, self._language))
        self.reasons.setVisible(asked)
        self.second_words.setVisible(judging)
        self.second_page.setVisible(judging)
        self.text.setVisible(not judging or not (self._close or self.second_page.letters))
        upright = self._style is not None and self._style.upright
        self.notes.setVisible(not judging or upright)  # there it is what is to be done
        for part in (self.live_view, self.details_button):
            part.setVisible(not judging)
        self.document_button.setVisible(not judging and self.details.isHidden())
        self._place()

    def _words(self, view: AlertScreenView) -> tuple[str, str]:
        """Return what stands beside the buttons, and below: the longer has the wider place."""
        notes = "\n".join(view.notes)
        if not view.short:  # the instruction stands in place of the short words
            return notes, ""
        style = self._style
        large, upright = (False, False) if style is None else (style.large, style.upright)
        notes = "\n".join(view.notes[: NOTES_SHOWN_LARGE if large else NOTES_SHOWN])
        return (notes, view.instruction) if upright else (view.instruction, notes)

    def _show_lane(self, context: ScreenContext, view: AlertScreenView) -> None:
        camera = camera_state(context.lane, context.clock)
        picture = present_picture(context.lane, camera, view.track_id, context.language)
        self.live_view.show_picture(picture, None, None)
        said = "" if picture.live else short_status(camera, context.language)[1]
        if said != self.camera.text():
            self.camera.setText(said)
        self.camera.setVisible(bool(said) and self._shown_second is None)

    # ---- places ----------------------------------------------------------------------------------

    def restyle(self, style: Style) -> None:
        """Take sizes and colours of `style`."""
        self._style, self._shown = style, None  # in another shape other words stand elsewhere
        for part in (
            self.head,
            self.strip,
            self.text,
            self.faces,
            self.evidence,
            self.answers,
            self.reasons,
            self.second_words,
            self.details,
            self.details_button,
            self.document_button,
            self.gone_list,
        ):
            part.restyle(style)
        self.second_page.restyle(style.pages)  # as many keys as a screen
        # Marks in a small picture are small: who is meant stands beside it, at full size.
        self.live_view.restyle(replace(style, scale=style.scale * LIVE_MARK_SCALE, text=1.0))
        self._place()

    def set_room(self, strip: int, rail: int) -> None:
        """Take the upper `strip` pixels for what is on every screen.

        No button that answers stands where the rail's buttons are on other screens: in a column of
        `rail` pixels at the side; upright in a row at the foot.
        """
        if (strip, rail) != (self._strip, self._rail):
            self._strip, self._rail = strip, rail
            self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Lay everything out anew."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Place everything by the window alone; only letters, while they are typed, take more."""
        style = self._style
        if style is None:
            return
        margin, gap = style.px(theme.MARGIN), style.px(theme.GAP)
        strip = QRect(0, 0, self.width(), self._strip)
        parts = strip_places(strip, style)
        self.head.setGeometry(strip)
        self.head.leave_to_others(parts.head)
        self.strip.setGeometry(parts.tiles)
        foot = self._rail if style.upright else 0
        body = QRect(0, self._strip, self.width(), self.height() - self._strip - foot)
        places = case_places(body.adjusted(margin, gap // 3, -margin, -gap), style)
        self._close = places.close
        self.text.stand_close(places.close)
        self.faces.stand_alone(places.close)
        self.text.setGeometry(places.words)
        self.faces.setGeometry(places.faces)
        self.evidence.setGeometry(self.faces.beside.translated(places.faces.topLeft()))
        self.second_words.setGeometry(self.evidence.geometry())
        self._show_faces()
        reasons = QRect(places.faces)
        if not style.upright and style.left_handed:
            reasons.setRight(min(self.width() - 1 - self._rail - gap, reasons.right()))
        elif not style.upright:
            reasons.setLeft(max(self._rail + gap, reasons.left()))
        self.reasons.setGeometry(reasons)
        self.answers.setGeometry(places.answers)
        upper = places.words.united(places.lane)
        document, button = (
            each.translated(places.words.topLeft()) for each in self.text.button_places
        )
        self.second_page.set_foot(None)
        self.second_page.setGeometry(upper if self.second_page.letters else places.lane)
        live, notes = QRect(places.lane), QRect(places.lane)
        if style.upright:  # what nobody touches may stand where other screens have their rail
            notes = QRect(margin, body.bottom() + 1, self.width() - 2 * margin, foot - gap)
        else:
            live.setHeight(round(live.height() * (1 - _CAPTION)))
            notes.setTop(live.bottom() + 1)
        if places.close:
            live.setHeight(min(round(live.width() / _LIVE_SHAPE), live.height()))
            self._place_close(places, gap)
        self.live_view.setGeometry(live)
        self.gone_list.setGeometry(places.lane.united(places.faces) if places.close else live)
        self.notes.setGeometry(notes)
        self.camera.setGeometry(self.live_view.geometry().adjusted(gap, gap, -gap, -gap))
        self.document_button.setGeometry(document)
        self.details_button.setGeometry(button)
        self.details.setGeometry(upper)
        corner = upper.topLeft()
        self.details.set_places(
            places.words.translated(-corner),
            button.translated(-corner),
            places.lane.translated(-corner),
            places.close,
        )

    def _place_close(self, places: CasePlaces, gap: int) -> None:
        """Place what has no room of its own: evidence below the live picture, keys over words."""
        lane, page = QRect(places.lane), QRect(places.words)
        evidence = QRect(lane)
        evidence.setTop(lane.top() + round(lane.width() / _LIVE_SHAPE) + gap // 2)
        self.evidence.setGeometry(evidence)
        if self.second_page.letters:
            most = lane.bottom() + 1 - page.top() - gap - self.answers.height()
            page.setHeight(min(self.second_page.letters_height(page.width()), most))
            faces = QRect(places.faces)
            for part in (lane, faces):
                part.setTop(page.bottom() + 1 + gap)
            self.faces.setGeometry(faces)
        else:
            first = self.text.button_places[0]
            foot = QRect(0, first.top(), first.left() - gap, first.height())
            self.second_page.set_foot(foot)
        self.second_page.setGeometry(page)
        self.second_words.setGeometry(lane)
