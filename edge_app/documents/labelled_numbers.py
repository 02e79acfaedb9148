"""The numbers of 16 digits in a text, each with what the text calls it. Pure.

A family card's number (KK) has the form of a NIK: region, a date, a running number. What tells them
apart is the word before it, on its line or as the head of its column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum


class Label(Enum):
    """What a text calls a number."""

    NIK = "nik"
    FAMILY_CARD = "family_card"


@dataclass(frozen=True, slots=True, repr=False)
class LabelledNumber:
    """16 digits, and what they are called; None: nothing that is known here."""

    digits: str
    label: Label | None


_NUMBER = re.compile(r"(?<!\w)[0-9]{16}(?!\w)")
# As cards and forms print it, for the eye; other things are grouped so too, so it needs its word.
_GROUPED = re.compile(
    r"(?<![\w.-])(?:[0-9]{4}([ .-])[0-9]{4}\1[0-9]{4}\1[0-9]{4}|[0-9]{6}([ .-])[0-9]{6}\2[0-9]{4}"
    r"|[0-9]{2}([ .])[0-9]{2}\3[0-9]{2}\3[0-9]{6}\3[0-9]{4})(?![\w.-])"
)
_WORD = re.compile(
    r"(?<![a-z])(?:no|nomor|nomer|num|id|e)?[\W_]{0,3}"
    r"(?:(?P<nik>nik|ktp|induk[\W_]{0,3}kependudukan)"
    r"|(?P<card>n?kk|kartu[\W_]{0,3}keluarga|family[\W_]{0,3}card))(?![a-z])",
    re.IGNORECASE,
)
_HUMP = re.compile("(?<=[a-z])(?=[A-Z])")  # of noKK and nomorNik


def labelled_numbers(text: str) -> tuple[LabelledNumber, ...]:
    """Return the numbers of `text` in their order, and what each is called."""
    found: list[LabelledNumber] = []
    head: tuple[Label, ...] = ()  # of the last line with words and without numbers
    for line in text.splitlines():
        matches = [*_NUMBER.finditer(line), *_GROUPED.finditer(line)]
        if not matches:
            head = tuple(_labels(line)) or head
            continue
        matches.sort(key=re.Match.start)
        gaps = _gaps(line, matches)
        own = any(True for gap in gaps for _ in _labels(gap))
        labels = _by_words(gaps) if own else _by_head(head, len(matches))
        found += [
            LabelledNumber(re.sub("[^0-9]", "", match[0]), label)
            for match, label in zip(matches, labels, strict=True)
            if label is not None or match[0].isdigit()
        ]
    return tuple(found)


def mentions_family_card(text: str) -> bool:
    """Return whether the text speaks of a family card anywhere."""
    return Label.FAMILY_CARD in _labels(text)


def _labels(text: str) -> Iterator[Label]:
    for match in _WORD.finditer(_HUMP.sub(" ", text)):
        yield Label.NIK if match["nik"] else Label.FAMILY_CARD


def _gaps(line: str, matches: list[re.Match[str]]) -> list[str]:
    """Return what stands before each number, after the one before it."""
    starts = [0, *(match.end() for match in matches)]
    return [line[start : match.start()] for start, match in zip(starts, matches, strict=False)]


def _by_words(gaps: list[str]) -> list[Label | None]:
    """Return labels where the words stand on the line itself: the last one before each number.

    A number with nothing but signs before it is called as the one before: `NIK: n, n`. Words that
    are as many as the numbers after them belong to them in turn: `KK / NIK: n / n`.
    """
    first = list(_labels(gaps[0]))
    if len(first) == len(gaps) > 1 and not any(map(_has_letters, gaps[1:])):
        return list(first)
    labels: list[Label | None] = []
    for gap in gaps:
        words = list(_labels(gap))
        if words:
            labels.append(words[-1])
        else:
            labels.append(labels[-1] if labels and not _has_letters(gap) else None)
    return labels


def _by_head(head: tuple[Label, ...], count: int) -> list[Label | None]:
    """Return labels of a line without such words: by the line above, as a table has them.

    `KARTU KELUARGA` at the head of a form says of no number in it that it is the card's.
    """
    if set(head) == {Label.NIK}:
        return [Label.NIK] * count
    if len(head) == count and Label.NIK in head:
        return list(head)
    return [None] * count


def _has_letters(text: str) -> bool:
    return any(sign.isalpha() for sign in text)
