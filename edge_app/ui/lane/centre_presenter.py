"""How the terminal stands with its data centre, as the officer is told."""

from __future__ import annotations

from datetime import datetime

from edge_app.domain import SyncView
from edge_app.ui.kit.marks import Severity
from edge_app.ui.kit.notice_view import NoticeView
from edge_app.ui.lane import centre_words
from edge_app.ui.text import shared_words
from edge_app.ui.text.language import (
    TIME_ALONE,
    Language,
    clock_time,
    day,
    full_date,
    number,
    translate,
)
from edge_app.ui.text.message import Message
from sync.protocol.wire import Attested


def sync_status(sync: SyncView, now: datetime, language: Language) -> tuple[Severity, str, str]:
    """Return for the status bar: how well it is, the data centre, since when and what waits."""
    severity, text = _connection(sync, language)
    figures = [_since(sync, now, language), _waiting(sync, language)]
    return severity, text, " · ".join(filter(None, figures))


def _connection(sync: SyncView, language: Language) -> tuple[Severity, str]:
    if sync.revoked:
        return Severity.FAULT, translate(centre_words.CENTRE_REVOKED, language)
    if sync.fault:
        return Severity.FAULT, translate(centre_words.STORE_FAULT_SHORT, language)
    if (
        sync.refused or sync.withheld
    ) and not sync.unreachable:  # else the notice says it, and the bar since when
        return Severity.ATTENTION, translate(centre_words.UPDATE_REFUSED_SHORT, language)
    if sync.connecting:
        return Severity.NOTE, translate(centre_words.CENTRE_CONNECTING, language)
    if not sync.unreachable:
        return Severity.GOOD, translate(centre_words.CENTRE_CONNECTED, language)
    if sync.contact_at is None:
        return Severity.ATTENTION, translate(centre_words.CENTRE_NEVER, language)
    return Severity.ATTENTION, translate(centre_words.CENTRE_LOST, language)


def _since(sync: SyncView, now: datetime, language: Language) -> str:
    """Return since when the data centre is out of reach; empty: it is not, or never was."""
    if not sync.unreachable or sync.contact_at is None:
        return ""
    since = sync.contact_at.astimezone(now.tzinfo)
    if since.date() == now.date() or now - since < TIME_ALONE:  # the bar has no room for both
        time = clock_time(since, language)
    else:
        time = (day if since.year == now.year else full_date)(since, language)
    return translate(centre_words.LOST_SINCE, language, time=time)


def _waiting(sync: SyncView, language: Language) -> str:
    if sync.unwritten and sync.fault:
        return translate(centre_words.UNWRITTEN, language, count=number(sync.unwritten, language))
    if sync.waiting and sync.unreachable:  # beside since when
        count = number(sync.waiting, language)
        return translate(centre_words.RESULTS_WAIT_SHORT, language, count=count)
    if sync.waiting == 1:
        return translate(centre_words.RESULT_WAITS, language)
    if sync.waiting:
        return translate(centre_words.RESULTS_WAIT, language, count=number(sync.waiting, language))
    if sync.unreachable or sync.connecting:
        return ""  # nobody knows now
    return translate(centre_words.RESULTS_DELIVERED, language)


def shut_notice(sync: SyncView | None, language: Language) -> NoticeView | None:
    """Return that nobody is recognised here any more; None while the terminal may serve lists."""
    if sync is None or not sync.revoked:
        return None
    said, step = centre_words.REVOKED, centre_words.REVOKED_STEP
    if sync.lease_over:
        said, step = centre_words.LEASE_OVER, centre_words.LEASE_OVER_STEP
    return _notice(Severity.FAULT, said, step, "", language)


def sync_notice(sync: SyncView | None, language: Language) -> NoticeView | None:
    """Return what is the matter though lists are served; None when nothing is."""
    if sync is None:
        return None
    if sync.fault:
        return _notice(
            Severity.FAULT,
            centre_words.STORE_FAULT,
            centre_words.STORE_FAULT_STEP,
            sync.fault,
            language,
        )
    if sync.refused:
        return _notice(
            Severity.ATTENTION,
            centre_words.UPDATE_REFUSED,
            centre_words.UPDATE_REFUSED_STEP,
            sync.refused,
            language,
        )
    if sync.withheld:
        no_tpm = sync.withheld == Attested.NO_TPM.value
        return _notice(
            Severity.ATTENTION,
            centre_words.WITHHELD_NO_TPM if no_tpm else centre_words.WITHHELD,
            centre_words.UPDATE_REFUSED_STEP,
            f"attestation: {sync.withheld}",
            language,
        )
    return None


def technicians_detail(sync: SyncView | None, language: Language) -> tuple[str, ...]:
    """Return why there may be no list."""
    reason = "" if sync is None else sync.refused or sync.fault
    return (translate(shared_words.FOR_THE_TECHNICIAN, language, detail=reason),) if reason else ()


def _notice(
    severity: Severity, sentence: Message, step: Message, reason: str, language: Language
) -> NoticeView:
    details = (
        (translate(shared_words.FOR_THE_TECHNICIAN, language, detail=reason),) if reason else ()
    )
    return NoticeView(severity, translate(sentence, language), translate(step, language), details)
