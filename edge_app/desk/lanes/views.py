"""Other lanes and their cases as frozen values for the screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import Literal

from edge_app.domain import Answer, Image, LaneFault, Reference, SourceState, WatchList


class Refusal(Enum):
    """Why a lane did not take a second officer's answer. The values are those of the wire."""

    SAME_OFFICER = "same-officer"  # who has answered first, or cannot be told apart from them
    MAY_NOT = "may-not"  # that lane knows no such officer, or their role answers no alerts
    GONE = "gone"  # nobody is waited for there any more
    UNHEARD = "unheard"  # the terminal's own: the lane did not say that it has it
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class SecondAnswer:
    """What was answered here to an alert of another lane, and what became of it."""

    answer: Answer
    refused: Refusal | None = None
    taken: bool = False  # the lane has said so
    first: Answer | None = None  # what the first officer had answered; None: not known yet
    first_officer: str = ""

    @property
    def is_on_its_way(self) -> bool:
        """Return whether the lane has said nothing of it yet."""
        return not self.taken and self.refused is None


@dataclass(frozen=True, slots=True, eq=False)
class WatchedCase:
    """An open alert of another lane. Who it is stands in this terminal's own lists."""

    terminal_id: str
    lane: str
    alert_id: str
    watch_list: WatchList | None  # None: this terminal does not have it
    reference: Reference | None
    face: Image | None  # None: it has not come yet
    waited: timedelta | None
    here: bool  # the person is in view there
    step: Literal["open", "second", "answered", "other"]
    may_answer: bool  # as the second officer: another one has answered, and is waited for
    said: SecondAnswer | None = None  # here

    @property
    def priority(self) -> int:
        """Return the priority of the list, 1 first."""
        return 9 if self.watch_list is None else self.watch_list.priority


@dataclass(frozen=True, slots=True)
class WatchedLane:
    """Another lane. What it said is no older than some seconds, or it is not `heard`."""

    terminal_id: str
    name: str
    heard: bool
    camera: SourceState | None = None  # None: not known
    faults: tuple[LaneFault, ...] = ()
    other_faults: int = 0  # that a newer Gapura told of
    lists: bool = True
    attended: bool = False
    cases: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class LanesView:
    """All that a screen needs of other lanes, taken in one moment."""

    allowed: bool = False  # who works here may see them
    lanes: tuple[WatchedLane, ...] = ()  # by name
    cases: tuple[WatchedCase, ...] = ()  # the most pressing first
    everything: bool = True  # False: only what waits for a second officer is told here


NO_LANES = LanesView()
