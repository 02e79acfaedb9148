"""Let a type checker know what a test knows."""

from __future__ import annotations

from typing import TypeVar

Value = TypeVar("Value")


def known(value: Value | None) -> Value:
    """Return `value`. Fail where it is None."""
    assert value is not None
    return value
