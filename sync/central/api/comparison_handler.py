"""1:1 and 1:N, opened at the first question: without one a worker needs no index and no models."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from sync.central.centre import Centre
from sync.central.registry import callers
from sync.protocol.content import AnswerContent, QuestionContent

if TYPE_CHECKING:
    from sync.central.search import Search


class ComparisonHandler:
    """Answers questions. It waits for the processor: call it in threads."""

    def __init__(self, centre: Centre) -> None:
        self._centre = centre
        self._search: Search | None = None
        self._lock = Lock()

    def answer(self, checkpoint_id: str, question: QuestionContent) -> AnswerContent:
        """Return the answer. Raise CentralError, and PackageError for a template that is none."""
        from sync.central import questions
        from sync.central.search import Search

        with self._lock:
            if self._search is None:
                self._search = Search(self._centre)
        with self._centre.registry.session() as session:
            rights = callers.rights(session, checkpoint_id)
        return questions.answer(self._centre, self._search, question, rights)

    def close(self) -> None:
        """Release the index."""
        with self._lock:
            if self._search is not None:
                self._search.close()
