"""A case at the desk: one person and one reference, and what has become of it so far."""

from __future__ import annotations

from dataclasses import dataclass

from edge_app.desk.alerts.answers import Reason
from edge_app.desk.alerts.views import FirstWord
from edge_app.domain import Alert, Answer

HERE_FOR_S = 1.5  # after a person was seen: as long as the tracker waits for who is hidden
GONE_AFTER_S = 5.0  # then others come first: somebody who looks away has not left


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer that counts from now on."""

    alert_id: str
    answer: Answer
    reason: Reason
    officers: tuple[str, ...] = ()


@dataclass(slots=True, eq=False)
class Case:
    """One person and one reference at the desk; times are the caller's."""

    alert: Alert
    order: int  # of arrival
    raised: float  # in this run or before it
    since: float  # help is due so long after it
    idle: float  # given up so long after it: the person was in view then, or it was taken up
    seen: float | None = None  # the person was in view then; None: not in this run
    here: bool = False
    gone: bool = False
    heard: bool = False
    escalated: bool = False
    called: float | None = None
    word: FirstWord | None = None
    held: GivenAnswer | None = None
    counts_at: float = 0.0  # when `held` counts
    repeats: tuple[str, ...] = ()  # further alerts of the case

    @property
    def priority(self) -> int:
        """Return the priority of the alert's list, 1 first."""
        return self.alert.candidate.watch_list.priority

    @property
    def begun(self) -> bool:
        """Return whether an officer has answered, and it does not count yet."""
        return self.word is not None or self.held is not None

    @property
    def rank(self) -> tuple[bool, int, bool, int]:
        """Return what sorts cases.

        Who is in view; priority; what a second officer can finish; the oldest.
        """
        return self.gone, self.priority, self.word is None, self.order

    def look(self, alert: Alert, live: set[int], now: float) -> bool:
        """Take the alert as it is now; return whether the person is back who was gone."""
        was_gone, self.alert = self.gone, alert
        if alert.track_id in live:
            self.seen = self.idle = now
        self.here = self.seen is not None and now - self.seen <= HERE_FOR_S
        self.gone = now - max(self.raised, self.seen or self.raised) > GONE_AFTER_S
        return was_gone and not self.gone
