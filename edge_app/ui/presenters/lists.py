"""The lists, as the officer is told: which version, how old, and whether that is a problem."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from edge_app.domain import WatchList
from edge_app.ui import phrases
from edge_app.ui.language import Language, age, date_and_time, is_in_the_future, number, say
from edge_app.ui.presenters.camera import NoticeView
from edge_app.ui.presenters.marks import Condition

STALE_AFTER = timedelta(hours=24)


def lists_status(
    lists: Sequence[WatchList], now: datetime, stale_after: timedelta, language: Language
) -> tuple[Condition, str]:
    """For the status bar: version and age, of the oldest list when there are several."""
    if not lists:
        return Condition.FAULT, say(phrases.LIST_NONE, language)
    oldest = min(lists, key=lambda one: one.issued_at)
    values = {"version": str(oldest.version), "age": age(now - oldest.issued_at, language)}
    if len(lists) == 1:
        text = say(phrases.LIST_ONE, language, **values)
    else:
        count = number(len(lists), language)
        text = say(phrases.LIST_SEVERAL, language, count=count, **values)
    well = lists_notice(lists, now, stale_after, language) is None
    return Condition.GOOD if well else Condition.ATTENTION, text


def lists_notice(
    lists: Sequence[WatchList], now: datetime, stale_after: timedelta, language: Language
) -> NoticeView | None:
    """For the top of the picture; None while every list is fresh."""
    if not lists:
        return NoticeView(
            Condition.FAULT, say(phrases.NO_LIST, language), say(phrases.NO_LIST_STEP, language)
        )
    newest = max(lists, key=lambda one: one.issued_at)
    if is_in_the_future(now - newest.issued_at):
        date = date_and_time(newest.issued_at.astimezone(now.tzinfo), language)
        return NoticeView(
            Condition.ATTENTION,
            say(phrases.WRONG_CLOCK, language, date=date),
            say(phrases.WRONG_CLOCK_STEP, language),
        )
    oldest = min(lists, key=lambda one: one.issued_at)
    if now - oldest.issued_at <= stale_after:
        return None
    date = date_and_time(oldest.issued_at.astimezone(now.tzinfo), language)
    return NoticeView(
        Condition.ATTENTION,
        say(phrases.STALE_LIST, language, version=str(oldest.version), date=date),
        say(phrases.STALE_LIST_STEP, language),
    )
