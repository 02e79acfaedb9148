"""The terminal's two languages: translating messages, writing numbers, dates and ages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import Enum

from edge_app.domain import Phrase
from edge_app.ui.text import age_words
from edge_app.ui.text.message import Message

_MONTHS = {
    "id": ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"],
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
}
_CLOCK_TOLERANCE = timedelta(minutes=5)  # clocks of two machines may differ by this much


class Language(Enum):
    """A language of the screen; Indonesian comes first."""

    ID = "id"
    EN = "en"

    @property
    def other(self) -> Language:
        """The one that the language key switches to."""
        return Language.EN if self is Language.ID else Language.ID


def _untranslated(message: Message) -> str:
    return message.text


_english: Callable[[Message], str] = _untranslated


def use_english(english: Callable[[Message], str]) -> None:
    """Take the English of every message from `english`; the application sets it, once."""
    global _english
    _english = english


def pick(phrase: Phrase, language: Language) -> str:
    """Return the text as its author wrote it in `language`: the owner of a list writes both."""
    return phrase.id if language is Language.ID else phrase.en


def translate(message: Message, language: Language, **values: str) -> str:
    """Return the message with its `{names}` filled in; values are inserted as they are.

    Raise KeyError when a name has no value.
    """
    text = message.text if language is Language.ID else _english(message)
    return text.format(**values)


def number(value: float, language: Language, digits: int = 0) -> str:
    """`value` with grouped thousands: 1.234,5 in Indonesian, 1,234.5 in English."""
    text = f"{value:,.{digits}f}"
    if language is Language.EN:
        return text
    return text.translate(str.maketrans(",.", ".,"))


def date_and_time(moment: datetime, language: Language) -> str:
    """`12 Okt 2025 pukul 08.30` or `12 Oct 2025, 08:30`, in the moment's own time zone."""
    month = _MONTHS[language.value][moment.month - 1]
    day = f"{moment.day} {month} {moment.year}"
    if language is Language.ID:
        return f"{day} pukul {clock_time(moment, language)}"
    return f"{day}, {clock_time(moment, language)}"


def clock_time(moment: datetime, language: Language) -> str:
    """Hours and minutes: 08.30 in Indonesian, 08:30 in English."""
    return moment.strftime("%H.%M" if language is Language.ID else "%H:%M")


def day(moment: datetime, language: Language) -> str:
    """Day and month: `12 Okt`."""
    return f"{moment.day} {_MONTHS[language.value][moment.month - 1]}"


def age(elapsed: timedelta, language: Language) -> str:
    """How long ago, in the largest full unit: `baru saja`, `5 menit lalu`, `2 jam lalu`."""
    if is_in_the_future(elapsed):
        return translate(age_words.IN_THE_FUTURE, language)
    minutes = int(elapsed.total_seconds() // 60)
    if minutes < 1:
        return translate(age_words.JUST_NOW, language)
    for size, one, many in (
        (24 * 60, age_words.DAY_AGO, age_words.DAYS_AGO),
        (60, age_words.HOUR_AGO, age_words.HOURS_AGO),
        (1, age_words.MINUTE_AGO, age_words.MINUTES_AGO),
    ):
        if minutes >= size:
            n = minutes // size
            return translate(one if n == 1 else many, language, n=number(n, language))
    raise AssertionError("minutes is at least 1")


def is_in_the_future(elapsed: timedelta) -> bool:
    """True when something is dated later than now by more than two clocks may differ."""
    return elapsed < -_CLOCK_TOLERANCE
