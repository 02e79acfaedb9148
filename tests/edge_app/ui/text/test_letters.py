"""Which scripts the fonts of this machine draw is said by what Qt finds of them."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontDatabase

from edge_app.ui.text.letters import SCRIPTS, undrawn_scripts
from edge_app.ui.window.application import application


@pytest.mark.usefixtures("qapp")
def test_what_dejavu_draws_is_not_missing() -> None:
    missing = undrawn_scripts()
    assert not {"Arabic", "Cyrillic", "Greek"} & set(missing), "DejaVu has these"
    assert set(missing) <= {QFontDatabase.writingSystemName(each) for each in SCRIPTS}


@pytest.mark.usefixtures("qapp")
def test_where_a_font_has_no_sign_for_a_script_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    application()
    thai = QFontDatabase.WritingSystem.Thai
    monkeypatch.setattr(
        QFontDatabase, "families", lambda system: [] if system is thai else ["DejaVu Sans"]
    )
    assert undrawn_scripts() == ("Thai",)
