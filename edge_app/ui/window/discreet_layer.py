"""The mark and the page of a discreet alert or call, over whatever is shown."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect
from PySide6.QtWidgets import QWidget

from edge_app.desk.alerts.views import AlertsView
from edge_app.desk.session.roles import Action, may
from edge_app.ui.alert.discreet_mark import DiscreetMark, TurnPage
from edge_app.ui.alert.presenter import takes_screen
from edge_app.ui.kit.screen import ScreenContext
from edge_app.ui.look.style import Style
from edge_app.ui.window.discretion import Discretion, Stage


class DiscreetLayer(QObject):
    """Two widgets over `window`, shown while visitors see the glass and an alert or call waits."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.mark, self.page = DiscreetMark(window), TurnPage(window)
        self._discretion = Discretion()
        self._clock = 0.0
        self.mark.clicked.connect(lambda: self._discretion.ask(self._clock))
        self.page.turned.connect(lambda: self._discretion.open(self._clock))
        self.page.back.connect(self._discretion.close)

    def touched(self) -> None:
        """Record a touch anywhere."""
        self._discretion.touched(self._clock)

    def hides(
        self, alerts: AlertsView, called: bool, context: ScreenContext, visitors_see: bool
    ) -> bool:
        """Return whether nothing of alerts and calls may be seen now; show the mark in their place.

        `called`: a call for help goes on, of this lane or of another.
        """
        self._clock = context.clock
        waits = alerts.front is not None or bool(alerts.held) or called
        stage = self._discretion.stage(visitors_see, waits, context.clock)
        hidden = stage is not Stage.OPEN
        self.mark.setVisible(hidden and waits)
        session = context.session
        answers = session.working and may(session.role, Action.ANSWER_ALERT)
        may_open = takes_screen(alerts, session) or bool(alerts.held) or (called and answers)
        asked = stage is Stage.ASKED and may_open
        if asked:
            self.page.show_in(context.language)
        self.page.setVisible(asked)
        return hidden

    def place(self, area: QRect) -> None:
        """Place the page below the status bar."""
        self.page.setGeometry(area)

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        self.mark.restyle(style)
        self.page.restyle(style)

    def raise_(self) -> None:
        """Stand over everything."""
        self.page.raise_()
        self.mark.raise_()
