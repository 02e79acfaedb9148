"""What the alert desk stands on: a lane, a session, somebody who writes, something that sounds."""

from __future__ import annotations

from collections.abc import Collection
from concurrent.futures import Future
from typing import Protocol

from edge_app.desk.alerts.answers import Reason
from edge_app.desk.alerts.views import AlertsView
from edge_app.desk.session.views import SecondCheck, SessionView
from edge_app.desk.sounds import Sound
from edge_app.domain import Alert, Answer, LaneView
from edge_app.store.entries import Cause


class AlertLane(Protocol):
    """The lane, as the desk sees it: `LiveLane`."""

    def view(self) -> LaneView:
        """Return its alerts and tracks now."""

    def answer(
        self, alert_id: str, answer: Answer, officers: tuple[str, ...] = (), reason: str = ""
    ) -> None:
        """Record an answer that counts."""

    def unmute(self, mute_id: str) -> bool:
        """End a mute; return whether there was one."""


class AlertSession(Protocol):
    """Who works here: `edge_app.desk.session.session.Session`."""

    def view(self) -> SessionView:
        """Return who works here now."""

    def check_second(self, number: str, pin: str, first: Collection[str]) -> Future[SecondCheck]:
        """Return an officer besides the `first` who may confirm, or why not; never fail."""


class AlertRecord(Protocol):
    """Who writes down what is no answer: `AlertStore`. All return at once and raise nothing."""

    def escalated(self, alert_id: str, cause: Cause, officer: str | None = None) -> None:
        """Keep that help was called."""

    def withdrawn(self, alert_id: str, officer: str | None = None) -> None:
        """Keep that an officer took an answer back before it counted."""

    def unmuted(self, mute_id: str, officer: str | None = None) -> None:
        """Keep that an officer ended a mute before its time."""


class HelpCaller(Protocol):
    """Who calls the other lanes: `edge_app.desk.help.desk.HelpDesk`."""

    def call(self, alert: Alert, officer: str) -> None:
        """Call for help with `alert`; return at once."""


class AnswerDesk(Protocol):
    """What the screen of an alert asks and tells: `AlertDesk`, or `OfficerAlerts` before it."""

    def view(self) -> AlertsView:
        """Return what waits."""

    def bring_up(self, alert_id: str) -> None:
        """Show this alert."""

    def choose(self, alert_id: str, answer: Answer) -> None:
        """Record that an answer was tapped."""

    def back(self, alert_id: str) -> None:
        """Go back to the four answers."""

    def answer(self, alert_id: str, answer: Answer, reason: Reason) -> None:
        """Answer for this reason."""

    def second(self, alert_id: str, answer: Answer, number: str, pin: str) -> None:
        """Take a second officer's own answer."""

    def call(self, alert_id: str) -> None:
        """Call a colleague."""

    def touched(self) -> None:
        """Keep in front what the officer is at."""


class SoundPlayer(Protocol):
    """`edge_app.desk.sounds.Sounds`."""

    def play(self, sound: Sound) -> None:
        """Let `sound` be heard."""

    def quiet(self) -> None:
        """Stop what is heard."""
