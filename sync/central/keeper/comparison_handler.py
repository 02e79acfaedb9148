"""1:1 and 1:N, opened at the first question: without one a keeper needs no index and no models."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from sync.central.centre import Centre
from sync.central.clock import now
from sync.central.registry.callers import Caller
from sync.protocol.question_content import AnswerContent, QuestionContent
from sync.protocol.wire import Question

if TYPE_CHECKING:
    from sync.central.identification.questions import Answerer


class ComparisonHandler:
    """Answers questions. It waits for the processor: call it in threads."""

    def __init__(self, centre: Centre) -> None:
        self._centre = centre
        self._answerer: Answerer | None = None
        self._lock = Lock()

    def answer(self, caller: Caller, question: QuestionContent, sent: Question) -> AnswerContent:
        """Return the answer, which is on the audit log by then.

        Raise CentralError, and PackageError for a template that is none.
        """
        from sync.central.identification.questions import Answerer
        from sync.central.registry.question_quotas import Asker

        with self._lock:
            if self._answerer is None:
                self._answerer = Answerer(self._centre)
        asker = Asker(caller.terminal_id, caller.checkpoint_id, caller.kiosk_key)
        return self._answerer.answer(asker, question, sent, now())

    def close(self) -> None:
        """Release the index."""
        with self._lock:
            if self._answerer is not None:
                self._answerer.close()
