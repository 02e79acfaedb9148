"""The application as the terminal makes it, for a real window."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from edge_app.ui.window.application import application


@pytest.fixture(scope="session")
def qapp_cls() -> Callable[[list[str]], object]:
    """pytest-qt makes the application as the terminal does."""
    return lambda _arguments: application()
