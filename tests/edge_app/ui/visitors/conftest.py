"""The visitors' screen in a window, and the people of a day."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtGui import QPointingDevice
from pytestqt.qtbot import QtBot

from tests.edge_app.ui.visitors.visitors_window import (
    VisitorsWindow,
)


@pytest.fixture
def book(qtbot: QtBot, finger: QPointingDevice) -> Any:
    return VisitorsWindow(qtbot, finger)
