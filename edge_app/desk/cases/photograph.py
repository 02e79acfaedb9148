"""A document of a case before the lane's camera: aimed at, taken, looked at, kept or taken again.

Until an officer keeps it, a picture is in memory alone; it goes when the case is left.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Protocol

from edge_app.desk.readers import ReaderPool
from edge_app.desk.session.roles import Action, may
from edge_app.desk.session.views import SessionView
from edge_app.domain import Image, LaneView, SourceState
from edge_app.jpeg import to_jpeg
from edge_app.pipeline.document_picture import DocumentPicture, taken
from edge_app.store.cases import MAX_PHOTOGRAPHS, CaseStep
from models.detector import FaceDetector
from models.engine import open_detector
from models.geometry import Box
from sync.protocol.envelope.random_values import random_id

MAX_SIDE = 1280  # pixels: small print of a card is legible, and it is what most cameras have
FRESH_S = 1.0  # an older picture shows what was there before


class Stage(Enum):
    """How far the officer is."""

    AIMING = "aiming"
    TAKING = "taking"
    TAKEN = "taken"  # to be kept, or taken again
    KEEPING = "keeping"
    KEPT = "kept"


class Trouble(Enum):
    """Why nothing came of it."""

    NO_PICTURE = "no_picture"  # the camera delivers none
    NOT_KEPT = "not_kept"  # the disk is full, or the case has changed
    FAULT = "fault"  # of our own


@dataclass(frozen=True, slots=True, eq=False)
class PhotographView:
    """All that a screen needs, taken in one moment."""

    alert_id: str
    stage: Stage = Stage.AIMING
    picture: DocumentPicture | None = field(default=None, repr=False)
    trouble: Trouble | None = None
    left: int = MAX_PHOTOGRAPHS  # that may still be kept


class PhotographRecord(Protocol):
    """Who writes it down: `AlertStore`."""

    def followed(self, step: CaseStep) -> Future[bool]:
        """Keep a step, taken now; return at once."""


class PhotographDesk:
    """Commands from any thread; they return at once, and a reader does what takes time."""

    def __init__(
        self,
        lane: Callable[[], LaneView],
        kept: Callable[[str], int],
        record: PhotographRecord,
        session: Callable[[], SessionView],
        readers: ReaderPool,
        clock: Callable[[], float] = time.monotonic,
        detector: Callable[[], FaceDetector] = open_detector,
    ) -> None:
        """`kept` returns how many an alert has, and raises StoreError; `clock`: of the frames."""
        self._lane, self._kept, self._record, self._session = lane, kept, record, session
        self._clock, self._open_detector = clock, detector
        self._detector: FaceDetector | None = None  # of the thread that does the commands
        self._lock = threading.Lock()  # guards the next
        self._view: PhotographView | None = None
        self._lost: Trouble | None = None  # why one was not kept that an officer left
        self.commands = readers.queue(on_fault=self._failed)

    # ---- what the window asks --------------------------------------------------------------------

    def view(self) -> PhotographView | None:
        """Return how it stands; None: no document is photographed, or not by this officer."""
        if self._view is not None and not _allowed(self._session()):
            self.leave()
        return self._view

    def take_lost(self) -> Trouble | None:
        """Return, once, why a picture was not kept that its officer had left to be kept."""
        with self._lock:
            lost, self._lost = self._lost, None
            return lost

    def open(self, alert_id: str) -> None:
        """Photograph a document for this alert, or for the case that it stands for."""
        if _allowed(self._session()):
            with self._lock:
                self._view = PhotographView(alert_id)
            self.commands.submit(lambda: self._count(alert_id))

    def take(self) -> None:
        """Take the picture of this moment."""
        if self._go_on(Stage.AIMING, Stage.TAKING) is not None:
            self.commands.submit(self._take)

    def retake(self) -> None:
        """Forget the picture, and aim again."""
        self._go_on(Stage.TAKEN, Stage.AIMING)

    def keep(self) -> None:
        """Keep the picture with the case, also where the officer leaves at once."""
        officer = self._session().number or None
        view = self._go_on(Stage.TAKEN, Stage.KEEPING)
        if view is None:
            return
        if not self.commands.submit(lambda: self._keep(view, officer), stays=True):
            self._not_kept(view, Trouble.FAULT)

    def leave(self) -> None:
        """Forget the picture, unless it is being kept."""
        with self._lock:
            self._view = None
        self.commands.submit(self._close, first=True)

    def _go_on(self, before: Stage, after: Stage) -> PhotographView | None:
        """Go from one stage to the next; return how it stands, None: it stood elsewhere."""
        with self._lock:
            view = self._view
            if view is None or view.stage is not before or not view.left:
                return None
            picture = None if after is Stage.AIMING else view.picture
            self._view = replace(view, stage=after, picture=picture, trouble=None)
            return self._view

    # ---- on a reader's thread --------------------------------------------------------------------

    def _count(self, alert_id: str) -> None:
        left = max(MAX_PHOTOGRAPHS - self._kept(alert_id), 0)
        with self._lock:
            if self._view is not None and self._view.alert_id == alert_id:
                self._view = replace(self._view, left=left)

    def _take(self) -> None:
        lane = self._lane()
        frame, live = lane.frame, lane.source_state is SourceState.LIVE
        if frame is None or not live or self._clock() - frame.captured_at > FRESH_S:
            self._come_to(Stage.TAKING, Stage.AIMING, trouble=Trouble.NO_PICTURE)
            return
        picture = taken(frame.image, self._faces(frame.image))
        self._come_to(Stage.TAKING, Stage.TAKEN, picture)

    def _faces(self, image: Image) -> list[Box]:
        if self._detector is None:
            self._detector = self._open_detector()
        return [found.box for found in self._detector.detect(image)]

    def _keep(self, view: PhotographView, officer: str | None) -> None:
        if view.picture is None:
            return
        try:
            jpeg = to_jpeg(view.picture.image, MAX_SIDE)
            step = CaseStep(random_id(), (view.alert_id,), "photograph", officer, picture=jpeg)
            kept = self._record.followed(step)
        except BaseException:
            self._not_kept(view, Trouble.FAULT)
            raise
        kept.add_done_callback(lambda done: self._written(view, done))

    def _written(self, view: PhotographView, done: Future[bool]) -> None:
        if done.cancelled() or done.exception() is not None or not done.result():
            self._not_kept(view, Trouble.NOT_KEPT)
            return
        with self._lock:
            if self._view is view:
                self._view = replace(view, stage=Stage.KEPT, picture=None)

    def _not_kept(self, view: PhotographView, trouble: Trouble) -> None:
        """Go back to the picture that was to be kept; where the officer has left, note the loss."""
        with self._lock:
            if self._view is view:
                self._view = replace(view, stage=Stage.TAKEN, trouble=trouble)
            else:
                self._lost = trouble

    def _come_to(
        self,
        before: Stage,
        after: Stage,
        picture: DocumentPicture | None = None,
        trouble: Trouble | None = None,
    ) -> None:
        """Tell what came of a step, unless the officer has left."""
        with self._lock:
            view = self._view
            if view is not None and view.stage is before:
                self._view = replace(view, stage=after, picture=picture, trouble=trouble)

    def _close(self) -> None:
        detector, self._detector = self._detector, None
        if detector is not None:
            detector.close()

    def _failed(self) -> None:
        with self._lock:
            view = self._view
            if view is not None and view.stage is Stage.TAKING:
                self._view = replace(view, stage=Stage.AIMING, trouble=Trouble.FAULT)


def _allowed(session: SessionView) -> bool:
    return session.working and may(session.role, Action.FOLLOW_CASE)
