"""One name in two spellings: as people write it, and as the zone of a passport has to.

A zone knows A to Z. ICAO Doc 9303, part 3, section 6, table A says what each Latin letter becomes
there, and leaves states a choice: Ä is A or AE, Ü is U, UE or UXX, Ñ is N or NXX. Pure.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

# The table, as far as decomposition does not take a letter apart.
_LETTERS = str.maketrans(
    {
        "ß": "SS", "æ": "AE", "ø": "OE", "œ": "OE", "þ": "TH", "ð": "D", "đ": "D", "ł": "L",
        "ħ": "H", "ı": "I", "ŋ": "N", "ĸ": "Q", "ŧ": "T", "ĳ": "IJ", "ŀ": "L",
    }
)  # fmt: skip
# What may follow a letter where the table leaves a choice, or writes two; all come to the shortest.
# Å is AA and ß is SS. Whoever writes a letter more or less is the same: Hassan, Hasan.
_CHOICES = re.compile("(?<=A)[AE]+|(?<=O)E+|(?<=U)(?:E|XX)+|(?<=S)S+|(?<=N)(?:XX)+")
_OTHERS = re.compile(r"[\W_]")  # than letters and digits: signs that part, and vowels by a letter
_APOSTROPHES = re.compile("['’‘`ʼ]")


def shortest(letters: str) -> str:
    """Return capitals A to Z in the shortest spelling that the table allows."""
    return _CHOICES.sub("", letters)


def spelled(name: str) -> list[str]:
    """Return the words of a name as a zone has them, each in its shortest spelling.

    Apostrophes join, every other sign parts. Letters that are not Latin stay, with their vowels.
    """
    letters = name.casefold().translate(_LETTERS)
    if not letters.isascii():
        split = unicodedata.normalize("NFKD", letters)
        letters = "".join(sign for sign in split if not _is_accent(sign))
    joined = _APOSTROPHES.sub("", letters.upper())
    return _OTHERS.sub(_parting, shortest(joined)).split()


def _is_accent(sign: str) -> bool:
    """Return whether it stands by a letter and may be left out, as an accent or a Hebrew point.

    The vowels of Thai and Hindi and the voicing of Japanese make another name.
    """
    place = unicodedata.combining(sign)  # 10 to 36: points of Hebrew and Arabic; from 200: accents
    return 10 <= place <= 36 or place >= 200


def _parting(found: re.Match[str]) -> str:
    return found[0] if unicodedata.category(found[0]).startswith("M") else " "


def same_name(one: str, other: str) -> bool:
    """Return whether both are one name: the same words, in any order."""
    words = Counter(spelled(one))
    return bool(words) and words == Counter(spelled(other))


def alike(one: str, other: str) -> bool:
    """Return whether two spellings may be one name: the words of one are among the other's.

    Punctuation and the order do not count: `Dr. Siti Rahma` is alike `RAHMA, SITI`.
    """
    words, others = set(spelled(one)), set(spelled(other))
    return bool(words) and bool(others) and (words <= others or others <= words)
