"""The sign-in and the locked screen: what is typed, what is said of it, who is on shift.

Nothing here names the people of an alert, or shows a PIN.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from edge_app.desk.session.views import Notice, SessionState, SessionView
from edge_app.domain import SyncView
from edge_app.ui.kit.keypad_layout import typed
from edge_app.ui.kit.marks import Severity
from edge_app.ui.kit.notice_view import NoticeView
from edge_app.ui.lane.centre_presenter import shut_notice
from edge_app.ui.session import sign_in_words as words
from edge_app.ui.text import shared_words
from edge_app.ui.text.language import Language, duration, moment, translate
from edge_app.ui.text.message import Message
from edge_app.ui.text.names import set_apart

MAX_NUMBER, MIN_PIN, MAX_PIN = 20, 6, 12
FORGET_S = 60.0  # what was half typed is forgotten when nobody goes on
DOT = "●"

_NUMBER = re.compile(r"[0-9A-Z-]{1,20}")  # sync.protocol.content.OfficerNumber
_NIK = re.compile(r"[0-9]{16}")  # an identity card, not a badge


class SignInStep(Enum):
    """What is typed now."""

    NUMBER = "number"
    PIN = "pin"


class EntryProblem(Enum):
    """What is wrong with what was typed or read, before anybody is asked."""

    NOT_A_BADGE = "not_a_badge"
    NUMBER_FIRST = "number_first"
    PIN_SHORT = "pin_short"


@dataclass(frozen=True, slots=True)
class SignInForm:
    """What was typed so far."""

    number: str = ""
    pin: str = ""
    step: SignInStep = SignInStep.NUMBER
    problem: EntryProblem | None = None
    letters: bool = False  # the pad shows letters

    def __repr__(self) -> str:
        """Leave out number and PIN."""
        return f"SignInForm({self.step.value})"


def pressed(form: SignInForm, key: str) -> SignInForm:
    """Return `form` after a key; what a field cannot hold is not taken."""
    form = replace(form, problem=None)
    if form.step is SignInStep.PIN:
        if len(key) == 1 and key not in "0123456789":
            return form
        return replace(form, pin=typed(form.pin, key, MAX_PIN))
    if len(key) == 1 and not _NUMBER.fullmatch(key):
        return form
    return replace(form, number=typed(form.number, key, MAX_NUMBER))


def scanned(form: SignInForm, text: str) -> SignInForm:
    """Return `form` after a badge reader typed `text`: its number; the PIN comes next."""
    read = text.strip().upper()
    if not _NUMBER.fullmatch(read) or _NIK.fullmatch(read):
        return replace(form, problem=EntryProblem.NOT_A_BADGE)
    return SignInForm(read, step=SignInStep.PIN)


def submitted(form: SignInForm) -> tuple[SignInForm, bool]:
    """Return `form` after its main button, and whether to check number and PIN now."""
    if not form.number:
        return replace(form, problem=EntryProblem.NUMBER_FIRST), False
    if form.step is SignInStep.NUMBER:
        return SignInForm(form.number, step=SignInStep.PIN), False
    if len(form.pin) < MIN_PIN:
        return replace(form, problem=EntryProblem.PIN_SHORT), False
    return replace(form, problem=None), True


def opened(session: SessionView) -> SignInForm:
    """Return the form of a screen that was just shown; a locked one asks the officer on shift."""
    if session.shift is not None and session.shift.number:
        return SignInForm(session.shift.number, step=SignInStep.PIN)
    return SignInForm()


@dataclass(frozen=True, slots=True)
class SignInView:
    """The texts of the screen."""

    title: str
    ask: str  # what to do now
    on_shift: str  # empty: nobody
    take_over: str
    number_label: str
    number: str
    pin_label: str
    dots: str
    step: SignInStep
    main: str  # the button that goes on
    main_enabled: bool
    side: str  # the button beside it: letters, digits, another officer
    keys_enabled: bool
    letters: bool
    notice: NoticeView | None


def present_sign_in(
    form: SignInForm,
    session: SessionView,
    language: Language,
    clock: float,
    zone: datetime,
    opening: bool = False,
    sync: SyncView | None = None,
) -> SignInView:
    """Return the texts of the screen; times are in the zone of `zone`.

    `opening`: accounts that are missing may still come; not where `sync` says that none will.
    """
    shift = session.shift
    checking = session.state is SessionState.CHECKING
    waits = session.retry_at is not None and session.retry_at > clock
    closed = session.state is SessionState.LOCKED_OUT or session.accounts_missing
    own = shift is not None and form.number == shift.number
    main = words.NEXT if form.step is SignInStep.NUMBER else words.UNLOCK if own else words.ENTER
    side = words.OTHER_OFFICER
    if form.step is SignInStep.NUMBER:
        side = words.TO_DIGITS if form.letters else words.TO_LETTERS
    ask = translate(words.ASK_NUMBER, language)
    if form.step is SignInStep.PIN:
        ask = translate(words.ASK_PIN, language, key=translate(main, language))
    on_shift = ""
    if shift is not None:
        since = moment(shift.began_at, language, zone)
        on_shift = translate(
            words.ON_SHIFT, language, name=set_apart(shift.name, language), time=since
        )
    shut = shut_notice(sync, language) if session.accounts_missing else None
    notice = shut or _notice(form, session, clock, language)
    if shut is None and opening and session.accounts_missing and session.notice is None:
        notice = NoticeView(
            Severity.NOTE,
            translate(words.ACCOUNTS_OPENING, language),
            translate(shared_words.WAIT_A_MOMENT, language),
        )
    return SignInView(
        title=translate(words.TITLE if shift is None else words.TITLE_LOCKED, language),
        ask="" if notice else ask,  # a notice says the next step itself
        on_shift=on_shift,
        take_over=translate(words.TAKE_OVER, language)
        if shift is not None and not own and not notice
        else "",
        number_label=translate(shared_words.OFFICER_NUMBER, language),
        number=form.number,
        pin_label=translate(words.PIN_LABEL, language),
        dots=DOT * len(form.pin),
        step=form.step,
        main=translate(words.CHECKING if checking else main, language),
        main_enabled=not (checking or closed or (waits and form.step is SignInStep.PIN)),
        side=translate(side, language),
        keys_enabled=not (checking or closed),
        letters=form.letters and form.step is SignInStep.NUMBER,
        notice=notice,
    )


def present_notice(
    notice: Notice, retry_at: float | None, clock: float, language: Language
) -> NoticeView:
    """Return what an officer is told of a try, also of a second officer's."""
    severity, sentence, step = _NOTICES[notice]
    wait = _wait(retry_at, clock, language) if notice in _WAITS else ""
    steps = [text for text in (wait, translate(step, language) if step else "") if text]
    if notice is Notice.WRONG and wait:
        steps = [wait]
    return NoticeView(severity, translate(sentence, language), " ".join(steps))


