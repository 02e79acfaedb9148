"""Officers who work at a lone terminal for days: three shifts, in turn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from edge_app.desk.alerts.answers import REASONS
from edge_app.desk.alerts.views import HeldAnswer, OpenAlert
from edge_app.desk.desk import Desk
from edge_app.desk.session.views import SessionView
from edge_app.domain import Answer
from tests.end_to_end.simulated_days import HOUR_S, SimulatedDays
from tests.present import present
from tests.waiting import until

SHIFT_S = 8 * HOUR_S


@dataclass(frozen=True, slots=True)
class Account:
    number: str
    name: str
    pin: str


ACCOUNTS = (
    Account("1001", "Wayan", "582914"),
    Account("1002", "Siti", "694175"),
    Account("1003", "Bagus", "371846"),
)


class LoneOfficer:
    """Answers what the desk shows, as the alert's id says: late, twice, in two, or never."""

    def __init__(self, desk: Desk, days: SimulatedDays, told: Callable[..., None]) -> None:
        self._desk, self._days, self._told = desk, days, told
        self._undone: set[str] = set()

    def view(self) -> SessionView:
        return self._desk.session.view()

    def work(self) -> None:
        """Do what is due."""
        self._sign_in()
        desk = self._desk.alerts
        desk.tick(self._days.elapsed())
        view = desk.view()
        for held in view.held:
            self._undo(held)
        for one in view.open:
            self._consider(one)

    def _sign_in(self) -> None:
        session, account = self._desk.session, self._on_duty(0)
        session.touched()
        officer = session.view().officer
        if officer is not None and officer.number == account.number:
            return
        if officer is not None:
            session.hand_over()
        until(lambda: not session.view().accounts_missing, "the accounts")
        session.sign_in(account.number, account.pin)
        until(lambda: session.view().officer, lambda: session.view())

    def _on_duty(self, after: int) -> Account:
        return ACCOUNTS[(int(self._days.passed // SHIFT_S) + after) % len(ACCOUNTS)]

    def _consider(self, one: OpenAlert) -> None:
        alert_id = one.alert.alert_id
        drawn = int(alert_id[:8], 16)
        if drawn % 20 == 0 or one.waited_s < drawn % 45:
            return  # nobody answers it ever, or the officer is not there yet
        if drawn % 15 == 2:
            self._desk.alerts.call(alert_id)
        if one.confirmed_by is None:
            answer = list(REASONS)[(drawn >> 8) % len(REASONS)]
            if drawn % 10 == 1 and alert_id not in self._undone:
                answer = Answer.CANNOT_TELL  # a slip: taken back
            reason = REASONS[answer][(drawn >> 16) % len(REASONS[answer])]
            self._desk.alerts.answer(alert_id, answer, reason)
        if not self._held(alert_id):
            self._second(alert_id, agrees=drawn % 4 != 3)
        held = present(self._held(alert_id))
        self._told(
            "answered",
            alert=alert_id,
            answer=held.answer.value,
            reason=held.reason.value,
            officers=held.officers,
        )

    def _second(self, alert_id: str, agrees: bool) -> None:
        """A colleague, where the list asks for two."""
        colleague, desk = self._on_duty(1), self._desk.alerts
        first = present(next(one for one in desk.view().open if one.alert.alert_id == alert_id))
        same = present(first.first_answer)
        other = next(each for each in REASONS if each is not same)
        desk.second(alert_id, same if agrees else other, colleague.number, colleague.pin)
        until(lambda: self._held(alert_id), lambda: desk.view())

    def _held(self, alert_id: str) -> HeldAnswer | None:
        held = self._desk.alerts.view().held
        return next((one for one in held if one.alert.alert_id == alert_id), None)

    def _undo(self, held: HeldAnswer) -> None:
        alert_id = held.alert.alert_id
        slip = int(alert_id[:8], 16) % 10 == 1 and alert_id not in self._undone
        if slip and held.reason in REASONS[Answer.CANNOT_TELL] and held.left_s > 0:
            self._undone.add(alert_id)
            self._desk.alerts.undo(alert_id)
            self._told("undone", alert=alert_id)
