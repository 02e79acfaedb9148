"""A bare device on its way, in words."""

from __future__ import annotations

from dataclasses import dataclass

from edge_app.desk.setup.setup_desk import SetupStage, SetupView
from edge_app.ui.setup import words
from edge_app.ui.text.language import Language, translate
from edge_app.ui.text.message import Message

SHOWN_DIGITS = 8  # of a terminal's number: by them an operator approves it


@dataclass(frozen=True, slots=True)
class SetupText:
    """The whole screen, but for the picture."""

    heading: str
    place: str  # large: where it is to stand; empty: not known yet
    body: str
    words: tuple[str, ...]  # six, or none
    status: str  # what goes on; empty: a finger is waited for
    problem: str  # empty: nothing is in the way
    primary: str  # buttons; empty: there is none
    secondary: str
    picture: bool  # the camera's picture is shown


def present_setup(view: SetupView, language: Language) -> SetupText:
    """Return what the screen says."""

    def say(message: Message, **values: str) -> str:
        return translate(message, language, **values)

    problem = say(words.PROBLEMS[view.problem]) if view.problem in words.PROBLEMS else ""
    if not problem and not view.agent_runs and view.stage is not SetupStage.READY:
        problem = say(words.NO_AGENT)
    lane = say(words.LANE, lane=view.lane)
    if view.stage is SetupStage.TICKET:
        if not problem and view.picture and not view.camera:
            problem = say(words.NO_CAMERA)
        return SetupText(
            say(words.SHOW_TICKET),
            "",
            say(words.HOW_TO_SHOW),
            (),
            say(words.READS_STICK) if view.reads_stick else "",
            problem,
            "" if view.reads_stick else say(words.READ_STICK),
            "",
            picture=True,
        )
    place = say(words.PLACE, checkpoint=view.checkpoint) + "\n" + lane
    if view.stage is SetupStage.CONFIRM:
        return SetupText(
            say(words.RIGHT_PLACE),
            place,
            say(words.ONCE),
            (),
            "",
            problem,
            say(words.YES),
            say(words.NO),
            picture=True,
        )
    if view.stage is SetupStage.ASKING:
        return SetupText(
            say(words.ASKING),
            place,
            say(words.KEYS_MADE),
            (),
            "",
            problem,
            "",
            "",
            picture=True,
        )
    if view.stage is SetupStage.READY:
        return SetupText(
            say(words.APPROVED), place, say(words.OPENING), (), "", "", "", "", picture=False
        )
    digits = view.number[:SHOWN_DIGITS]
    number = say(words.NUMBER, number=digits, checkpoint=view.checkpoint, lane=view.lane)
    return SetupText(
        say(words.READ_ALOUD),
        number,
        say(words.COMPARE),
        tuple(f"{place}. {word}" for place, word in enumerate(view.words, 1)),
        "" if problem else say(words.AWAITING),
        problem,
        "",
        "",
        picture=False,
    )
