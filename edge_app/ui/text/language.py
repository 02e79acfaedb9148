"""The terminal's two languages: translating messages, writing numbers, dates and ages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from babel import Locale
from babel.dates import format_skeleton
from babel.numbers import format_decimal
from babel.units import format_unit

from edge_app.ui.text import time_words
from edge_app.ui.text.message import Message

if TYPE_CHECKING:  # the splash is painted before what it stands for is imported
    from edge_app.domain import Phrase

Unit = Literal["second", "minute", "hour", "day", "year"]

TIME_ALONE = timedelta(hours=12)  # within them a time of the other day is read rightly
_CLOCK_TOLERANCE = timedelta(minutes=5)  # clocks of two machines may differ by this much


class Language(Enum):
    """A language of the screen; Indonesian comes first."""

    ID = "id"
    EN = "en"

    @property
    def other(self) -> Language:
        """Return the language that the button switches to."""
        return Language.EN if self is Language.ID else Language.ID


# British English: it writes the day before the month and counts 24 hours, as Indonesian does.
_LOCALES = {Language.ID: Locale("id"), Language.EN: Locale("en", "GB")}


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
    """Return `value` with grouped thousands: 1.234,5 in Indonesian, 1,234.5 in English."""
    return _number(value, language, digits)


def moment(at: datetime, language: Language, wall: datetime) -> str:
    """Return `at` in the zone of `wall`, the time that it is now.

    The time alone where nobody can take it for another day's: it is of the same day, or a night
    shift's. Else with its date.
    """
    local = at.astimezone(wall.tzinfo)
    if local.date() == wall.date() or abs(wall - at) < TIME_ALONE:
        return clock_time(local, language)
    return date_and_time(local, language)


def duration(count: int, unit: Unit, language: Language) -> str:
    """Return `5 menit` or `5 minutes`."""
    return _duration(count, unit, language)


def clock_time(moment: datetime, language: Language) -> str:
    """Return hours and minutes: 08.30 in Indonesian, 08:30 in English."""
    return _moment(_minute(moment), "Hm", language)


def day(moment: date, language: Language) -> str:
    """Return day and month: `12 Okt`."""
    return _moment(_midnight(moment), "MMMd", language)


def full_date(moment: date, language: Language) -> str:
    """Return a date with its year: `12 Okt 1961`."""
    return _moment(_midnight(moment), "yMMMd", language)


def date_and_time(moment: datetime, language: Language) -> str:
    """Return `12 Okt 2025 pukul 08.30` or `12 Oct 2025, 08:30`, in the moment's own time zone."""
    on, at = full_date(moment, language), clock_time(moment, language)
    return translate(time_words.DATE_AND_TIME, language, date=on, time=at)


def ago(count: int, unit: Unit, language: Language) -> str:
    """Return `5 menit lalu` or `5 minutes ago`."""
    return translate(time_words.AGO, language, duration=duration(count, unit, language))


def age(elapsed: timedelta, language: Language) -> str:
    """Return how long ago, in the largest full unit: `baru saja`, `5 menit lalu`, `2 jam lalu`."""
    if is_in_the_future(elapsed):
        return translate(time_words.IN_THE_FUTURE, language)
    minutes = int(elapsed.total_seconds() // 60)
    if minutes < 1:
        return translate(time_words.JUST_NOW, language)
    if minutes < 60:
        return ago(minutes, "minute", language)
    hours = minutes // 60
    return ago(hours, "hour", language) if hours < 24 else ago(hours // 24, "day", language)


def is_in_the_future(elapsed: timedelta) -> bool:
    """Return whether something is dated later than now by more than two clocks may differ."""
    return elapsed < -_CLOCK_TOLERANCE


# Babel takes 10 to 30 us for each; a screen asks for some 20 of them, 30 times a second.


@lru_cache(maxsize=4096)
def _number(value: float, language: Language, digits: int) -> str:
    pattern = f"#,##0.{'0' * digits}" if digits else "#,##0"
    return format_decimal(value, pattern, locale=_LOCALES[language])


@lru_cache(maxsize=4096)
def _duration(count: int, unit: Unit, language: Language) -> str:
    return format_unit(count, unit, locale=_LOCALES[language])


@lru_cache(maxsize=4096)
def _moment(minute: datetime, skeleton: str, language: Language) -> str:
    return format_skeleton(skeleton, minute, locale=_LOCALES[language])


def _midnight(moment: date) -> datetime:
    """Return what is written of a day, or of a moment on it."""
    return datetime.combine(moment, time.min)


def _minute(moment: datetime) -> datetime:
    """Return what is written of `moment`, so that the cache knows it for a minute."""
    return moment.replace(second=0, microsecond=0, tzinfo=None)
