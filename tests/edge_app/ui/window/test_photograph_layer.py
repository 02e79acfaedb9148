"""What became of a photograph is told to whoever works, also once its page was left."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from edge_app.domain import Answer
from edge_app.ui.cases import photograph_words as words
from edge_app.ui.kit.screen import ScreenContext
from edge_app.ui.look.style import style_for
from edge_app.ui.text.language import Language, translate
from edge_app.ui.window.photograph_layer import PhotographLayer
from tests.edge_app.desk.cases.test_photograph_desk import CLOCK, Counter
from tests.edge_app.store.store_fixtures import NOW, Kiosk, decision
from tests.waiting import until


def test_a_photograph_that_failed_after_its_page_was_left_is_told_once(
    tmp_path: Path,
    weights: Path,  # noqa: ARG001  the desk finds faces
    qtbot: QtBot,
) -> None:
    counter, told = Counter(Kiosk(tmp_path)), list[str]()
    window = QWidget()
    qtbot.addWidget(window)
    layer = PhotographLayer(counter.desk, lambda: CLOCK, told.append, window)

    def show() -> bool:
        context = ScreenContext(
            counter.lane, counter.session, Language.ID, CLOCK, NOW, style_for(1280, 800)
        )
        layer.show_context(context, covered=False)
        return bool(told)

    counter.take()
    counter.kiosk.store.answered(decision(counter.one, Answer.CANNOT_TELL, "1001"))
    counter.desk.keep()
    layer.end()
    counter.desk.commands.run_pending()
    until(show)
    show()
    assert told == [translate(words.NOT_KEPT, Language.ID)]
    counter.kiosk.close()
