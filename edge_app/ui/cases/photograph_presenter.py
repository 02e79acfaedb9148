"""A document before the camera, in words: what to do, what came of it, and what two keys mean."""

from __future__ import annotations

from dataclasses import dataclass, field

from edge_app.desk.cases.photograph import PhotographView, Stage, Trouble
from edge_app.domain import Image, LaneView
from edge_app.pipeline.document_picture import Flaw, document_frame
from edge_app.store.cases import MAX_PHOTOGRAPHS
from edge_app.ui.cases import photograph_words as words
from edge_app.ui.kit.picture import displayable
from edge_app.ui.lane.camera_presenter import CameraState, camera_state
from edge_app.ui.text import shared_words
from edge_app.ui.text.language import Language, number, translate
from edge_app.ui.text.message import Message
from models.geometry import Box

_FLAWS: dict[Flaw, Message] = {
    Flaw.DARK: words.DARK,
    Flaw.GLARE: words.GLARE,
    Flaw.EMPTY: words.EMPTY,
    Flaw.BLURRED: words.BLURRED,
}
TROUBLES: dict[Trouble, Message] = {
    Trouble.NO_PICTURE: words.NO_PICTURE,
    Trouble.NOT_KEPT: words.NOT_KEPT,
    Trouble.FAULT: words.FAULT,
}


@dataclass(frozen=True, slots=True)
class PhotographPageView:
    """The page; names nobody."""

    stage: Stage
    title: str
    say: str
    warns: bool  # what is said is not as it should be
    back: str
    go: str
    can_go: bool
    # What is compared are the words: the picture is another thirty times a second.
    image: Image | None = field(compare=False, repr=False)
    frame: Box | None = field(compare=False)  # where to hold it; None: the picture was taken


def present_photograph(
    view: PhotographView, lane: LaneView, clock: float, language: Language
) -> PhotographPageView:
    """Return the page; `clock`: of the frames."""
    image = frame = None
    aims = view.stage in (Stage.AIMING, Stage.TAKING)
    live = camera_state(lane, clock) is CameraState.LIVE
    if not aims and view.picture is not None:
        image = view.picture.image
    elif aims and live and lane.frame is not None:
        image = displayable(lane.frame.image)
        if image is not None:
            frame = document_frame(image.shape[1], image.shape[0])
    say, warns = _say(view, live, language)
    flawed = view.picture is not None and view.picture.flaw is not None
    taken = view.stage in (Stage.TAKEN, Stage.KEEPING)
    go = (words.KEEP_ANYWAY if flawed else words.KEEP) if taken else words.TAKE
    can_go = view.stage is Stage.TAKEN or (view.stage is Stage.AIMING and live)
    return PhotographPageView(
        stage=view.stage,
        title=translate(shared_words.PHOTOGRAPH_DOCUMENT, language),
        say=say,
        warns=warns,
        back=translate(words.RETAKE if taken else shared_words.BACK, language),
        go=translate(go, language),
        can_go=can_go and view.left > 0,
        image=image,
        frame=frame,
    )


def _say(view: PhotographView, live: bool, language: Language) -> tuple[str, bool]:
    """Return what is said, and whether it warns."""
    if not view.left:
        return translate(words.FULL, language, n=number(MAX_PHOTOGRAPHS, language)), True
    if view.trouble is not None:
        return translate(TROUBLES[view.trouble], language), True
    if view.stage is Stage.KEEPING:
        return translate(words.KEEPING, language), False
    if view.stage is Stage.AIMING and not live:
        return translate(words.NO_PICTURE, language), True
    if view.stage is not Stage.TAKEN or view.picture is None:
        return translate(words.AIM, language), False
    said = [translate(_FLAWS[view.picture.flaw] if view.picture.flaw else words.LOOK, language)]
    if view.picture.hidden:
        said.append(translate(words.HIDDEN, language, n=number(view.picture.hidden, language)))
    return " ".join(said), view.picture.flaw is not None
