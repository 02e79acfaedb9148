"""A number with its noun, in English."""

from __future__ import annotations


def number_of(count: int, noun: str) -> str:
    """Return "1 terminal", "0 terminals" or "2 terminals"; the plural of `noun` takes an s."""
    return f"{count} {noun}{'' if count == 1 else 's'}"
