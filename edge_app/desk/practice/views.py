"""Practice as frozen values for the screens."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from edge_app.domain import Image
from edge_app.store.practice import NO_SUMS, PlannedAlert, PracticeOutcome, PracticeSums


class PracticeRefusal(Enum):
    """Why practice cannot be switched on."""

    NO_SHIFT = "no_shift"  # no shift of another officer goes on
    NO_FACES = "no_faces"  # the lists have too few people


@dataclass(frozen=True, slots=True, eq=False)
class Revealed:
    """A planted alert that is over."""

    alert_id: str
    genuine: bool
    outcome: PracticeOutcome
    seconds: float  # from the alert to its end
    name: str = field(repr=False)  # of the listed person
    captured: Image = field(repr=False)
    portrait: Image = field(repr=False)
    source: tuple[str, int] = ("", 0)  # the list of whom it shows, and its version

    @property
    def right(self) -> bool | None:
        """Return whether the answer was right; None: there was none."""
        match self.outcome:
            case PracticeOutcome.CONFIRMED:
                return self.genuine
            case PracticeOutcome.NOT_THIS_PERSON:
                return not self.genuine
            case _:
                return None


@dataclass(frozen=True, slots=True)
class PracticeView:
    """What a practice page needs, as it was read last."""

    number: str = ""  # of the officer whose page it is
    planned: tuple[PlannedAlert, ...] = ()  # of this shift; only for who may plant
    planted_by: str = ""  # number; empty: nobody has switched practice on in this shift
    waiting: bool = False  # there is more to come in this shift; for who may plant
    own: PracticeSums = NO_SUMS  # of who is signed in
    all: PracticeSums | None = None  # of everybody; None: not to be seen, or too few officers
    refused: PracticeRefusal | None = None
    failed: bool = False


NO_PRACTICE = PracticeView()
