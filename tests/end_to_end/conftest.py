"""The application as the terminal makes it, for a real window."""

from __future__ import annotations

import pytest

from tests.sync.central.conftest import database_url as database_url
from tests.sync.central.conftest import postgresql as postgresql
from tests.waiting import PATIENCE_S


@pytest.fixture(autouse=True)
def patient_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    """An officer who waits for the data centre's word as long as a busy machine takes."""
    monkeypatch.setattr("edge_app.desk.verification.inquiry.LIMIT_S", PATIENCE_S)
