"""Signs that a text may not hold, or not show: those that steer a screen, and those nobody sees.

A name that moves the cursor, turns the direction of what follows it, or hides a part of itself is
read as another name by the person who approves it. Pure.
"""

from __future__ import annotations

import unicodedata

# Unicode 15.1, DerivedCoreProperties: Default_Ignorable_Code_Point, as far as these are no format
# characters (category Cf, refused anyway); and the blank Braille pattern, which prints nothing.
_UNSEEN = (
    range(0x034F, 0x0350),
    range(0x115F, 0x1161),
    range(0x17B4, 0x17B6),
    range(0x180B, 0x1810),
    range(0x2800, 0x2801),
    range(0x3164, 0x3165),
    range(0xFE00, 0xFE10),
    range(0xFFA0, 0xFFA1),
    range(0xE0000, 0xE1000),
)
# Control, format (all that turn the direction), lone surrogate, private, unassigned, line ends.
_REFUSED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def is_hidden(sign: str) -> bool:
    """Return whether one character steers a screen, or prints nothing though it is no space."""
    if " " <= sign <= "~":
        return False
    return unicodedata.category(sign) in _REFUSED or any(ord(sign) in each for each in _UNSEEN)


def hidden_sign(text: str, *, lines: bool = False) -> str | None:
    """Return the first hidden sign of `text`, as `U+202E RIGHT-TO-LEFT OVERRIDE`, or None.

    With `lines`, the text may have several lines.
    """
    for sign in text:
        if is_hidden(sign) and not (lines and sign == "\n"):
            name = unicodedata.name(sign, "a control character")
            return f"U+{ord(sign):04X} {name}"
    return None


def is_latin(text: str) -> bool:
    """Return whether each letter of `text` is a Latin one, with whatever marks."""
    if text.isascii():
        return True
    letters = (sign for sign in text if unicodedata.category(sign).startswith("L"))
    return all(unicodedata.name(sign, "").startswith(("LATIN", "MODIFIER")) for sign in letters)


def plain(value: object) -> str:
    """Return the text on one line for a terminal, a question mark for each hidden sign."""
    return "".join("?" if is_hidden(sign) else sign for sign in str(value))


def escaped(text: str) -> str:
    """Return JSON with its hidden signs as escapes: it stays the same JSON."""
    if text.isascii() and "\x7f" not in text:
        return text
    return "".join(_escape(sign) if is_hidden(sign) else sign for sign in text)


def _escape(sign: str) -> str:
    units = sign.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


def folded(name: str) -> str:
    """Return a name for comparing: one Unicode form, small letters, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
