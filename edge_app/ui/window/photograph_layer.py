"""A document of a case before the camera, over the screen from which it was asked for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from edge_app.desk.cases.photograph import PhotographDesk, Stage
from edge_app.ui.cases import photograph_words as words
from edge_app.ui.cases.photograph_page import PhotographPage
from edge_app.ui.cases.photograph_presenter import TROUBLES, present_photograph
from edge_app.ui.kit.screen import ScreenContext
from edge_app.ui.text.language import translate


class PhotographLayer:
    """Of one window: `page` lies over its screens while a document is photographed."""

    def __init__(
        self,
        desk: PhotographDesk,
        clock: Callable[[], float],
        notify: Callable[[str], object],
        window: QWidget,
    ) -> None:
        """`notify` shows a passing message."""
        self._desk, self._notify = desk, notify
        self.page = PhotographPage(clock, window)
        self.page.back.connect(self._back)
        self.page.go.connect(self._go)

    def show_context(self, context: ScreenContext, covered: bool) -> None:
        """Show how it stands, unless an alert covers the screens; end once the picture is kept."""
        view = self._desk.view()
        if (lost := self._desk.take_lost()) is not None:
            self._notify(translate(TROUBLES[lost], context.language))
        if view is not None and view.stage is Stage.KEPT:
            self._desk.leave()
            self._notify(translate(words.KEPT, context.language))
            view = None
        self.page.show_page(
            None
            if view is None or covered
            else present_photograph(view, context.lane, context.clock, context.language)
        )

    def end(self) -> None:
        """Leave, and forget what was not kept."""
        if self._desk.view() is not None:
            self._desk.leave()

    def _back(self) -> None:
        view = self._desk.view()
        if view is not None and view.stage is Stage.TAKEN:
            self._desk.retake()
        else:
            self._desk.leave()

    def _go(self) -> None:
        view = self._desk.view()
        if view is not None and view.stage is Stage.TAKEN:
            self._desk.keep()
        else:
            self._desk.take()
