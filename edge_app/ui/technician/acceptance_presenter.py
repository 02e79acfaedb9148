"""A test alert and the acceptance report, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from edge_app.desk.records.export import ExportState, ExportView
from edge_app.desk.technician.alert_trial import (
    AlertTrialView,
    TrialFailure,
    TrialResult,
    TrialStage,
)
from edge_app.desk.technician.steps import Step, StepState, StepView
from edge_app.domain import Image
from edge_app.ui.kit.marks import Severity
from edge_app.ui.records.statistics_presenter import outcome
from edge_app.ui.technician import acceptance_words as words
from edge_app.ui.technician.step_titles_presenter import TITLES
from edge_app.ui.text.language import Language, moment, number, translate
from edge_app.ui.text.message import Message

_STAGES: dict[TrialStage, Message] = {
    TrialStage.SHOW: words.SHOW,
    TrialStage.LEAVE: words.LEAVE,
    TrialStage.RETURN: words.RETURN,
    TrialStage.RAISED: words.RAISED,
}
_FAILURES: dict[TrialFailure, Message] = {
    TrialFailure.NOBODY: words.NOBODY,
    TrialFailure.UNLIKE: words.UNLIKE,
    TrialFailure.REAL_ALERT: words.REAL_ALERT,
}


@dataclass(frozen=True, slots=True)
class AcceptanceText:
    """The whole page, but for the live picture."""

    heading: str  # what the test alert is, or what to do now
    body: str
    notice: tuple[str, Severity]  # of the test; empty: nothing to say
    trial: str  # the button of the test
    runs: bool  # its button ends it
    has_faces: bool  # before and after, in place of the live picture
    open_steps: str  # what the report will say is not done; empty: all is
    write: str  # the button of the report; empty: none can be made here
    outcome: tuple[str, Severity]  # of the last report; empty: nothing to say
    faces: tuple[tuple[Image, str], ...] = field(compare=False, repr=False)


def present_acceptance(
    trial: AlertTrialView,
    steps: Sequence[StepView],
    export: ExportView,
    ready: bool,
    language: Language,
    wall: datetime,
) -> AcceptanceText:
    """Return what the page says. `ready`: reports can be made here."""

    def say(message: Message, **values: str) -> str:
        return translate(message, language, **values)

    runs = trial.stage in (TrialStage.SHOW, TrialStage.LEAVE, TrialStage.RETURN)
    button = words.STOP if runs else words.BEGIN
    notice = "", Severity.NOTE
    if trial.failure is not None:
        button, notice = words.AGAIN, (say(_FAILURES[trial.failure]), Severity.ATTENTION)
    elif runs and trial.several:
        notice = say(words.ALONE), Severity.ATTENTION
    elif trial.result is not None:
        button = words.AGAIN
        notice = _result(trial.result, language), Severity.GOOD
    elif not runs:
        notice = trial_state(steps, language, wall)
    pictures = [(trial.shown, words.BEFORE), (trial.seen, words.AFTER)]
    faces = tuple(
        (image, say(caption))
        for image, caption in pictures
        if image is not None and trial.stage is TrialStage.RAISED
    )
    return AcceptanceText(
        heading=say(_STAGES.get(trial.stage, words.ALERT)),
        body=say(words.HOW) if trial.stage in (TrialStage.IDLE, TrialStage.FAILED) else "",
        notice=notice,
        trial=say(button),
        runs=runs,
        has_faces=bool(faces),
        open_steps=_open_steps(steps, language) if ready else "",
        write=say(words.WRITE) if ready else "",
        outcome=_outcome(export, ready, language),
        faces=faces,
    )


def trial_state(
    steps: Sequence[StepView], language: Language, wall: datetime
) -> tuple[str, Severity]:
    """Return what the last test alert showed with this camera."""
    for one in steps:
        if one.step is not Step.ALERT or one.state is StepState.NOT_YET:
            continue
        if one.state is not StepState.DONE or one.at is None:
            return translate(words.UNLIKE, language), Severity.FAULT
        values = {
            name: number(one.figures.get(name, 0.0), language, 2) for name in ("score", "threshold")
        }
        when = moment(one.at, language, wall)
        return translate(words.PASSED, language, time=when, **values), Severity.GOOD
    return translate(words.NOT_TRIED, language), Severity.NOTE


def _result(result: TrialResult, language: Language) -> str:
    return translate(
        words.RESULT,
        language,
        score=number(result.score, language, 2),
        threshold=number(result.threshold, language, 2),
        n=number(round(result.latency_ms), language),
    )


def _open_steps(steps: Sequence[StepView], language: Language) -> str:
    wanting = (StepState.NOT_YET, StepState.FAILING)
    names = [translate(TITLES[one.step], language) for one in steps if one.state in wanting]
    return translate(words.OPEN_STEPS, language, steps=", ".join(names)) if names else ""


def _outcome(export: ExportView, ready: bool, language: Language) -> tuple[str, Severity]:
    if not ready:
        return translate(words.NO_KEY, language), Severity.NOTE
    if export.state is ExportState.WORKING:
        return translate(words.WRITING, language), Severity.NOTE
    good = export.state is ExportState.DONE
    return outcome(export, language), Severity.GOOD if good else Severity.FAULT
