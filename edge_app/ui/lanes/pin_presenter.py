"""The PIN of a second officer's answer from afar: what is typed, and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from edge_app.desk.session.views import Notice, SecondCheck
from edge_app.domain import Answer
from edge_app.ui.alert.answer_presenter import answer_words
from edge_app.ui.lanes import words
from edge_app.ui.session import sign_in_words
from edge_app.ui.session.sign_in_presenter import DOT, MIN_PIN, present_notice
from edge_app.ui.text.language import Language, translate


@dataclass(frozen=True, slots=True)
class PinForm:
    """An answer that was touched, and what was typed of its PIN."""

    answer: Answer
    pin: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class PinPanelView:
    """The step, ready for the screen; the PIN is dots."""

    danger: str  # what to do in a few words, of the list's owner
    wrong: str  # empty: nothing
    ask: str
    label: str
    dots: str
    send: str
    ready: bool
    keys_enabled: bool


def present_pin_panel(
    form: PinForm,
    danger: str,
    checking: bool,
    wrong: SecondCheck | None,
    language: Language,
    clock: float,
) -> PinPanelView:
    """Return the step at `clock` (monotonic seconds); `wrong`: what came of the last try."""
    send = translate(sign_in_words.CHECKING if checking else words.SEND, language)
    given = answer_words(form.answer, language)
    ask = translate(words.ASK_PIN, language, answer=given, key=send)
    sentence = ""
    if wrong is not None and wrong.notice is not None and not checking:
        notice = present_notice(wrong.notice, wrong.retry_at, clock, language)
        sentence, ask = notice.sentence, notice.step or ask
        if wrong.notice is Notice.WRONG:  # no number is typed here that could be wrong
            sentence = translate(words.WRONG_PIN, language)
            ask = ask if wrong.retry_at is not None else translate(words.WRONG_PIN_STEP, language)
    return PinPanelView(
        danger=danger,
        wrong=sentence,
        ask="" if checking else ask,
        label=translate(sign_in_words.PIN_LABEL, language),
        dots=DOT * len(form.pin),
        send=send,
        ready=len(form.pin) >= MIN_PIN and not checking,
        keys_enabled=not checking,
    )
