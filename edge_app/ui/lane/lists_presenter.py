"""The lists, as the officer is told: which version, how old, and whether that is a problem."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from edge_app.domain import SyncView, WatchList
from edge_app.ui.kit.marks import Severity
from edge_app.ui.kit.notice_view import NoticeView
from edge_app.ui.lane import list_words
from edge_app.ui.lane.centre_presenter import shut_notice, sync_notice, technicians_detail
from edge_app.ui.text import shared_words
from edge_app.ui.text.language import (
    Language,
    age,
    date_and_time,
    is_in_the_future,
    number,
    translate,
)

STALE_AFTER = timedelta(hours=24)


def lists_status(
    lists: Sequence[WatchList],
    now: datetime,
    stale_after: timedelta,
    language: Language,
    references: int,
    opening: bool = False,
) -> tuple[Severity, str, str]:
    """Return for the status bar: how well it is, which lists, how many are on them and how old.

    The age is that of the oldest list. `opening`: they may still be on their way.
    """
    if not lists and opening:
        return Severity.NOTE, translate(list_words.LIST_OPENING, language), ""
    if not lists:
        return Severity.FAULT, translate(shared_words.NO_LISTS, language), ""
    oldest = min(lists, key=lambda one: one.issued_at)
    if len(lists) == 1:
        text = translate(list_words.LIST_ONE, language, version=str(oldest.version))
    else:
        count = number(len(lists), language)
        text = translate(list_words.LIST_SEVERAL, language, count=count)
    figure = translate(
        list_words.LIST_FIGURE,
        language,
        count=number(references, language),
        age=age(now - oldest.issued_at, language),
    )
    well = _unfit(lists, now, stale_after, language) is None
    return Severity.GOOD if well else Severity.ATTENTION, text, figure


def lists_notice(
    lists: Sequence[WatchList],
    now: datetime,
    stale_after: timedelta,
    language: Language,
    sync: SyncView | None = None,
    opening: bool = False,
) -> NoticeView | None:
    """Return the notice on top of the picture; None while lists are fresh and all is well."""
    if shut := shut_notice(sync, language):
        return shut
    if not lists and opening:
        return NoticeView(
            Severity.NOTE,
            translate(list_words.NO_LIST_YET, language),
            translate(list_words.NO_LIST_YET_STEP, language),
        )
    if not lists:
        return NoticeView(
            Severity.FAULT,
            translate(list_words.NO_LIST, language),
            translate(list_words.NO_LIST_STEP, language),
            technicians_detail(sync, language),
        )
    return _unfit(lists, now, stale_after, language) or sync_notice(sync, language)


def _unfit(
    lists: Sequence[WatchList], now: datetime, stale_after: timedelta, language: Language
) -> NoticeView | None:
    """Return what is wrong with lists that are there."""
    newest = max(lists, key=lambda one: one.issued_at)
    if is_in_the_future(now - newest.issued_at):
        date = date_and_time(newest.issued_at.astimezone(now.tzinfo), language)
        return NoticeView(
            Severity.ATTENTION,
            translate(list_words.WRONG_CLOCK, language, date=date),
            translate(list_words.WRONG_CLOCK_STEP, language),
        )
    unconfirmed = [one.confirmed_at for one in lists if one.confirmed_at is not None]
    if unconfirmed:
        if now - min(unconfirmed) <= stale_after:
            return None
        date = date_and_time(min(unconfirmed).astimezone(now.tzinfo), language)
        return NoticeView(
            Severity.ATTENTION,
            translate(list_words.UNCONFIRMED_LIST, language, date=date),
            translate(list_words.UNCONFIRMED_LIST_STEP, language),
        )
    oldest = min(lists, key=lambda one: one.issued_at)
    if now - oldest.issued_at <= stale_after:
        return None
    date = date_and_time(oldest.issued_at.astimezone(now.tzinfo), language)
    return NoticeView(
        Severity.ATTENTION,
        translate(list_words.STALE_LIST, language, version=str(oldest.version), date=date),
        translate(list_words.STALE_LIST_STEP, language),
    )
