"""A document of a case before the camera: held, taken, of no use, enough of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import cv2
import numpy as np

from edge_app.desk.cases.photograph import PhotographView, Stage, Trouble
from edge_app.desk.session.views import SessionView
from edge_app.domain import Image, LaneView, SourceState
from edge_app.pipeline.document_picture import DocumentPicture, Flaw, cut
from edge_app.ui.screenshots.background import empty_background
from edge_app.ui.screenshots.scene import Scene
from edge_app.ui.screenshots.specimen_card import held
from edge_app.ui.window.places import Place


def photograph_scenes(lane: LaneView, card: Image, session: SessionView) -> Iterator[Scene]:
    """Yield scenes with `card` before the camera of `lane`."""
    if lane.frame is None:
        return
    seen = held(lane.frame.image, card)
    before = replace(lane, frame=replace(lane.frame, image=seen))
    alone = held(empty_background(), card)
    good = DocumentPicture(cut(alone), None, 0)
    aims = PhotographView("")

    def scene(name: str, view: PhotographView, of: LaneView = before) -> Scene:
        return Scene(name, of, Place.CASES, session, photograph=view)

    taken = replace(aims, stage=Stage.TAKEN, picture=good)
    out_of_focus = cv2.GaussianBlur(cut(alone), (0, 0), 4).astype(np.uint8)
    blurred = DocumentPicture(out_of_focus, Flaw.BLURRED, 0)
    yield scene("photograph-aim", aims)
    yield scene("photograph-taken", taken)
    yield scene("photograph-blurred", replace(taken, picture=blurred))
    yield scene("photograph-not-kept", replace(taken, trouble=Trouble.NOT_KEPT))
    yield scene("photograph-enough", replace(aims, left=0))
    away = replace(lane, source_state=SourceState.LOST, frame=None, tracks=())
    yield scene("photograph-no-camera", aims, away)
