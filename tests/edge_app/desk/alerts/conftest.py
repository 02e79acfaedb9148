"""Alerts at a gate, and the officers who answer them."""

from __future__ import annotations

import pytest

from tests.edge_app.desk.alerts.alerts_fixtures import (
    Gate,
)


@pytest.fixture
def gate() -> Gate:
    return Gate()
