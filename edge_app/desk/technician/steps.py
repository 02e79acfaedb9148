"""The steps from a bare lane to one that is handed over, and how each stands.

What can be told at once is looked at anew each moment (`step_judge.py`); what was tried once is
kept, so that a technician can leave and come back, also after a power cut. What was seen through
another camera, or through one that hung otherwise, does not count.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from pydantic import Field

from edge_app.desk.session.roles import Action, may
from edge_app.desk.session.views import SessionView
from edge_app.pipeline.camera_settings import Camera
from edge_app.pipeline.sources import without_password
from edge_app.store.database import StoreDatabase
from sync.protocol.errors import PackageError
from sync.protocol.message import Time, Wire

KEPT = "set-up.steps"  # the fact that holds what was tried


class Step(Enum):
    """What is to be set up, in the order in which it is done."""

    NETWORK = "network"
    CLOCK = "clock"
    LISTS = "lists"
    CAMERA = "camera"
    TURN = "turn"  # faces stand upright, and are neither squeezed nor widened
    FACE = "face"  # as many pixels across as it takes
    LIGHT = "light"
    FOCUS = "focus"
    PANEL = "panel"  # the screen's size, against a ruler
    TOUCH = "touch"
    SOUND = "sound"
    READER = "reader"
    CHECK = "check"  # all that `gapura provision check` looks at
    ALERT = "alert"  # a test alert, from a face that was shown


class StepState(Enum):
    """How a step stands."""

    NOT_YET = "not-yet"
    DONE = "done"
    FAILING = "failing"
    ABSENT = "absent"  # there is nothing of the kind here


# What was seen of one camera.
OF_CAMERA = frozenset({Step.TURN, Step.FACE, Step.LIGHT, Step.FOCUS, Step.ALERT})
# What can be told at any moment needs no memory.
LIVE = frozenset({Step.NETWORK, Step.CLOCK, Step.LISTS, Step.CAMERA})


@dataclass(frozen=True, slots=True)
class StepView:
    """One step."""

    step: Step
    state: StepState
    at: datetime | None = None  # when that was found; None: it is so now, or never was tried
    figures: Mapping[str, float] = field(default_factory=dict)  # that were measured then


class _Mark(Wire):
    """What came of a step when it was last tried."""

    state: str
    at: Time
    camera: str = ""  # through which it was seen; empty: through none
    figures: dict[str, float] = Field(default_factory=dict)


class _Marks(Wire):
    """The fact."""

    steps: dict[str, _Mark] = Field(default_factory=dict)


class StepsDesk:
    """From the window's thread; what is kept is written on another."""

    def __init__(
        self,
        database: StoreDatabase,
        session: Callable[[], SessionView],
        write: Callable[[Callable[[], object]], object],
        now: Callable[[], datetime],
        camera: Callable[[], Camera | None],
    ) -> None:
        """Read what was tried before. `camera`: what delivers now. Raise StoreError."""
        self._database, self._session, self._write, self._now = database, session, write, now
        self._camera = camera
        self._marks = _read(database.fact(KEPT))

    def view(self, now: Mapping[Step, StepState]) -> tuple[StepView, ...]:
        """Return every step; `now`: how those stand that can be told at this moment."""
        return tuple(self._step(step, now.get(step)) for step in Step)

    def follow(self, now: Mapping[Step, StepState]) -> tuple[StepView, ...]:
        """Return every step, as `view`, and keep what has come out differently."""
        fresh = {
            step: state
            for step, state in now.items()
            if step not in LIVE
            and state is not StepState.NOT_YET
            and self._known(step) is not state
        }
        self._keep(fresh)
        return self.view(now)

    def note(self, step: Step, state: StepState, **figures: float) -> None:
        """Keep what came of a trial, with what was measured."""
        self._keep({step: state}, figures)

    def _keep(
        self, fresh: Mapping[Step, StepState], figures: Mapping[str, float] | None = None
    ) -> None:
        if not fresh or not may(self._session().role, Action.TEST_TERMINAL):
            return
        at, camera = self._now(), self._camera_name()
        for step, state in fresh.items():
            seen_by = camera if step in OF_CAMERA else ""
            self._marks[step] = _Mark(
                state=state.value, at=at, camera=seen_by, figures=dict(figures or {})
            )
        kept = _Marks(steps={step.value: mark for step, mark in self._marks.items()}).to_json()
        self._write(lambda: self._database.put_fact(KEPT, kept))

    def _step(self, step: Step, now: StepState | None) -> StepView:
        mark, state = self._mark(step), self._known(step)
        if now is not None and now is not StepState.NOT_YET:
            return StepView(step, now, mark.at if mark is not None and state is now else None)
        if mark is None or state is None:
            return StepView(step, StepState.NOT_YET)
        return StepView(step, state, mark.at, mark.figures)

    def _known(self, step: Step) -> StepState | None:
        mark = self._mark(step)
        try:
            return None if mark is None else StepState(mark.state)
        except ValueError:  # a newer version's word
            return None

    def _mark(self, step: Step) -> _Mark | None:
        mark = self._marks.get(step)
        if mark is None or (step in OF_CAMERA and mark.camera != self._camera_name()):
            return None
        return mark

    def _camera_name(self) -> str:
        """Return what tells this camera, as it hangs, from others: a hash, without its password."""
        camera = self._camera()
        if camera is None:
            return "fixed"
        told = f"{without_password(camera.source)} {camera.settings}"
        return hashlib.sha256(told.encode()).hexdigest()[:16]


def _read(data: bytes | None) -> dict[Step, _Mark]:
    """Return what a fact holds; what cannot be read was not tried."""
    try:
        kept = {} if data is None else _Marks.from_json(data).steps
    except PackageError:
        return {}
    return {step: kept[step.value] for step in Step if step.value in kept}
