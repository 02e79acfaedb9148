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
from edge_app.store.audit_log import AuditLog
from edge_app.store.chain import UNSIGNED
from sync.protocol.question_content import AnswerContent

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
        """Send a question. Raise QuestionError."""

    def answer(self, asked: Asked) -> AnswerContent | None:
        """Return the answer; None: not yet. Raise QuestionError."""

    def withdraw(self, asked: Asked) -> None:
        """Tell the agent that nobody waits any more. Raise QuestionError."""


class Inquiry:
    """Ask, then poll until there is an answer or none comes."""

    def __init__(
        self,
        questions: CentreQuestions | None,
        audit_log: AuditLog,
        lane: Callable[[], LaneView],
        clock: Callable[[], float],
    ) -> None:
        """`questions`: None without a data centre; `lane` says whether it can be reached."""
        self._questions, self._audit_log = questions, audit_log
        self._lane, self._clock = lane, clock
        self._asked: Asked | None = None
        self._until = 0.0

    def impossible(self) -> Unanswered | None:
        """Return why nobody need try now; None: it can be asked."""
        if self._questions is None:
            return Unanswered.NO_CENTRE
        sync = self._lane().sync
        if sync is not None and (sync.unreachable or sync.revoked):
            return Unanswered.OFFLINE
        return None

    def begin(
        self, template: Template, nik: str | None, officer: str, purpose: str, subject: str
    ) -> Unanswered | None:
        """Ask; return why it could not be asked, None: it was.

        `officer` may be empty; `subject` is the id that the chain's row carries.
        """
        self.cancel()
        if (why := self.impossible()) is not None or self._questions is None:
            return why
        actor, asked = officer or UNSIGNED, "1:N" if nik is None else "1:1"
        try:
            self._audit_log.note(actor, "question-asked", subject, asked=asked, purpose=purpose)
            self._asked = self._questions.ask(template, nik, actor, purpose)
        except TerminalError:
            return Unanswered.FAULT
        self._until = self._clock() + LIMIT_S
        return None

    def poll(self) -> AnswerContent | Unanswered | None:
        """Return the answer, or why there is none; None: not yet."""
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
        """Return when it is given up, on the kiosk's clock."""
        return self._until

    def cancel(self) -> None:
        """Withdraw the question, if there is one: nobody waits any more."""
        asked, self._asked = self._asked, None
        if asked is not None and self._questions is not None:
            with contextlib.suppress(QuestionError):  # the spool forgets it with its time
                self._questions.withdraw(asked)
