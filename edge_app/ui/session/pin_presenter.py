"""An officer's own PIN: the old one, the new one twice, and what is said of them.

Nothing that is shown holds a PIN, or how long the account's is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from edge_app.desk.session.views import Notice, PinOutcome, PinRefusal
from edge_app.ui.kit.keypad_layout import typed
from edge_app.ui.kit.marks import Severity
from edge_app.ui.kit.notice_view import NoticeView
from edge_app.ui.session import pin_words as words
from edge_app.ui.session import sign_in_words
from edge_app.ui.session.sign_in_presenter import DOT, MAX_PIN, MIN_PIN, present_notice
from edge_app.ui.text import shared_words
from edge_app.ui.text.language import Language, number, translate
from edge_app.ui.text.message import Message
from sync.protocol.pins import WeakPin, weak_pin


class PinStep(Enum):
    """What is typed now."""

    OLD = "old"
    NEW = "new"
    AGAIN = "again"


class Mistyped(Enum):
    """What is wrong with what was typed, before anybody is asked."""

    SHORT = "short"
    DIFFERENT = "different"


Problem = Mistyped | WeakPin | PinRefusal


@dataclass(frozen=True, slots=True)
class PinForm:
    """What was typed so far."""

    step: PinStep = PinStep.OLD
    entry: str = ""
    old: str = ""
    new: str = ""
    problem: Problem | None = None

    def __repr__(self) -> str:
        """Leave out all PINs."""
        return f"PinForm({self.step.value})"


def pressed(form: PinForm, key: str) -> PinForm:
    """Return `form` after a key; what a PIN cannot hold is not taken."""
    if len(key) == 1 and key not in "0123456789":
        return replace(form, problem=None)
    return replace(form, entry=typed(form.entry, key, MAX_PIN), problem=None)


def submitted(form: PinForm, officer: str, today: date) -> tuple[PinForm, bool]:
    """Return `form` after its main button, and whether to change the PIN now.

    `officer`: the number of who is signed in.
    """
    entry = form.entry
    if len(entry) < MIN_PIN:
        return replace(form, problem=Mistyped.SHORT), False
    match form.step:
        case PinStep.OLD:
            return PinForm(PinStep.NEW, old=entry), False
        case PinStep.NEW:
            problem = PinRefusal.SAME if entry == form.old else weak_pin(entry, officer, today)
            if problem is not None:
                return PinForm(PinStep.NEW, old=form.old, problem=problem), False
            return PinForm(PinStep.AGAIN, old=form.old, new=entry), False
        case PinStep.AGAIN:
            if entry != form.new:
                return PinForm(PinStep.NEW, old=form.old, problem=Mistyped.DIFFERENT), False
            return form, True


def waits(outcome: PinOutcome | None, clock: float) -> bool:
    """Return whether nobody may try again yet."""
    return outcome is not None and outcome.retry_at is not None and outcome.retry_at > clock


@dataclass(frozen=True, slots=True)
class PinView:
    """The texts of the screen."""

    title: str
    ask: str  # what to do now
    progress: str
    label: str
    dots: str
    main: str  # the button that goes on
    main_enabled: bool
    side: str  # the button beside it
    keys_enabled: bool
    notice: NoticeView | None


def present_pin(
    form: PinForm, outcome: PinOutcome | None, saving: bool, language: Language, clock: float
) -> PinView:
    """Return the texts of the screen; `outcome`: of the last try, if it is still shown."""
    changed = outcome is not None and outcome.why is None
    label, ask, main, step = _STEPS[form.step]
    if saving:
        main = words.SAVING
    elif changed:
        main = words.FINISH
    notice = _notice(form, outcome, language, clock)
    first = form.step is PinStep.OLD
    return PinView(
        title=translate(words.TITLE, language),
        ask="" if notice else translate(ask, language),  # a notice says the next step itself
        progress="" if changed else translate(words.STEP, language, n=number(step, language)),
        label=translate(label, language),
        dots=DOT * len(form.entry),
        main=translate(main, language),
        main_enabled=not (saving or waits(outcome, clock)),
        side=translate(shared_words.BACK if first else words.RESTART, language),
        keys_enabled=not (saving or changed),
        notice=notice,
    )


def _notice(
    form: PinForm, outcome: PinOutcome | None, language: Language, clock: float
) -> NoticeView | None:
    if form.problem is not None:
        return _said(_PROBLEMS[form.problem], Severity.ATTENTION, language)
    if outcome is None:
        return None
    if outcome.why is None:
        return _said((words.CHANGED, words.CHANGED_STEP), Severity.GOOD, language)
    if isinstance(outcome.why, WeakPin | PinRefusal):
        return _said(_PROBLEMS[outcome.why], Severity.ATTENTION, language)
    if outcome.why is Notice.FAULT:
        return _said((words.NOT_SAVED, words.NOT_SAVED_STEP), Severity.FAULT, language)
    shown = present_notice(outcome.why, outcome.retry_at, clock, language)
    if outcome.why is not Notice.WRONG:
        return shown
    step = shown.step if outcome.retry_at is not None else translate(words.WRONG_STEP, language)
    return replace(shown, sentence=translate(words.WRONG, language), step=step)


def _said(texts: tuple[Message, Message], severity: Severity, language: Language) -> NoticeView:
    sentence, step = texts
    return NoticeView(severity, translate(sentence, language), translate(step, language))


_STEPS: dict[PinStep, tuple[Message, Message, Message, int]] = {
    PinStep.OLD: (words.OLD, words.ASK_OLD, sign_in_words.NEXT, 1),
    PinStep.NEW: (words.NEW, words.ASK_NEW, sign_in_words.NEXT, 2),
    PinStep.AGAIN: (words.AGAIN, words.ASK_AGAIN, words.SAVE, 3),
}
_PROBLEMS: dict[Problem, tuple[Message, Message]] = {
    Mistyped.SHORT: (sign_in_words.PIN_SHORT, sign_in_words.PIN_SHORT_STEP),
    Mistyped.DIFFERENT: (words.DIFFERENT, words.DIFFERENT_STEP),
    WeakPin.FORM: (sign_in_words.PIN_SHORT, sign_in_words.PIN_SHORT_STEP),
    WeakPin.REPEATS: (words.REPEATS, words.WEAK_STEP),
    WeakPin.SEQUENCE: (words.SEQUENCE, words.WEAK_STEP),
    WeakPin.BIRTHDAY: (words.BIRTHDAY, words.WEAK_STEP),
    WeakPin.NUMBER: (words.NUMBER, words.WEAK_STEP),
    PinRefusal.SAME: (words.SAME, words.WEAK_STEP),
    PinRefusal.TOO_OFTEN: (words.TOO_OFTEN, words.TOO_OFTEN_STEP),
    PinRefusal.UNSIGNED: (words.UNSIGNED, words.UNSIGNED_STEP),
}