def _notice(
    form: SignInForm, session: SessionView, clock: float, language: Language
) -> NoticeView | None:
    if form.problem is not None:
        sentence, step = _PROBLEMS[form.problem]
        return NoticeView(
            Severity.ATTENTION, translate(sentence, language), translate(step, language)
        )
    notice = session.notice
    if session.accounts_missing and notice is not Notice.ACCOUNT_GONE:
        notice = Notice.NO_ACCOUNTS
    if notice is None:
        return None
    return present_notice(notice, session.retry_at, clock, language)


def _wait(retry_at: float | None, clock: float, language: Language) -> str:
    left = (retry_at or clock) - clock
    if left <= 0:
        return translate(words.WAIT_IS_OVER, language) if retry_at is not None else ""
    if left <= 90:
        wait = duration(math.ceil(left), "second", language)
    else:
        wait = duration(math.ceil(left / 60), "minute", language)
    return translate(words.WAIT, language, duration=wait)


_PROBLEMS: dict[EntryProblem, tuple[Message, Message]] = {
    EntryProblem.NOT_A_BADGE: (words.NOT_A_BADGE, words.NOT_A_BADGE_STEP),
    EntryProblem.NUMBER_FIRST: (words.NUMBER_FIRST, words.ASK_NUMBER),
    EntryProblem.PIN_SHORT: (words.PIN_SHORT, words.PIN_SHORT_STEP),
}
_WAITS = {Notice.WRONG, Notice.SLOWED, Notice.NUMBER_LOCKED, Notice.TERMINAL_SLOWED}
_NOTICES: dict[Notice, tuple[Severity, Message, Message | None]] = {
    Notice.WRONG: (Severity.ATTENTION, words.WRONG, words.WRONG_STEP),
    Notice.SLOWED: (Severity.ATTENTION, words.SLOWED, None),
    Notice.NUMBER_LOCKED: (Severity.FAULT, words.NUMBER_LOCKED, words.OTHERS_MAY),
    Notice.TERMINAL_SLOWED: (Severity.FAULT, words.TERMINAL_SLOWED, None),
    Notice.ACCOUNT_GONE: (Severity.FAULT, words.ACCOUNT_GONE, words.ACCOUNT_GONE_STEP),
    Notice.NO_ACCOUNTS: (Severity.FAULT, words.NO_ACCOUNTS, words.NO_ACCOUNTS_STEP),
    Notice.SAME_OFFICER: (Severity.ATTENTION, words.SAME_OFFICER, words.SAME_OFFICER_STEP),
    Notice.ROLE_MAY_NOT: (Severity.ATTENTION, words.ROLE_MAY_NOT, words.ROLE_MAY_NOT_STEP),
    Notice.HANDED_OVER: (Severity.GOOD, words.HANDED_OVER, words.HANDED_OVER_STEP),
    Notice.FAULT: (Severity.FAULT, words.FAULT, words.FAULT_STEP),
}
