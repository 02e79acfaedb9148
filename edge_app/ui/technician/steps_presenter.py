"""The steps of a set-up, in words: a row a step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from edge_app.desk.technician.step_judge import Seen
from edge_app.desk.technician.steps import Step, StepState, StepView
from edge_app.domain import LaneFault
from edge_app.ui.kit.marks import Severity, Shape
from edge_app.ui.lane.camera_presenter import CameraState, short_status
from edge_app.ui.look.panel import Panel
from edge_app.ui.look.theme import Tone
from edge_app.ui.technician import steps_words as own
from edge_app.ui.technician import trials_words, words
from edge_app.ui.technician.acceptance_presenter import trial_state
from edge_app.ui.technician.check_presenter import RowText, present_check, present_findings
from edge_app.ui.technician.presenter import present_figures
from edge_app.ui.technician.step_titles_presenter import TITLES
from edge_app.ui.technician.trials_presenter import present_link, present_panel
from edge_app.ui.text.language import Language, moment, number, translate
from edge_app.ui.text.message import Message
from sync.protocol.findings import Finding

MARKS: dict[StepState, tuple[Shape, Tone]] = {
    StepState.DONE: (Shape.TICK, Tone.GOOD),
    StepState.FAILING: (Shape.CROSS, Tone.FAULT),
    StepState.NOT_YET: (Shape.DASH, Tone.TEXT_QUIET),
    StepState.ABSENT: (Shape.NOTE, Tone.CAPTURED),
}
_MEASURED = (Step.FACE, Step.LIGHT, Step.FOCUS)
_FAULTS: dict[tuple[Step, LaneFault], Message] = {
    (Step.TURN, LaneFault.SIDEWAYS): words.NOT_UPRIGHT,
    (Step.TURN, LaneFault.SQUEEZED): words.NOT_SQUARE,
    (Step.LIGHT, LaneFault.DARK): words.TOO_DARK,
    (Step.LIGHT, LaneFault.STROBING): own.FLICKERS,
    (Step.FOCUS, LaneFault.BLURRED): words.OUT_OF_FOCUS,
    (Step.FOCUS, LaneFault.SMEARED): own.TORN,
}


@dataclass(frozen=True, slots=True)
class StepsText:
    """The whole page, but for the picture."""

    progress: str  # how many are done, and what comes next
    rows: tuple[tuple[Step, RowText], ...]


def present_steps(
    steps: Sequence[StepView],
    now: Mapping[Step, StepState],
    seen: Seen,
    panel: Panel,
    camera: CameraState,
    played: bool,
    language: Language,
    wall: datetime,
) -> StepsText:
    """Return what the page says.

    `now`: what can be told at this moment. `played`: the tone was, and is to be confirmed.
    """
    over = [one for one in steps if one.state in (StepState.DONE, StepState.ABSENT)]
    values = {"done": number(len(over), language), "all": number(len(steps), language)}
    progress = translate(own.SO_MANY_DONE, language, **values)
    following = next((one for one in steps if one not in over), None)
    if following is not None:
        step = translate(TITLES[following.step], language)
        progress += " " + translate(own.NEXT, language, step=step)
    telling = _Telling(now, seen, panel, camera, played, language, wall)
    return StepsText(progress, tuple((one.step, telling.row(one)) for one in steps))


@dataclass(frozen=True, slots=True, eq=False)
class _Telling:
    """What the texts of steps are made of."""

    now: Mapping[Step, StepState]
    seen: Seen
    panel: Panel
    camera: CameraState
    played: bool
    language: Language
    wall: datetime

    def row(self, one: StepView) -> RowText:
        """Return the row of a step."""
        title = self._say(TITLES[one.step])
        findings: tuple[Finding, ...] = ()
        if one.step is Step.NETWORK:
            findings = self.seen.link.findings
        elif one.step is Step.CHECK:
            findings = self.seen.check.findings
        text = self._text(one)
        if one.state is StepState.ABSENT:
            of_centre = one.step in (Step.NETWORK, Step.CLOCK)
            text = self._say(trials_words.NO_CENTRE if of_centre else own.ABSENT)
        below = present_findings(findings, self.language)
        return RowText(title, text, MARKS[one.state], self._button(one), below)

    def _say(self, message: Message, **values: str) -> str:
        return translate(message, self.language, **values)

    def _button(self, one: StepView) -> str:
        if one.state is StepState.ABSENT and one.step is not Step.READER:
            return ""
        match one.step:
            case Step.NETWORK | Step.CHECK | Step.ALERT:
                return self._say(trials_words.TEST)
            case Step.CAMERA | Step.TURN | Step.FACE | Step.LIGHT | Step.FOCUS:
                return self._say(own.CAMERA_OPEN)
            case Step.TOUCH:
                return self._say(own.TRIALS_OPEN)
            case Step.PANEL:
                return "" if one.state is StepState.FAILING else self._say(own.MEASURED)
            case Step.SOUND:
                return self._say(own.HEARD if self.played else trials_words.TEST)
            case Step.READER:
                return "" if one.state is not StepState.NOT_YET else self._say(own.NO_READER)
        return ""

    def _text(self, one: StepView) -> str:
        match one.step:
            case Step.NETWORK:
                return self._network(one.state)
            case Step.CLOCK:
                return self._by_state(one.state, own.CLOCK_GOOD, own.CLOCK_OFF, own.CLOCK_AWAITED)
            case Step.LISTS:
                return self._lists(one.state)
            case Step.CAMERA:
                return self._camera()
            case Step.TURN | Step.FACE | Step.LIGHT | Step.FOCUS:
                return self._face(one)
            case Step.PANEL:
                return self._panel(one.state)
            case Step.TOUCH:
                return self._by_state(
                    one.state, own.TOUCH_GOOD, own.TOUCH_BAD, trials_words.TOUCH_HINT
                )
            case Step.SOUND:
                return self._sound(one.state)
            case Step.READER:
                return self._by_state(one.state, own.READER_GOOD, own.READER_HINT, own.READER_HINT)
            case Step.CHECK:
                return present_check(self.seen.check, self.language)[0]
            case Step.ALERT:
                return trial_state((one,), self.language, self.wall)[0]

    def _by_state(self, state: StepState, good: Message, wrong: Message, hint: Message) -> str:
        if state is StepState.DONE:
            return self._say(good)
        return self._say(wrong if state is StepState.FAILING else hint)

    def _network(self, state: StepState) -> str:
        text, severity = present_link(self.seen.link, self.language)
        if severity is not Severity.NOTE:
            return text
        return self._by_state(state, own.CENTRE_HEARD, own.CENTRE_AWAY, trials_words.NETWORK_HINT)

    def _lists(self, state: StepState) -> str:
        if state is not StepState.DONE:
            return self._by_state(state, own.LISTS_GOOD, own.LISTS_REFUSED, own.LISTS_AWAITED)
        lane = self.seen.lane
        lists, n = number(len(lane.lists), self.language), number(lane.references, self.language)
        return self._say(own.LISTS_GOOD, lists=lists, n=n)

    def _camera(self) -> str:
        figures = self.seen.figures
        if figures is None or self.camera is not CameraState.LIVE:
            return short_status(self.camera, self.language)[1] + "."
        width, height = figures.size
        return self._say(own.PICTURES_COME, width=str(width), height=str(height))

    def _face(self, one: StepView) -> str:
        """Return what is so now where a face is seen, else when it was measured."""
        for fault in self.seen.lane.faults:
            if (one.step, fault) in _FAULTS:
                return self._say(_FAULTS[one.step, fault])
        figures, good = self.seen.figures, self.now.get(one.step) is StepState.DONE
        if one.state is StepState.DONE and one.at is not None and not good:
            when = moment(one.at, self.language, self.wall)
            at = own.LIGHT_ALL_DAY if one.step is Step.LIGHT else own.SEEN_AT
            return self._say(at, time=when)
        if figures is None or (figures.face is None and not good):
            return self._say(words.STAND_HERE)
        if one.step is Step.TURN:
            return self._say(own.TURN_GOOD if good else own.NOT_READ)
        tiles = dict(zip(_MEASURED, present_figures(figures, self.language), strict=True))
        return f"{tiles[one.step].value}. {tiles[one.step].detail}"

    def _panel(self, state: StepState) -> str:
        if state is not StepState.DONE:
            return present_panel(self.panel, self.language)[0]
        sides = {"width": self.panel.width, "height": self.panel.height}
        values = {name: number(round(side), self.language) for name, side in sides.items()}
        return self._say(own.PANEL_MEASURED, **values)

    def _sound(self, state: StepState) -> str:
        if state is StepState.DONE:
            return self._say(own.SOUND_GOOD)
        if state is StepState.FAILING:
            fault = self.seen.sound_fault
            return self._say(trials_words.NO_DEVICE if fault else trials_words.TURNED_OFF)
        return self._say(trials_words.PLAYED if self.played else trials_words.SOUND_HINT)
