"""A NIK while it is typed: what stands, what a key or a paste does. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum

from sync.protocol.nik import PartialNik, parse_partial

LENGTH = 16
MAX_PASTE = 64  # characters; more is not a number that somebody wrote down
_SEPARATORS = re.compile(r"[\s.\-]")


class Typo(Enum):
    """Why what was typed last was not taken."""

    NO_DIGIT = "no_digit"  # a letter or a sign
    TOO_LONG = "too_long"  # there are 16 digits already


@dataclass(frozen=True, slots=True, repr=False)
class TypedNik:
    """0 to 16 digits, and why the last key was not taken."""

    digits: str = ""
    typo: Typo | None = None

    @property
    def complete(self) -> bool:
        """Return whether all 16 are there; they may still be wrong."""
        return len(self.digits) == LENGTH

    def add(self, text: str) -> TypedNik:
        """Return the digits after a key, or after a text pasted or read: all of it or none.

        Blanks, dots and hyphens between digits are passed over. A whole NIK replaces what stands.
        """
        if len(text) > MAX_PASTE:
            return TypedNik(self.digits, Typo.TOO_LONG)
        plain = _SEPARATORS.sub("", text)
        if not re.fullmatch("[0-9]*", plain):
            return TypedNik(self.digits, Typo.NO_DIGIT)
        if len(plain) == LENGTH:
            return TypedNik(plain)
        if len(self.digits) + len(plain) > LENGTH:
            return TypedNik(self.digits, Typo.TOO_LONG)
        return TypedNik(self.digits + plain)

    def delete(self) -> TypedNik:
        """Return the digits without the last one."""
        return TypedNik(self.digits[:-1])

    def says(self, today: date) -> PartialNik:
        """Return what the digits say of their holder, and which part cannot be."""
        return parse_partial(self.digits, today)


def age(born: date, today: date) -> int:
    """Return full years."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
