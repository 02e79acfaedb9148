"""Results live as long as their purpose, on either database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from sync.central.registry import audit, forgetting, replay, result_retention
from sync.central.registry.audit_rows import AuditRow
from sync.central.registry.database import Registry
from sync.central.registry.errors import OperationRefused
from sync.central.registry.lists import ListSettings
from sync.central.registry.received import opened
from sync.central.registry.result_retention import Answered, ListRetention, Told, kept_until
from sync.central.registry.schema import ErasedResult, ReceivedResult, WatchList
from sync.central.storage.blobs import Blobs
from sync.protocol.content import Retention
from sync.protocol.envelope.random_values import random_id
from sync.protocol.envelope.vault import Vault
from sync.protocol.result_content import AlertAnswered, AlertFollowed, AlertRaised
from tests.fakes.alerts import raised
from tests.fakes.pictures import jpeg
from tests.sync.central.registry.shift_rows import add_terminal, keep, verified

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def answered(alert: AlertRaised, word: Any, at: datetime) -> AlertAnswered:
    return AlertAnswered(alert_id=alert.alert_id, at=at, answer=word)


def photographed(alert: AlertRaised, at: datetime) -> AlertFollowed:
    return AlertFollowed(alert_id=alert.alert_id, at=at, step="photograph", picture=jpeg(90, 60))


def typed(alert: AlertRaised, at: datetime) -> AlertFollowed:
    return AlertFollowed(alert_id=alert.alert_id, at=at, step="note", code="typed", note="Budi S.")


@pytest.fixture
def terminal(registry: Registry, described: ListSettings, now: datetime) -> str:
    with registry.transaction() as session:
        session.add(
            WatchList(
                list_id="dpo",
                described=described.model_dump(mode="json"),
                model_id="m",
                ended_at=None,
                changes=1,
            )
        )
        return add_terminal(session, now)


def here(session: Session) -> set[str]:
    """Which alerts are here, with all that was said of them, or the verifications."""
    return set(session.scalars(select(ReceivedResult.subject_id)))


@pytest.mark.parametrize(
    ("outcome", "retention", "after"),
    [
        ("not_this_person", Retention(), 12 * HOUR),
        ("not_this_person", Retention(dismissed_hours=0), 0 * HOUR),
        ("cannot_tell", Retention(), 30 * DAY),
        ("unanswered", Retention(undecided_days=3), 3 * DAY),
        (None, Retention(), 30 * DAY),
        ("confirmed", Retention(confirmed_days=400), 400 * DAY),
        ("confirmed", Retention(), 230 * DAY),  # the list's end, and a month
        ("other", Retention(), 30 * DAY),
    ],
)
def test_how_long_an_alert_is_kept(
    now: datetime, outcome: Any, retention: Retention, after: timedelta
) -> None:
    last = Answered(now, outcome) if outcome else None
    terms = ListRetention(retention, now + 200 * DAY)
    assert kept_until(now, last, terms) == now + after


def test_each_goes_in_its_time_and_the_audit_log_counts_them(
    registry: Registry, vault: Vault, terminal: str, now: datetime
) -> None:
    stranger, found, open_, seen = raised(now), raised(now), raised(now), verified(now)
    with registry.transaction() as session:
        keep(session, vault, terminal, stranger, found, open_, seen)
        keep(
            session,
            vault,
            terminal,
            answered(stranger, "confirmed", now + HOUR),
            answered(stranger, "not_this_person", now + 2 * HOUR),
            answered(found, "confirmed", now + HOUR),
        )
    every = {stranger.alert_id, found.alert_id, open_.alert_id, seen.verification_id}
    gone: set[str] = set()
    for at, goes in (
        (13 * HOUR, set()),
        (15 * HOUR, {stranger.alert_id}),
        (31 * DAY, {open_.alert_id}),
        (91 * DAY, {seen.verification_id}),
        (500 * DAY, {found.alert_id}),  # a month after the agreement
    ):
        gone |= goes
        with registry.transaction() as session:
            result_retention.erase_due(session, vault, now + at)
            assert here(session) == every - gone, at
    with registry.session() as session:
        said = [
            (row.subject, row.details)
            for row in audit.entries(session)
            if row.action == "results-erased"
        ]
    assert said == [
        ("dpo", {"outcome": "not_this_person", "count": 1}),
        ("dpo", {"outcome": "unanswered", "count": 1}),
        ("verification", {"outcome": "yes", "count": 1}),
        ("dpo", {"outcome": "confirmed", "count": 1}),
    ]


def test_what_is_over_goes_by_steps(
    registry: Registry, vault: Vault, terminal: str, now: datetime
) -> None:
    """One at least in each, as on a full disk; an alert goes last, with its answers."""
    stranger, seen, called = raised(now), verified(now), raised(now)
    with registry.transaction() as session:
        keep(session, vault, terminal, stranger, seen, photographed(stranger, now))
        keep(session, vault, terminal, answered(stranger, "not_this_person", now))
        keep(session, vault, terminal, called, answered(called, "confirmed", now))
    steps: list[int] = []
    while 0 not in steps:
        with registry.transaction() as session:
            steps += [result_retention.erase_due(session, vault, now + 91 * DAY, 1)]
    assert sorted(steps) == [0, 1, 1, 2]
    with registry.transaction() as session:
        assert here(session) == {called.alert_id}
        named: list[Told] = [(terminal, called.alert_id)]
        deleted = result_retention.delete_alerts(session, named, "X-1", ("sari", "budi"), now, 1)
        assert (deleted.alerts, deleted.results) == (1, 2)
        assert here(session) == set()


def test_no_other_terminal_dismisses_an_alert(
    registry: Registry, vault: Vault, terminal: str, now: datetime
) -> None:
    alert = raised(now)
    with registry.transaction() as session:
        other = add_terminal(session, now)
        keep(session, vault, terminal, alert, answered(alert, "confirmed", now))
        keep(session, vault, other, answered(alert, "not_this_person", now + HOUR))
    with registry.transaction() as session:
        result_retention.erase_due(session, vault, now + 5 * DAY)
        assert alert.alert_id in here(session)


def test_answers_that_an_older_version_kept_are_read(
    registry: Registry, vault: Vault, terminal: str, now: datetime
) -> None:
    alert = raised(now)
    with registry.transaction() as session:
        keep(session, vault, terminal, alert, answered(alert, "not_this_person", now))
        session.execute(update(ReceivedResult).values(outcome=None))
    with registry.transaction() as session:
        assert result_retention.erase_due(session, vault, now + DAY) == 2


@pytest.mark.parametrize("unread", [False, True])
def test_a_strangers_document_goes_with_their_face(
    registry: Registry, vault: Vault, terminal: str, now: datetime, unread: bool
) -> None:
    """Also where an older version kept it as a result of a type that it did not know."""
    alert = raised(now)
    with registry.transaction() as session:
        keep(session, vault, terminal, alert, photographed(alert, now))
        keep(session, vault, terminal, answered(alert, "not_this_person", now))
        if unread:
            case = update(ReceivedResult).where(ReceivedResult.type == "case")
            session.execute(case.values(subject_id=ReceivedResult.result_id))
    with registry.transaction() as session:
        assert result_retention.erase_due(session, vault, now + 11 * HOUR) == 0
        assert here(session) == {alert.alert_id}
        assert result_retention.erase_due(session, vault, now + 13 * HOUR) == 3
        assert here(session) == set()


def test_what_a_terminal_could_send_again_is_remembered_as_long(
    registry: Registry, vault: Vault, terminal: str, now: datetime
) -> None:
    def remembered(session: Session) -> Sequence[str]:
        return session.scalars(select(ErasedResult.result_id)).all()

    alert = raised(now)
    with registry.transaction() as session:
        keep(session, vault, terminal, alert, answered(alert, "not_this_person", now))
        result_retention.erase_due(session, vault, now + DAY)
        assert len(remembered(session)) == 2
        result_retention.erase_due(session, vault, now + 9 * DAY)
        assert remembered(session) == []


def test_two_operators_delete_an_alert_and_a_wrong_id_deletes_nothing(
    registry: Registry, vault: Vault, terminal: str, now: datetime
) -> None:
    one, other = raised(now), raised(now)
    with registry.transaction() as session:
        keep(session, vault, terminal, one, answered(one, "confirmed", now), other)
        keep(session, vault, terminal, photographed(one, now))
    with pytest.raises(OperationRefused, match="no alert"), registry.transaction() as session:
        result_retention.named_alerts(session, [one.alert_id, "ffff0000"])
    with registry.transaction() as session:
        assert here(session) == {one.alert_id, other.alert_id}
        named = result_retention.named_alerts(session, [one.alert_id[:12]])
        deleted = result_retention.delete_alerts(session, named, "PERM-1", ("sari", "budi"), now)
        assert (deleted.alerts, deleted.results) == (1, 3)  # its document, too
        assert here(session) == {other.alert_id}
        (row,) = (each for each in audit.entries(session) if each.action == "result-deleted")
    assert (row.actor, row.subject) == ("sari", one.alert_id)
    gone = row.details.pop("results")
    assert len(gone) == 3
    assert row.details == {"reason": "PERM-1", "second": "budi", "terminal": terminal}


def test_what_was_deleted_after_a_backup_is_deleted_in_it_and_does_not_come_back(
    registry: Registry, vault: Vault, blobs: Blobs, terminal: str, now: datetime
) -> None:
    before = raised(now)
    with registry.transaction() as session:
        keep(session, vault, terminal, before)
        (here_still,) = session.scalars(select(ReceivedResult.result_id))
        came_later = random_id()
        row = AuditRow(
            sequence=9,
            at=now,
            actor="sari",
            action="result-deleted",
            subject=before.alert_id,
            details={"results": [here_still, came_later]},
            hash="0" * 64,
        )
        done = replay.replay(session, blobs, vault, [row])
        assert not done.lost
        assert here(session) == set()
        assert set(session.scalars(select(ErasedResult.result_id))) == {here_still, came_later}


def of_person(session: Session, alert: AlertRaised) -> None:
    session.execute(
        update(ReceivedResult)
        .where(ReceivedResult.subject_id == alert.alert_id, ReceivedResult.type == "alert")
        .values(person_id=alert.reference_id)
    )


def test_of_whom_is_erased_no_document_or_typed_note_is_here_and_none_comes_again(
    registry: Registry, vault: Vault, blobs: Blobs, terminal: str, now: datetime
) -> None:
    """A card says a name, a note may; the alert itself stays as long as its list says."""
    mine, other = raised(now, reference_id="a" * 32), raised(now, reference_id="b" * 32)
    phrase = AlertFollowed(alert_id=mine.alert_id, at=now, step="note", code="calm")
    with registry.transaction() as session:
        keep(session, vault, terminal, mine, other, answered(mine, "confirmed", now), phrase)
        keep(session, vault, terminal, typed(mine, now), photographed(mine, now))
        keep(session, vault, terminal, typed(other, now), photographed(other, now))
        of_person(session, mine)
        told = _details(session, vault)
        assert len(told[mine.alert_id]) == 2
        gone = forgetting.erase(session, blobs, vault, "a" * 32, now)
        assert gone.results == 1
        ((about, ids),) = gone.details.items()
        assert about == (terminal, mine.alert_id)
        assert sorted(told[mine.alert_id]) == sorted(ids)
        assert _details(session, vault) == {other.alert_id: told[other.alert_id]}
        assert here(session) == {mine.alert_id, other.alert_id}
        left = session.scalars(
            select(ReceivedResult.type).where(ReceivedResult.subject_id == mine.alert_id)
        )
        assert sorted(left) == ["alert", "answer", "case"]
        assert set(session.scalars(select(ErasedResult.result_id))) == set(ids)


def test_what_a_terminal_brings_later_of_somebody_who_was_erased_goes_within_the_hour(
    registry: Registry, vault: Vault, blobs: Blobs, terminal: str, now: datetime
) -> None:
    mine, other = raised(now, reference_id="a" * 32), raised(now, reference_id="b" * 32)
    with registry.transaction() as session:
        forgetting.erase(session, blobs, vault, "a" * 32, now)
        keep(session, vault, terminal, mine, typed(mine, now), photographed(mine, now))
        keep(session, vault, terminal, other, typed(other, now))
        of_person(session, mine)
        of_person(session, other)
    with registry.transaction() as session:
        assert result_retention.erase_due(session, vault, now + HOUR) == 2
        assert _details(session, vault).keys() == {other.alert_id}
        assert here(session) == {mine.alert_id, other.alert_id}
        assert len(session.scalars(select(ErasedResult.result_id)).all()) == 2
        assert result_retention.erase_due(session, vault, now + HOUR) == 0


def _details(session: Session, vault: Vault) -> dict[str, list[str]]:
    """The results that hold what was typed or photographed, by alert."""
    found: dict[str, list[str]] = {}
    for row in session.scalars(select(ReceivedResult).where(ReceivedResult.type == "case")):
        body = opened(vault, row)
        if isinstance(body, AlertFollowed) and (body.picture or body.note):
            found.setdefault(row.subject_id, []).append(row.result_id)
    return found
