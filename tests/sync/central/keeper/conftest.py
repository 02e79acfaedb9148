"""The data centre of the gateway's tests."""

from __future__ import annotations

from tests.sync.central.gateway.conftest import house

__all__ = ["house"]
