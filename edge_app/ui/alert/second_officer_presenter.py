"""The second officer's step: what is typed, what is said of it, and what each button means."""

from __future__ import annotations

from dataclasses import dataclass

from edge_app.desk.alerts.views import AlertStep, AlertsView
from edge_app.ui.alert import words
from edge_app.ui.kit.notice_view import NoticeView
from edge_app.ui.session import sign_in_words
from edge_app.ui.session.sign_in_presenter import (
    DOT,
    MIN_PIN,
    SignInForm,
    SignInStep,
    present_notice,
)
from edge_app.ui.text import shared_words
from edge_app.ui.text.language import Language, translate


@dataclass(frozen=True, slots=True)
class SecondOfficerView:
    """The step, ready for the screen; the PIN is dots."""

    title: str
    step: str
    number_label: str
    number: str
    pin_label: str
    dots: str
    typing: SignInStep
    letters: bool
    side: str  # the button for letters or digits; empty while the PIN is typed
    notice: NoticeView | None
    next: str  # from the number to the PIN; empty while that is typed
    ready: bool  # number and PIN can be compared
    back: str


def present_second_officer(
    form: SignInForm, alerts: AlertsView, language: Language, clock: float
) -> SecondOfficerView | None:
    """Return the step at `clock` (monotonic seconds); None while nobody is waited for.

    It says nothing of the first officer's answer: who knows one leans towards it.
    """
    if alerts.front is None or alerts.step is not AlertStep.SECOND:
        return None
    notice = None
    if alerts.second is not None and alerts.second.notice is not None and not alerts.checking:
        notice = present_notice(alerts.second.notice, alerts.second.retry_at, clock, language)
    typing_number = form.step is SignInStep.NUMBER
    side = sign_in_words.TO_DIGITS if form.letters else sign_in_words.TO_LETTERS
    checking = translate(sign_in_words.CHECKING, language)
    return SecondOfficerView(
        title=checking if alerts.checking else translate(words.SECOND_TITLE, language),
        step=translate(words.SECOND_STEP, language),
        number_label=translate(shared_words.OFFICER_NUMBER, language),
        number=form.number,
        pin_label=translate(sign_in_words.PIN_LABEL, language),
        dots=DOT * len(form.pin),
        typing=form.step,
        letters=form.letters and typing_number,
        side=translate(side, language) if typing_number else "",
        notice=notice,
        next=translate(sign_in_words.NEXT, language) if typing_number else "",
        ready=bool(form.number) and len(form.pin) >= MIN_PIN and not alerts.checking,
        back=translate(shared_words.BACK, language),
    )
