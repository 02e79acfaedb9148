"""1:1 under a finger: the document, then the person."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from edge_app.desk.session.roles import Action, may
from edge_app.desk.verification.desk import VerificationDesk
from edge_app.desk.verification.reasons import DecisionReason, needs_reason
from edge_app.desk.verification.views import (
    HeldDecision,
    OfficerDecision,
    VerificationStep,
    VerificationView,
)
from edge_app.documents import mrz
from edge_app.documents.typed_nik import TypedNik
from edge_app.ui.kit.screen import Screen, ScreenContext
from edge_app.ui.lane.camera_presenter import CameraState, camera_state
from edge_app.ui.look.style import Style
from edge_app.ui.text.language import Language, translate
from edge_app.ui.verify import words
from edge_app.ui.verify.choice_presenter import present_choice
from edge_app.ui.verify.decision_presenter import held_name, present_undo
from edge_app.ui.verify.document_page import DocumentPage
from edge_app.ui.verify.document_presenter import present_document, typed
from edge_app.ui.verify.person_page import PersonPage
from edge_app.ui.verify.presenter import PersonAction, faces, present_person
from sync.protocol.zones import gate_day


class VerifyScreen(Screen):
    """The verification of a person; it holds what was typed, all else is the desk's.

    `searching` asks for a search without a document; `checked`: a document was checked for an
    alert, which may be shown again.
    """

    searching = Signal()
    checked = Signal()

    def __init__(self, desk: VerificationDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._nik = TypedNik()
        self._visit = self._decided_visit = 0
        self._held: HeldDecision | None = None  # as the screen shows it
        self._undoing: HeldDecision | None = None  # it is being taken back
        self._framed: int | None = None  # as the screen shows it
        self._deciding: OfficerDecision | None = None  # its reason is asked for
        self._concluding = False  # what came of a document is on its way to the alert
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
        self.person.chosen.connect(desk.choose)
        self.person.reasoned.connect(self._decide)
        for page in (self.document, self.person):
            page.undo.undone.connect(self._undo)
        self._commands: dict[PersonAction, Callable[[], None]] = {
            PersonAction.ADMIT: lambda: self._ask_why(OfficerDecision.ADMITTED),
            PersonAction.TURN_AWAY: lambda: self._ask_why(OfficerDecision.TURNED_AWAY),
            PersonAction.BACK: self._stop_deciding,
            PersonAction.USE: self._conclude,
            PersonAction.CONFIRM: self._confirm,
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
        self._nik, self._deciding, self._concluding = TypedNik(), None, False
        self._held = self._undoing = None
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

    def _ask_why(self, decision: OfficerDecision) -> None:
        """Decide at once, or ask for the reason first."""
        self._desk.touched()
        if needs_reason(self._desk.view(), decision):
            self._deciding = decision
            self._refresh()
        else:
            self._desk.decide(decision)

    def _decide(self, reason: DecisionReason) -> None:
        if self._deciding is not None:
            self._desk.decide(self._deciding, reason)

    def _stop_deciding(self) -> None:
        self._deciding = None
        self._desk.touched()
        self._refresh()

    def _undo(self, visit: int) -> None:
        self._undoing = self._held
        self._desk.undo(visit)

    def _say_undone(self, view: VerificationView, language: Language) -> None:
        """Say what came of the last touch on "take back", once that is known."""
        undoing, self._held = self._undoing, view.held
        if undoing is None or (view.held is not None and view.held.visit == undoing.visit):
            return
        self._undoing = None
        said = words.UNDONE if view.undone == undoing.visit else words.COUNTS_ALREADY
        self.notified.emit(translate(said, language, name=held_name(undoing, language)))

    def _conclude(self) -> None:
        self._concluding = True
        self._desk.conclude()

    def _confirm(self) -> None:
        if self._framed is not None:
            self._desk.confirm(self._framed)

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
        if view.step is not VerificationStep.DECISION or view.visit != self._decided_visit:
            self._deciding = None
        self._decided_visit = view.visit
        if self._concluding and view.subject is None:
            self._concluding = False
            self.checked.emit()
        self._say_undone(view, context.language)
        undo = present_undo(view.held, context.language, context.clock)
        for page in (self.document, self.person):
            page.undo.show_undo(undo)
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
        today = gate_day(context.wall, context.lane.zone)
        shown = present_person(view, today, context.language, context.clock, self._deciding)
        frame = context.lane.frame
        seen = camera_state(context.lane, context.clock) is CameraState.LIVE
        cards = faces(view, frame.image if seen and frame else None, context.language)
        choice = None
        if view.step is VerificationStep.FACE:
            choice = present_choice(context.lane, seen, view.framed, context.language)
        self._framed = view.framed
        self.person.show_person(shown, cards, context.clock, choice)

    def _show_document(self, view: VerificationView, context: ScreenContext) -> None:
        frame = context.lane.frame
        seen = camera_state(context.lane, context.clock) is CameraState.LIVE
        refused = None if self._nik.digits else view.refused
        searches = may(context.session.role, Action.IDENTIFY) and view.alert_id is None
        day, language = gate_day(context.wall, context.lane.zone), context.language
        shown = present_document(self._nik, refused, view.lines, seen, searches, day, language)
        self.document.show_document(shown, frame.image if seen and frame else None)

    def restyle(self, style: Style) -> None:
        """Take sizes and colours of `style`."""
        self.document.restyle(style)
        self.person.restyle(style)
