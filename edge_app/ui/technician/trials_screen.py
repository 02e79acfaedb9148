"""The technician's trials: size, touch, screen, sound, network, and a new start of the kiosk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from edge_app.desk.technician.check import CheckDesk
from edge_app.desk.technician.link_trial import LinkDesk
from edge_app.ui.kit.screen import Screen, ScreenContext
from edge_app.ui.kit.touch_area import TouchArea
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.technician import trials_words as words
from edge_app.ui.technician.check_row import CheckRow
from edge_app.ui.technician.trial_layers import ColourLayer, TouchLayer, TrialLayer
from edge_app.ui.technician.trials_presenter import Trial, TrialRow, Tried, present_trials
from edge_app.ui.text.language import Language, number, translate


@dataclass(frozen=True, slots=True)
class Loudspeaker:
    """What the page needs of the sound."""

    play: Callable[[], object]
    fault: Callable[[], str]  # why nothing is heard; empty: nothing is broken
    silent: Callable[[], bool]  # it is turned off


class TrialsScreen(Screen):
    """A row a trial; two of them take the whole glass for a moment."""

    def __init__(
        self,
        link: LinkDesk,
        check: CheckDesk,
        sound: Loudspeaker,
        restart: Callable[[], None] | None,
        touched: Callable[[bool], object] = lambda _: None,
        parent: QWidget | None = None,
    ) -> None:
        """`restart` ends the kiosk and starts it anew; None: it cannot.

        `touched` is told after a trial of the glass whether all of it answered.
        """
        super().__init__(parent)
        self._told_touch = touched
        self._link, self._sound, self._restart = link, sound, restart
        self._check = check
        self._tried = Tried()
        self._shown: tuple[tuple[TrialRow, ...], Language] | None = None
        self._style: Style | None = None
        self.layer: TrialLayer | None = None
        self.rows = {trial: CheckRow() for trial in Trial}
        content = QWidget()
        content.setObjectName("rows")
        self._column = QVBoxLayout(content)
        for trial, row in self.rows.items():
            self._column.addWidget(row)
            row.button.clicked.connect(lambda _=False, trial=trial: self._touched(trial))
        self._column.addStretch(1)
        self.area = TouchArea(content)
        self._whole = QVBoxLayout(self)
        self._whole.addWidget(self.area)

    def title(self, language: Language) -> str:
        """Return the name of the screen, as it stands at the top."""
        return translate(words.LABEL, language)

    def show_context(self, context: ScreenContext) -> None:
        """Show what came of each; an alert takes the glass back."""
        if context.lane.open_alerts:
            self._end_layer()
        if self.layer is not None:
            self._say_on_layer(context.language)
            self.layer.look(context.clock)
        rows = present_trials(
            self._tried,
            context.style.panel,
            self._link.view(),
            self._check.view(),
            self._sound.fault(),
            self._sound.silent(),
            self._restart is not None,
            context.language,
        )
        if (rows, context.language) != self._shown:
            self._shown = rows, context.language
            told = {row.trial: row for row in rows}
            for trial, widget in self.rows.items():
                widget.setVisible(trial in told)
                if trial in told:
                    widget.show_row(told[trial].row)

    def left(self) -> None:
        """Give the glass back; a touch from before does not count."""
        self._end_layer()
        self._tried = Tried()

    def _say_on_layer(self, language: Language) -> None:
        layer = self.layer
        if isinstance(layer, TouchLayer):
            values = {
                "reached": number(len(layer.reached), language),
                "all": number(layer.fields, language),
            }
            count = translate(words.TOUCH_COUNT, language, **values)
            layer.show_words(f"{translate(words.TOUCH_HINT, language)}\n{count}")

    # ---- what is touched -------------------------------------------------------------------------

    def _touched(self, trial: Trial) -> None:
        style, window = self._style, self.window()
        if trial is Trial.RESTART:
            self._restart_touched()
            return
        self._tried = replace(self._tried, restarting=False)
        if trial is Trial.SOUND:
            self._sound.play()
            self._tried = replace(self._tried, played=True)
        elif trial is Trial.NETWORK:
            self._link.test()
        elif trial is Trial.CHECK:
            self._check.test()
            self._link.test()
        elif style is not None and self.layer is None:
            kind = TouchLayer if trial is Trial.TOUCH else ColourLayer
            self.layer = kind(window, style)
            self.layer.ended.connect(self._end_layer)

    def _restart_touched(self) -> None:
        if self._restart is not None and self._tried.restarting:
            self._restart()
        else:
            self._tried = replace(self._tried, restarting=True)

    def _end_layer(self) -> None:
        """Note what a layer showed, and take it away."""
        layer, self.layer = self.layer, None
        if isinstance(layer, TouchLayer):
            self._tried = replace(self._tried, touched=(len(layer.reached), layer.fields))
            self._told_touch(len(layer.reached) == layer.fields)
        elif isinstance(layer, ColourLayer):
            self._tried = replace(self._tried, colours=layer.is_through)
        if layer is not None:
            layer.hide()
            layer.deleteLater()

    def restyle(self, style: Style) -> None:
        """Take sizes and colours of `style`."""
        self._style = style
        self._end_layer()  # the glass has another shape
        margin = style.px(theme.MARGIN)
        self._whole.setContentsMargins(margin, margin, margin, margin)
        self._column.setContentsMargins(0, 0, margin, 0)
        self._column.setSpacing(margin)
        for row in self.rows.values():
            row.restyle(style)
