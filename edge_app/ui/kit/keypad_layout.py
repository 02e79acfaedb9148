"""Keys on the glass: which stand where, and what becomes of a text when one is pressed.

A key is the character that it types, or one of the names below.
"""

from __future__ import annotations

DELETE = "delete"  # the last character
CLEAR = "clear"  # all of it
DIGITS = "digits"  # show the digits in place of the letters
LETTERS = "letters"  # and back
SPACE = " "

_DIGIT_KEYS = (*"123456789", CLEAR, "0", DELETE)
_WIDE_DIGIT_KEYS = (*"1234567890", CLEAR, DELETE)
_TYPEWRITER = (
    (*"QWERTYUIOP",),
    (*"ASDFGHJKL", DELETE),
    (*"ZXCVBNM", DIGITS, SPACE, SPACE),
)
_TYPEWRITER_DIGITS = (
    (*"1234567890",),
    (*"-'./", "", "", "", "", "", DELETE),
    ("", "", "", "", "", "", "", LETTERS, SPACE, SPACE),
)
_ALPHABET = (*"ABCDEFGHIJKLMNOPQRSTUVWXYZ",)
_SIGNS = (*"1234567890-'./",)

Row = tuple[str, ...]  # "": no key there; a key that follows itself is one wide key


def digit_rows(columns: int) -> tuple[Row, ...]:
    """Return the twelve keys of a keypad in 3, 4, 6 or 12 columns."""
    return _in_rows(_DIGIT_KEYS if columns == 3 else _WIDE_DIGIT_KEYS, columns)


def letter_rows(columns: int, digits: bool) -> tuple[Row, ...]:
    """Return a typewriter's rows where there is room for ten columns, else the alphabet.

    With `digits`, digits and the signs of names and numbers in as many rows.
    """
    if columns >= 10:
        return _TYPEWRITER_DIGITS if digits else _TYPEWRITER
    columns = max(columns, 3)
    last = (LETTERS if digits else DIGITS, *(SPACE,) * max(columns - 2, 1), DELETE)
    letters = _in_rows(_ALPHABET, columns)
    if not digits:
        return (*letters, last)
    signs = _in_rows(_SIGNS, columns)
    return (*signs, *(("",) * columns,) * (len(letters) - len(signs)), last)


def _in_rows(keys: Row, columns: int) -> tuple[Row, ...]:
    rows = [keys[first : first + columns] for first in range(0, len(keys), columns)]
    return tuple((*row, *("",) * (columns - len(row))) for row in rows)


def typed(text: str, key: str, most: int) -> str:
    """Return `text` after `key`: at most `most` characters, and no space at the beginning."""
    if key == DELETE:
        return text[:-1]
    if key == CLEAR:
        return ""
    if len(key) != 1 or len(text) >= most or (key == SPACE and not text):
        return text
    return text + key
