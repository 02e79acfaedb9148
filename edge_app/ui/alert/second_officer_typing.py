"""What a second officer types: a number, then a PIN, which is nowhere once it was handed over."""

from __future__ import annotations

import math
from collections.abc import Callable

from edge_app.desk.alerts.protocols import AnswerDesk
from edge_app.domain import Answer
from edge_app.ui.look import theme
from edge_app.ui.session import sign_in_presenter
from edge_app.ui.session.sign_in_presenter import FORGET_S, SignInForm, SignInStep


class SecondOfficerTyping:
    """The form of one alert, and what its keys do."""

    def __init__(self, desk: AnswerDesk, clock: Callable[[], float]) -> None:
        """Begin with an empty form; `desk` hears of touches and of the second answer."""
        self._desk, self._clock, self.form = desk, clock, SignInForm()
        self._alert_id, self._deaf_until, self._typed_at = "", -math.inf, 0.0

    def belong_to(self, alert_id: str) -> None:
        """Hold nothing of another alert, nor what was typed and left.

        Digits that are on their way belong to another's PIN: they would be read as a number.
        """
        now = self._clock()
        if alert_id != self._alert_id:
            self._alert_id, self._deaf_until = alert_id, now + theme.ANSWER_GUARD_S
            self.forget()
        elif now - self._typed_at > FORGET_S:
            self.forget()

    def forget(self) -> None:
        """Hold no number and no PIN."""
        self.form = SignInForm()

    def scanned(self, text: str) -> None:
        """Take the number of a badge."""
        self._take(sign_in_presenter.scanned(self.form, text))

    def press(self, key: str) -> None:
        """Take a key of the pad."""
        if self._clock() < self._deaf_until:
            return
        self._take(sign_in_presenter.pressed(self.form, key))

    def turn_pad(self) -> None:
        """Turn from digits to letters, or back."""
        self._take(SignInForm(self.form.number, letters=not self.form.letters))

    def submit(self) -> None:
        """Go from the number to the PIN."""
        self._take(sign_in_presenter.submitted(self.form)[0])

    def go_back(self, alert_id: str) -> None:
        """Go from the PIN to the number; from there to the answers."""
        if self.form.step is SignInStep.PIN:
            self._take(SignInForm(self.form.number))
        else:
            self._desk.back(alert_id)

    def decide(self, alert_id: str, answer: Answer) -> None:
        """Hand over number, PIN and judgement, where all are there."""
        form, complete = sign_in_presenter.submitted(self.form)
        if complete:
            self._desk.second(alert_id, answer, form.number, form.pin)
            form = SignInForm(form.number, step=SignInStep.PIN)  # the PIN is nowhere here any more
        self._take(form)

    def _take(self, form: SignInForm) -> None:
        self.form, self._typed_at = form, self._clock()
        self._desk.touched()
