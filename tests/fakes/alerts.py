"""Alerts as a kiosk tells of them to the data centre."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sync.protocol.envelope.random_values import random_id
from sync.protocol.result_content import AlertRaised
from tests.fakes.pictures import jpeg


def raised(at: datetime | None = None, **more: Any) -> AlertRaised:
    """An alert of somebody on the list `dpo`, of now if nothing else is said."""
    usual: dict[str, Any] = {
        "alert_id": random_id(),
        "at": at or datetime.now(UTC),
        "lane": "1",
        "list_id": "dpo",
        "list_version": 1,
        "reference_id": "a" * 32,
        "score": 0.7,
        "threshold": 0.4,
        "model_id": "m",
        "quality": 0.8,
        "captured": jpeg(),
    }
    return AlertRaised(**(usual | more))
