"""The mark and the page of a discreet alert, call or list of people, over whatever is shown."""

from __future__ import annotations

from collections.abc import Callable

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
    """Two widgets over `window`, shown while visitors see the glass and an alert or call waits.

    Where the screen below names people, the page stands over it until it is turned.
    """

    def __init__(self, window: QWidget, leave: Callable[[], object]) -> None:
        """`leave` goes away from a screen that names people."""
        super().__init__(window)
        self._leave, self._private = leave, False
        self.mark, self.page = DiscreetMark(window), TurnPage(window)
        self._discretion = Discretion()
        self._clock = 0.0
        self.mark.clicked.connect(lambda: self._discretion.ask(self._clock))
        self.page.turned.connect(self._turned)
        self.page.back.connect(self._back)

    def touched(self) -> None:
        """Record a touch anywhere."""
        self._discretion.touched(self._clock)

    def _turned(self) -> None:
        self._discretion.ask(self._clock)  # a screen that names people was not asked for by touch
        self._discretion.open(self._clock)

    def _back(self) -> None:
        self._discretion.close()
        if self._private:
            self._leave()

    def hides(
        self,
        alerts: AlertsView,
        called: bool,
        context: ScreenContext,
        private: bool,
        notes: bool = False,
    ) -> bool:
        """Return whether nothing of alerts and calls may be seen now; show the mark in their place.

        `called`: a call for help goes on, of this lane or of another; `private`: the screen names
        people, so the page stands over it. `notes`: colleagues' notes wait to be read, and so does
        the page, from which no way leads back.
        """
        self._clock, self._private = context.clock, private
        private = private or notes
        waits = alerts.front is not None or bool(alerts.held) or called
        stage = self._discretion.stage(context.visitors_see, waits or private, context.clock)
        hidden = stage is not Stage.OPEN
        self.mark.setVisible(hidden and waits)
        session = context.session
        answers = session.working and may(session.role, Action.ANSWER_ALERT)
        may_open = takes_screen(alerts, session) or bool(alerts.held) or (called and answers)
        asked = hidden and (private or (stage is Stage.ASKED and may_open))
        if asked:
            self.page.show_in(context.language, leaves=not notes)
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
