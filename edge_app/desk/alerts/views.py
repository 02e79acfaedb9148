"""The alerts at the desk as frozen values: what waits, what is held, where the officer stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from edge_app.desk.alerts.answers import Reason
from edge_app.desk.alerts.own_answers import Found
from edge_app.desk.session.views import SecondCheck
from edge_app.domain import Alert, Answer, Mute


class AlertStep(Enum):
    """Where the officer stands with the alert in front."""

    ANSWER = "answer"  # four answers
    REASON = "reason"  # an answer was tapped, its reason is not
    SECOND = "second"  # answered by one; a second officer's number and PIN are waited for


@dataclass(frozen=True, slots=True)
class FirstWord:
    """What the first of two officers answered."""

    answer: Answer
    reason: Reason
    officers: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class OpenAlert:
    """A case that waits: one person and one reference.

    The alert holds its sightings, and former answers to the same reference.
    """

    alert: Alert
    waited_s: float  # since it was raised, also by an earlier run
    here: bool  # the person is in view
    escalated: bool  # nobody answered in time
    called_s: float | None  # since a colleague was called; None: nobody was
    confirmed_by: tuple[str, ...] | None  # a second officer must agree; None: nobody answered yet
    first_answer: Answer | None = None  # to which they must agree
    seen_s: float | None = None  # since the person was last in view; None: not in this run
    gone: bool = False  # not in view for a while: others come first
    repeats: int = 0  # further alerts of the same case, which this one's answer closes too

    @property
    def priority(self) -> int:
        """Return the priority of the alert's list, 1 first."""
        return self.alert.candidate.watch_list.priority


@dataclass(frozen=True, slots=True, eq=False)
class HeldAnswer:
    """An answer that can still be taken back."""

    alert: Alert
    answer: Answer
    reason: Reason
    officers: tuple[str, ...]
    left_s: float  # until it counts


@dataclass(frozen=True, slots=True, eq=False)
class AlertsView:
    """All that a screen needs of the alerts, taken in one moment."""

    front: OpenAlert | None
    others: tuple[OpenAlert, ...]  # in the order in which they come to the front; not `gone`
    held: tuple[HeldAnswer, ...]  # the latest first
    step: AlertStep
    choice: Answer | None  # whose reason is asked for
    checking: bool  # a second officer's PIN is being compared
    second: SecondCheck | None  # why the last one was not accepted
    escalate_after_s: float
    people_a_day: float | None  # of this lane; None: unknown
    gone: tuple[OpenAlert, ...] = ()  # behind all others: the people left; in order
    mutes: tuple[Mute, ...] = ()  # that last; `AlertDesk.lift` ends one
    own_answers: Found = field(default_factory=dict)  # how often such alerts were right here

    @property
    def open(self) -> tuple[OpenAlert, ...]:
        """Return all that wait, the one in front first."""
        return ((self.front,) if self.front else ()) + self.others + self.gone


NO_ALERTS = AlertsView(None, (), (), AlertStep.ANSWER, None, False, None, 30.0, None)
