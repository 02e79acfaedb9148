"""What an officer answers: the lane's alerts, and, while none is open, a planted one.

A screen sees no difference. An answer to a planted alert goes to practice alone, so that nothing of
it can reach the lane, the record, the colleagues or the data centre.
"""

from __future__ import annotations

from dataclasses import replace

from edge_app.desk.alerts.answers import Reason
from edge_app.desk.alerts.desk import AlertDesk
from edge_app.desk.alerts.views import AlertsView
from edge_app.desk.practice.desk import PracticeDesk
from edge_app.domain import Answer, LaneView
from edge_app.store.practice import PracticeOutcome


class OfficerAlerts:
    """Two desks as one; each call is one of theirs."""

    def __init__(self, alerts: AlertDesk, practice: PracticeDesk) -> None:
        """Join the two."""
        self._alerts, self._practice = alerts, practice

    def tick(self, view: LaneView, now: float, free: bool) -> None:
        """Let time pass for practice, after the alert desk's own `tick`."""
        self._practice.discreet = self._alerts.discreet
        self._practice.tick(view, now, free)

    def view(self) -> AlertsView:
        """Return the lane's alerts; a planted one only where none of them waits."""
        view = self._alerts.view()
        if view.open or view.held:
            self._practice.give_way()
            return view
        planted = self._practice.front()
        if planted is None:
            return view
        front, step, choice = planted
        return replace(view, front=front, step=step, choice=choice)

    def bring_up(self, alert_id: str) -> None:
        """Show this alert."""
        self._alerts.bring_up(alert_id)

    def choose(self, alert_id: str, answer: Answer) -> None:
        """Record that an answer was tapped."""
        desk = self._practice if self._practice.holds(alert_id) else self._alerts
        desk.choose(alert_id, answer)

    def back(self, alert_id: str) -> None:
        """Go back to the four answers."""
        desk = self._practice if self._practice.holds(alert_id) else self._alerts
        desk.back(alert_id)

    def answer(self, alert_id: str, answer: Answer, reason: Reason) -> None:
        """Answer for this reason."""
        desk = self._practice if self._practice.holds(alert_id) else self._alerts
        desk.answer(alert_id, answer, reason)

    def second(self, alert_id: str, answer: Answer, number: str, pin: str) -> None:
        """Take a second officer's own answer; a planted alert asks for none."""
        self._alerts.second(alert_id, answer, number, pin)

    def call(self, alert_id: str) -> None:
        """Call a colleague; of a planted alert, say at once that nobody is called."""
        if self._practice.holds(alert_id):
            self._practice.end(alert_id, PracticeOutcome.CALLED)
        else:
            self._alerts.call(alert_id)

    def asks_document(self, alert_id: str) -> bool:
        """Return whether there is a document to check; of a planted alert, say that there is none.

        Nobody stands there, and no question about anybody may leave the terminal.
        """
        if not self._practice.holds(alert_id):
            return True
        self._practice.end(alert_id, PracticeOutcome.DOCUMENT)
        return False

    def touched(self) -> None:
        """Keep in front what the officer is at."""
        self._alerts.touched()
        self._practice.touched()
