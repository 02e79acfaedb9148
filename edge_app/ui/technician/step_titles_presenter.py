"""What the steps of a set-up are called."""

from __future__ import annotations

from edge_app.desk.technician.steps import Step
from edge_app.ui.technician import acceptance_words, trials_words, words
from edge_app.ui.technician import steps_words as own
from edge_app.ui.text.message import Message

TITLES: dict[Step, Message] = {
    Step.NETWORK: trials_words.NETWORK,
    Step.CLOCK: own.CLOCK,
    Step.LISTS: own.LISTS,
    Step.CAMERA: words.LABEL,
    Step.TURN: own.TURN,
    Step.FACE: words.FACE,
    Step.LIGHT: words.FACE_LIGHT,
    Step.FOCUS: words.SHARPNESS,
    Step.PANEL: trials_words.PANEL,
    Step.TOUCH: trials_words.TOUCH,
    Step.SOUND: trials_words.SOUND,
    Step.READER: own.READER,
    Step.CHECK: trials_words.CHECK,
    Step.ALERT: acceptance_words.ALERT,
}
