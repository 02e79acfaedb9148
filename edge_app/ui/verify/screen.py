"""1:1 under a finger: the document, then the person."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from edge_app.desk.session.roles import Action, may
from edge_app.desk.verification.desk import VerificationDesk
from edge_app.desk.verification.views import OfficerDecision, VerificationView
from edge_app.documents import mrz
from edge_app.documents.typed_nik import TypedNik
from edge_app.ui.kit.screen import Screen, ScreenContext
from edge_app.ui.lane.camera_presenter import CameraState, camera_state
from edge_app.ui.look.style import Style
from edge_app.ui.text.language import Language, translate
from edge_app.ui.verify import words
from edge_app.ui.verify.document_page import DocumentPage
from edge_app.ui.verify.document_presenter import present_document, typed
from edge_app.ui.verify.person_page import PersonPage
from edge_app.ui.verify.presenter import PersonAction, faces, present_person, present_settled
from sync.protocol.jakarta import jakarta_day


class VerifyScreen(Screen):
    """The verification of a person; it holds what was typed, all else is the desk's.

    `searching` asks for a search without a document.
    """

    searching = Signal()

    def __init__(self, desk: VerificationDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._nik = TypedNik()
        self._visit = 0
        self._settled: tuple[OfficerDecision, float] | None = None
        self._language: Language | None = None
        self._context: ScreenContext | None = None
        self.document, self.person = DocumentPage(self), PersonPage(self)
        self.person.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.document)
        column.addWidget(self.person)
        self.document.pressed.connect(self._press)
        self.document.checked.connect(self._check)
        self.document.searching.connect(self.searching)
        self.person.done.connect(self._do)
        self._commands: dict[PersonAction, Callable[[], None]] = {
            PersonAction.ADMIT: desk.admit,
            PersonAction.TURN_AWAY: desk.turn_away,
            PersonAction.AGAIN: desk.again,
            PersonAction.GESTURES: desk.ask_liveness,
            PersonAction.BY_EYE: desk.by_eye,
            PersonAction.CANCEL: desk.cancel,
            PersonAction.NEXT: desk.reset,
        }

    def title(self, language: Language) -> str:
        """Return the name of the screen, as it stands at the top."""
        return translate(words.TITLE, language)

    # ---- what the officer does -------------------------------------------------------------------

    def entered(self) -> None:
        """Look for codes in the camera's picture."""
        self._desk.enter()

    def left(self) -> None:
        """Forget what was typed, and everybody."""
        self._nik = TypedNik()
        self._desk.leave()
        self.person.forget()

    def scanned(self, text: str) -> bool:
        """Take a passport's zone, a NIK or a code that a reader typed."""
        view = self._desk.view()
        if view.subject is not None:
            if self._context is not None:
                self.notified.emit(translate(words.SCAN_BUSY, self._context.language))
            return True
        self._nik = TypedNik()
        if view.lines or mrz.begins(text) or "<<" in text:
            self._desk.by_mrz(text)
        else:
            self._desk.by_code(text)
        return True

    def _press(self, key: str) -> None:
        self._nik = typed(self._nik, key)
        self._desk.touched()
        self._refresh()

    def _check(self) -> None:
        self._desk.by_nik(self._nik.digits)

    def _do(self, action: PersonAction) -> None:
        self._commands[action]()

    # ---- what is shown ---------------------------------------------------------------------------

    def _refresh(self) -> None:
        if self._context is not None:
            self.show_context(self._context)

    def show_context(self, context: ScreenContext) -> None:
        """Show how the verification stands."""
        self._context = context
        view = self._desk.view()
        if view.visit != self._visit:
            self._visit, self._nik = view.visit, TypedNik()
        if context.language is not self._language:
            self._language = context.language
            self.document.set_language(context.language)
        self._tell_settled(view, context.language)
        at_desk = view.subject is not None
        if at_desk:
            self._show_person(view, context)
        else:
            self._show_document(view, context)
        if self.person.isVisibleTo(self) != at_desk:
            self.person.setVisible(at_desk)
            self.document.setVisible(not at_desk)
            if not at_desk:
                self.person.forget()

    def _show_person(self, view: VerificationView, context: ScreenContext) -> None:
        shown = present_person(view, jakarta_day(context.wall), context.language, context.clock)
        frame = context.lane.frame
        seen = camera_state(context.lane, context.clock) is CameraState.LIVE
        cards = faces(view, frame.image if seen and frame else None, context.language)
        self.person.show_person(shown, cards, context.clock)

    def _show_document(self, view: VerificationView, context: ScreenContext) -> None:
        frame = context.lane.frame
        seen = camera_state(context.lane, context.clock) is CameraState.LIVE
        refused = None if self._nik.digits else view.refused
        searches = may(context.session.role, Action.IDENTIFY)
        day, language = jakarta_day(context.wall), context.language
        shown = present_document(self._nik, refused, view.lines, seen, searches, day, language)
        self.document.show_document(shown, frame.image if seen and frame else None)

    def _tell_settled(self, view: VerificationView, language: Language) -> None:
        settled = (view.settled, view.settled_at) if view.settled is not None else None
        if settled is not None and settled != self._settled:
            self.notified.emit(present_settled(settled[0], language))
        self._settled = settled or self._settled

    def restyle(self, style: Style) -> None:
        """Take sizes and colours of `style`."""
        self.document.restyle(style)
        self.person.restyle(style)
