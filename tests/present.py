"""Take a value out of an Optional where the test knows that it is there."""

from __future__ import annotations

from typing import TypeVar

Value = TypeVar("Value")


def present(value: Value | None) -> Value:
    """Return `value`; fail if it is None."""
    assert value is not None
    return value
