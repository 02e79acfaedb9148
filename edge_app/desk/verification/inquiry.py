"""One question to the data centre at a time, with a limit. For one thread.

It stands on the audit chain before it is asked: officer, purpose, and no name or number of anybody.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from enum import Enum
from typing import Protocol

from edge_app.desk.centre_questions import Asked
from edge_app.domain import LaneView, Template
from edge_app.errors import QuestionError, TerminalError
from edge_app.store.chain import UNSIGNED
from sync.protocol.content import AnswerContent

LIMIT_S = 10.0  # until an officer is told that no answer comes


class Unanswered(Enum):
    """Why the data centre says nothing."""

    NO_CENTRE = "no_centre"  # this terminal has none
    OFFLINE = "offline"  # it is known that it cannot be reached now
    NO_ANSWER = "no_answer"  # none came in time
    CANCELLED = "cancelled"  # the officer did not want to wait
    FAULT = "fault"  # the question could not be sent, or the answer not be believed


class CentreQuestions(Protocol):
    """`edge_app.desk.centre_questions.Questions`."""

    def ask(self, template: Template, nik: str | None, officer: str, purpose: str) -> Asked:
        """Send it. Raises QuestionError."""

    def answer(self, asked: Asked) -> AnswerContent | None:
        """None: not yet. Raises QuestionError."""

    def withdraw(self, asked: Asked) -> None:
        """Nobody waits any more. Raises QuestionError."""


class Notes(Protocol):
    """`edge_app.store.audit_log.AuditLog`."""

    def note(self, actor: str, action: str, subject: str = "", **details: object) -> None:
        """Add a row to the chain. Raises StoreError."""


class Inquiry:
    """Begin, look until there is an answer or none comes."""

    def __init__(
        self,
        questions: CentreQuestions | None,
        notes: Notes,
        lane: Callable[[], LaneView],
        clock: Callable[[], float],
    ) -> None:
        """`questions`: None without a data centre; `lane` says whether it can be reached."""
        self._questions, self._notes, self._lane, self._clock = questions, notes, lane, clock
        self._asked: Asked | None = None
        self._until = 0.0

    def impossible(self) -> Unanswered | None:
        """Why nobody need try now."""
        if self._questions is None:
            return Unanswered.NO_CENTRE
        sync = self._lane().sync
        if sync is not None and (sync.unreachable or sync.revoked):
            return Unanswered.OFFLINE
        return None

    def begin(
        self, template: Template, nik: str | None, officer: str, purpose: str, subject: str
    ) -> Unanswered | None:
        """Ask; `officer` may be empty, `subject` is the id that the chain's row carries."""
        self.cancel()
        if (why := self.impossible()) is not None or self._questions is None:
            return why
        actor, asked = officer or UNSIGNED, "1:N" if nik is None else "1:1"
        try:
            self._notes.note(actor, "question-asked", subject, asked=asked, purpose=purpose)
            self._asked = self._questions.ask(template, nik, actor, purpose)
        except TerminalError:
            return Unanswered.FAULT
        self._until = self._clock() + LIMIT_S
        return None

    def look(self) -> AnswerContent | Unanswered | None:
        """The answer, or why there is none; None: not yet."""
        if self._questions is None or self._asked is None:
            return Unanswered.FAULT
        try:
            found = self._questions.answer(self._asked)
        except QuestionError:
            self.cancel()
            return Unanswered.FAULT
        if found is not None:
            self._asked = None
            return found
        if self._clock() >= self._until:
            self.cancel()
            return Unanswered.NO_ANSWER
        return None

    @property
    def until(self) -> float:
        """When it is given up, on the kiosk's clock."""
        return self._until

    def cancel(self) -> None:
        """Nobody waits any more; also when nothing was asked."""
        asked, self._asked = self._asked, None
        if asked is not None and self._questions is not None:
            with contextlib.suppress(QuestionError):  # the spool forgets it with its time
                self._questions.withdraw(asked)
