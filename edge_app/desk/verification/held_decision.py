"""A decision about a person, held for UNDO_S: nothing is kept of it, told or counted before.

For one thread; `shown` from any.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from edge_app.desk.alerts.queue import UNDO_S
from edge_app.desk.verification.views import HeldDecision, OfficerDecision
from edge_app.desk.verification.visit import Visit
from edge_app.store.entries import Verification


class VerificationRecord(Protocol):
    """`edge_app.store.alerts.AlertStore`."""

    def verified(self, verification: Verification, label: str = "") -> None:
        """Keep it, and tell the data centre; return at once."""

    def decision_withdrawn(self, verification_id: str, officer: str | None = None) -> None:
        """Note that a decision was taken back before it counted; return at once."""


@dataclass(frozen=True, slots=True)
class _Held:
    """What is kept when its time is over, and the visit that goes on where it is taken back."""

    verification: Verification
    visit: Visit
    shown: HeldDecision


class DecisionHolder:
    """Holds one decision: the next one makes it count."""

    def __init__(
        self,
        record: VerificationRecord,
        on_admitted: Callable[[str], object],
        clock: Callable[[], float],
    ) -> None:
        """Call `on_admitted(visitor_id)` when it counts that a visitor was let in."""
        self._record, self._on_admitted, self._clock = record, on_admitted, clock
        self._held: _Held | None = None
        self.undone: int | None = None  # the visit whose decision was taken back last

    @property
    def shown(self) -> HeldDecision | None:
        """Return what may still be taken back."""
        held = self._held
        return held.shown if held is not None else None

    def hold(self, verification: Verification, visit: Visit) -> None:
        """Hold what was decided of `visit`."""
        self.count()
        decision = (
            OfficerDecision.ADMITTED if verification.admitted else OfficerDecision.TURNED_AWAY
        )
        counts_at = self._clock() + UNDO_S
        shown = HeldDecision(visit.view.visit, decision, visit.subject.label, counts_at)
        self._held = _Held(verification, visit, shown)

    def undo(self, visit: int, officer: str | None) -> Visit | None:
        """Take back the decision about that visit; return it. None: it counts already."""
        held = self._held
        if held is None or held.shown.visit != visit:
            return None
        self._held, self.undone = None, visit
        self._record.decision_withdrawn(held.verification.verification_id, officer)
        return held.visit

    def poll(self) -> None:
        """Let it count once its time is over."""
        if self._held is not None and self._clock() >= self._held.shown.counts_at:
            self.count()

    def count(self) -> None:
        """Let it count now; nothing where nothing is held."""
        held, self._held = self._held, None
        if held is None:
            return
        done = held.verification
        self._record.verified(done, held.shown.name)
        if done.admitted and done.visitor_id is not None:
            self._on_admitted(done.visitor_id)
