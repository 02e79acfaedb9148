"""Names and numbers found as they are typed. Pure, and fast enough for one screen's frame.

Every word of the query must be the beginning of a word of the name, in any order; case, accents and
signs do not count; where nobody is found so, words inside others do, then a passport's spelling.
Digits are also the beginning of a NIK, letters and digits that of a passport's number. A NIK is
never found by its middle or its end.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from edge_app.lists.pacing import paced
from sync.protocol.spelling import spelled

MAX_QUERY = 60  # characters that are looked at; no finger types more
MAX_WORDS = 8
MIN_INSIDE = 3  # letters from which on a word is also looked for inside words

# What decomposition does not take apart.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ʼ": "'"}
)
_LAST = "\U0010ffff"  # sorts after every text that goes on


def fold(text: str) -> str:
    """Return `text` in small letters without accents, with single spaces in place of signs."""
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    kept = [c if c.isalnum() else " " for c in plain if not unicodedata.combining(c) and c != "'"]
    return " ".join("".join(kept).split())


@dataclass(frozen=True, slots=True)
class Searchable:
    """What of an entry can be searched for."""

    name: str
    nik: str | None
    passport: str | None


class SearchIndex:
    """An immutable index over entries, which keep the order in which they were given."""

    def __init__(self, entries: Sequence[Searchable]) -> None:
        self._count = len(entries)
        self._names = [fold(entry.name) for entry in paced(entries)]
        self._text = _Text(self._names)
        self._spelled = _Text([" ".join(spelled(entry.name)) for entry in paced(entries)])
        words = sorted(
            (word, number) for number, name in enumerate(self._names) for word in set(name.split())
        )
        self._words, self._word_entries = _columns(words)
        self._whole, self._whole_entries = _columns(
            sorted((name, number) for number, name in enumerate(self._names))
        )
        self._niks, self._nik_entries = _columns(
            sorted((entry.nik, n) for n, entry in enumerate(entries) if entry.nik)
        )
        self._passports, self._passport_entries = _columns(
            sorted((entry.passport, n) for n, entry in enumerate(entries) if entry.passport)
        )

    def __len__(self) -> int:
        """Return how many entries there are."""
        return self._count

    def find(self, query: str, among: NDArray[np.bool_] | None = None) -> tuple[int, ...]:
        """Return the numbers of the entries that `query` finds, the best first.

        All for an empty query.
        `among`: `(n,) bool`, the entries that count. Best are those that begin with the query,
        then those with a word that does, then those with the words inside others; within each, in
        the order of the entries.
        """
        query = query[:MAX_QUERY]
        wanted = fold(query)
        allowed = np.ones(self._count, np.bool_) if among is None else among
        if not query.strip():
            return _numbers(allowed)
        if not wanted:
            return ()  # signs only: nobody has such a name
        begins = self._beginning(self._whole, self._whole_entries, wanted)
        begins |= self._numbered(query)
        found = self._with_words(wanted)
        rest = found & ~begins
        best = _numbers(begins & allowed) + _numbers(rest & allowed)
        return best or _numbers(self._inside(query, wanted) & allowed)

    def _numbered(self, query: str) -> NDArray[np.bool_]:
        number = re.sub(r"[\s.-]", "", query).upper()
        found = np.zeros(self._count, np.bool_)
        if re.fullmatch("[0-9]{1,16}", number):
            found |= self._beginning(self._niks, self._nik_entries, number)
        if re.fullmatch("[0-9A-Z]{1,12}", number) and any(c.isdigit() for c in number):
            found |= self._beginning(self._passports, self._passport_entries, number)
        return found

    def _with_words(self, wanted: str) -> NDArray[np.bool_]:
        found = np.ones(self._count, np.bool_)
        for word in wanted.split()[:MAX_WORDS]:
            found &= self._beginning(self._words, self._word_entries, word)
        return found

    def _inside(self, query: str, wanted: str) -> NDArray[np.bool_]:
        found = np.zeros(self._count, np.bool_)
        for text, words in ((self._text, wanted.split()), (self._spelled, spelled(query))):
            if not found.any() and min(map(len, words), default=0) >= MIN_INSIDE:
                found = text.holding(words[:MAX_WORDS])
        return found

    def _beginning(
        self, texts: list[str], entries: NDArray[np.int64], start: str
    ) -> NDArray[np.bool_]:
        found = np.zeros(self._count, np.bool_)
        found[entries[bisect_left(texts, start) : bisect_left(texts, start + _LAST)]] = True
        return found


class _Text:
    """Names one after another, in which words are found wherever they stand."""

    def __init__(self, names: Sequence[str]) -> None:
        self._text = "\n".join(names) + "\n"
        self._starts = [0, *accumulate(len(name) + 1 for name in names)]

    def holding(self, words: Sequence[str]) -> NDArray[np.bool_]:
        """Return which names hold all of `words`, which are not empty: `(n,) bool`."""
        found = np.ones(len(self._starts) - 1, np.bool_)
        for word in words:
            hits, at = np.zeros(len(found), np.bool_), self._text.find(word)
            while at >= 0:
                number = bisect_right(self._starts, at) - 1
                hits[number] = True
                at = self._text.find(word, self._starts[number + 1])
            found &= hits
        return found


def _columns(pairs: Sequence[tuple[str, int]]) -> tuple[list[str], NDArray[np.int64]]:
    return [text for text, _ in pairs], np.array([n for _, n in pairs], np.int64)


def _numbers(found: NDArray[np.bool_]) -> tuple[int, ...]:
    return tuple(np.flatnonzero(found).tolist())
