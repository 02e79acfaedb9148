"""The alert: two faces, who, how sure, what to do, and four answers. No other way out of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from edge_app.desk.alerts.answers import Reason
from edge_app.desk.alerts.desk import AlertDesk
from edge_app.desk.alerts.views import AlertStep
from edge_app.domain import Answer
from edge_app.ui.alert import words
from edge_app.ui.alert.answer_buttons import AnswerButtons
from edge_app.ui.alert.face_zoom import FaceZoom
from edge_app.ui.alert.faces import FacePair
from edge_app.ui.alert.head import AlertHead
from edge_app.ui.alert.presenter import AlertScreenView, present_alert_screen
from edge_app.ui.alert.second_officer_page import SecondOfficerPage
from edge_app.ui.alert.second_officer_presenter import SecondOfficerView, present_second_officer
from edge_app.ui.alert.text_column import AlertText
from edge_app.ui.alert.touch_guard import TouchGuard
from edge_app.ui.alert.undo_bar import UndoBar
from edge_app.ui.alert.undo_presenter import present_undo
from edge_app.ui.alert.waiting_strip import WaitingStrip
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.screen import Screen, ScreenContext
from edge_app.ui.lane.camera_presenter import camera_state, short_status
from edge_app.ui.lane.live_picture_presenter import present_picture
from edge_app.ui.lane.live_view import LiveView
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole
from edge_app.ui.session import sign_in_presenter
from edge_app.ui.session.sign_in_presenter import SignInForm
from edge_app.ui.text import shared_words
from edge_app.ui.text.language import Language, translate

MIN_FACES, MAX_FACES = 0.35, 0.5  # of the height, in an upright window
LIVE_MARK_SCALE = 0.55  # of everything drawn over the small live picture
MAX_BUTTON_HEIGHT = 1.35  # times the least height that a finger needs


class AlertScreen(Screen):
    """Show an alert over every other screen while one waits and somebody works here."""

    def __init__(
        self,
        desk: AlertDesk,
        clock: Callable[[], float] = time.monotonic,
        parent: QWidget | None = None,
    ) -> None:
        """Make the screen; `clock` gives monotonic seconds, as the desk's."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)  # it covers what lies below
        self._desk, self._clock = desk, clock
        self._guard = TouchGuard()
        self._shown: AlertScreenView | None = None
        self._shown_second: SecondOfficerView | None = None
        self._language = Language.ID
        self._choice: Answer | None = None
        self._held = False  # answers can be taken back: their bar needs room below
        self._form = SignInForm()
        self._style: Style | None = None
        self.head, self.strip = AlertHead(self), WaitingStrip(self)
        self.faces, self.text = FacePair(self), AlertText(self)
        self.live_view = LiveView(self)
        self.camera = FittedLabel(TextRole.CAPTION, lines=2, parent=self)
        self.answers = AnswerButtons(self._guard, clock, self)
        self.second_page = SecondOfficerPage(self._guard, clock, self)
        self.zoom = FaceZoom(self)
        self.strip.chosen.connect(self._bring_up)
        self.faces.zoom.connect(self._zoom)
        self.answers.chosen.connect(self._choose)
        self.answers.reasoned.connect(self._answer)
        self.answers.called.connect(self._call)
        self.answers.back.connect(self._back)
        self.second_page.typed.connect(self._type)
        self.second_page.side.connect(self._turn_pad)
        self.second_page.next.connect(self._submit)
        self.second_page.back.connect(self._back_from_second)
        self.second_page.decided.connect(self._decide)

    def title(self, language: Language) -> str:
        """Return what stands at the top."""
        return translate(words.ALERT_TITLE, language)

    # ---- what the officer does -------------------------------------------------------------------

    def _bring_up(self, alert_id: str) -> None:
        self._desk.bring_up(alert_id)

    def _choose(self, alert_id: str, answer: Answer) -> None:
        self._desk.choose(alert_id, answer)

    def _answer(self, alert_id: str, answer: Answer, reason: Reason) -> None:
        self._desk.answer(alert_id, answer, reason)

    def _call(self, alert_id: str) -> None:
        self._desk.call(alert_id)

    def _back(self, alert_id: str) -> None:
        self._desk.back(alert_id)

    def _zoom(self, number: int) -> None:
        view = self._shown
        if view is not None and number < len(view.shots):
            self._desk.touched()
            missing = translate(shared_words.NO_PHOTOGRAPH, self._language)
            self.zoom.show_pair(view.shots[number], view.reference, missing)

    def scanned(self, text: str) -> bool:
        """Take a badge while a second officer is waited for."""
        if self._shown_second is None:
            return False
        self._take(sign_in_presenter.scanned(self._form, text))
        return True

    def _type(self, key: str) -> None:
        self._take(sign_in_presenter.pressed(self._form, key))

    def _turn_pad(self) -> None:
        self._take(SignInForm(self._form.number, letters=not self._form.letters))

    def _submit(self) -> None:
        self._take(sign_in_presenter.submitted(self._form)[0])

    def _take(self, form: SignInForm) -> None:
        self._form = form
        self._desk.touched()

    def _back_from_second(self, alert_id: str) -> None:
        """Go from the PIN to the number; from there to the answers."""
        if self._form.step is sign_in_presenter.SignInStep.PIN:
            self._take(SignInForm(self._form.number))
        else:
            self._desk.back(alert_id)

    def _decide(self, alert_id: str, agrees: bool) -> None:
        form, complete = sign_in_presenter.submitted(self._form)
        if complete:
            self._desk.second(alert_id, agrees, form.number, form.pin)
            form = SignInForm(
                form.number, step=sign_in_presenter.SignInStep.PIN
            )  # the PIN is nowhere here any more
        self._take(form)

    def left(self) -> None:
        """Hold no face and no number."""
        self._form, self._shown, self._shown_second = SignInForm(), None, None
        self._guard.appear(None, self._clock())
        self.zoom.forget()
        self.second_page.forget()

    # ---- what is shown ---------------------------------------------------------------------------

    def show_context(self, context: ScreenContext) -> None:
        """Show the alert in front; with none, nothing that was begun can answer."""
        alerts, language = self._desk.view(), context.language
        view = present_alert_screen(alerts, context.session, language, context.wall.tzinfo)
        if view is None:
            self.left()
            return
        if self._shown is not None and view.alert_id != self._shown.alert_id:
            self.zoom.forget()
            self._form = SignInForm()
        if view.step is not AlertStep.SECOND:
            self._form = SignInForm()
        second = present_second_officer(self._form, alerts, language, context.clock)
        step = f"{view.step.value} {alerts.choice} {second.typing if second else ''}"
        now = self._clock()
        self._guard.appear(view.alert_id, now, step)
        held = bool(present_undo(alerts, context.session, language))
        changed = view != self._shown or language is not self._language or held is not self._held
        if changed or second != self._shown_second:
            self._language, self._choice, self._held = language, alerts.choice, held
            self._shown, self._shown_second = view, second
            self._fill(view, second)
        self.answers.arm(self._guard.armed(now))
        self._show_lane(context, view)

    def _fill(self, view: AlertScreenView, second: SecondOfficerView | None) -> None:
        missing = translate(shared_words.NO_PHOTOGRAPH, self._language)
        self.head.show_head(view.look, view.title, view.priority, view.waited)
        self.strip.show_tiles(view.others, self._language)
        shots = view.shots[:1] if second is not None else view.shots
        self.faces.show_faces(shots, view.reference, missing)
        self.text.show_alert(view)
        self.answers.show_answers(view, self._choice)
        if second is not None:
            self.second_page.show_second(second, self._language)
        for part in (self.text, self.answers, self.live_view):
            part.setVisible(second is None)
        self.second_page.setVisible(second is not None)
        self._place()

    def _show_lane(self, context: ScreenContext, view: AlertScreenView) -> None:
        camera = camera_state(context.lane, context.clock)
        picture = present_picture(context.lane, camera, view.track_id, context.language)
        self.live_view.show_picture(picture, None, None)
        said = "" if picture.live else short_status(camera, context.language)[1]
        if said != self.camera.text():
            self.camera.setText(said)
            self._place()
        self.camera.setVisible(bool(said) and self._shown_second is None)

    # ---- places ----------------------------------------------------------------------------------

    def restyle(self, style: Style) -> None:
        """Take sizes and colours of `style`."""
        self._style = style
        for part in (
            self.head,
            self.strip,
            self.faces,
            self.text,
            self.answers,
            self.second_page,
            self.zoom,
        ):
            part.restyle(style)
        # Marks in a small picture are small: who is meant stands beside it, at full size.
        self.live_view.restyle(replace(style, scale=style.scale * LIVE_MARK_SCALE, text=1.0))
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Lay everything out anew."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Place head and strip above; faces beside (upright: above) the text, answers below that.

        While letters are typed, their keys need the strip's place.
        """
        style, view = self._style, self._shown
        if style is None or view is None:
            return
        margin, gap = style.px(theme.MARGIN), style.px(theme.GAP)
        head = self.head.height_for(style)
        self.head.setGeometry(0, 0, self.width(), head)
        self.zoom.setGeometry(self.rect())
        body = self.rect().adjusted(margin, head + gap, -margin, -margin)
        if self._held:
            body.setBottom(self.height() - 1 - UndoBar.height_for(style))
        letters = self._shown_second is not None and self._shown_second.letters
        self.strip.setVisible(bool(view.others) and not letters)
        if not self.strip.isHidden():
            high = self.strip.height_for(style, body.width())
            self.strip.setGeometry(body.left(), body.top(), body.width(), high)
            body.setTop(body.top() + high + gap)
        if self._shown_second is not None:
            self.second_page.setGeometry(body)
            place = self.second_page.faces
            self.faces.leave(0)
            self.faces.setGeometry(place.translated(body.topLeft()))
            self.faces.setVisible(place.height() >= style.touch)
            return
        self.faces.setVisible(True)
        if style.upright:
            self._place_upright(body, style, gap)
        else:
            self._place_wide(body, style, margin, gap)
        self._place_live(gap)

    def _place_wide(self, body: QRect, style: Style, margin: int, gap: int) -> None:
        """Place the answers below the text; where those would be crowded, below everything."""
        half = (body.width() - margin) // 2
        left = body.left() + half + margin
        least = self.answers.height_for(style)
        spare = body.height() - self.text.wanted(half) - 2 * gap
        crowded = spare < least
        self.answers.set_row(crowded)
        answers = self.answers.height_for(style, one_row=crowded)
        answers = answers if crowded else min(max(least, spare), round(least * MAX_BUTTON_HEIGHT))
        high = body.height() - answers - 2 * gap
        top = body.bottom() + 1 - answers
        wide = body.width() if crowded else half
        self.answers.setGeometry(body.right() + 1 - wide, top, wide, answers)
        self.text.setGeometry(left, body.top(), half, high)
        self.faces.setGeometry(
            body.left(), body.top(), half, high + gap if crowded else body.height()
        )

    def _place_upright(self, body: QRect, style: Style, gap: int) -> None:
        """Place one below the other; the faces take what the others leave."""
        least = self.answers.height_for(style)
        self.answers.set_row(False)
        text = self.text.wanted(body.width())
        spare = body.height() - text - least - 3 * gap
        faces = max(spare, round(body.height() * MIN_FACES))
        faces = min(faces, round(body.height() * MAX_FACES))
        answers = min(
            max(body.height() - faces - text - 3 * gap, least), round(least * MAX_BUTTON_HEIGHT)
        )
        self.faces.setGeometry(body.left(), body.top(), body.width(), faces)
        top = body.bottom() + 1 - answers
        self.answers.setGeometry(body.left(), top, body.width(), answers)
        below = body.top() + faces + gap
        self.text.setGeometry(body.left(), below, body.width(), top - 2 * gap - below)

    def _place_live(self, gap: int) -> None:
        """Place it right of the lower row of faces, as wide as a picture of 16:9 is."""
        lower = self.faces.lower_row
        wide = min(round(lower.height() * 16 / 9), lower.width() // 2)
        self.faces.leave(wide)
        place = QRect(lower.right() + 1 - wide, lower.top(), wide, lower.height())
        place.translate(self.faces.pos())
        self.live_view.setGeometry(place)
        self.camera.setGeometry(place.adjusted(gap, place.height() // 2, -gap, 0))
