"""What a shift leaves at the data centre: escalations, answers, verifications, arrivals."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm.session import Session

from sync.central.registry import answers, intake, received
from sync.central.registry.arrivals import ArrivalState, arrivals
from sync.central.registry.database import Registry
from sync.central.registry.errors import OperationRefused
from sync.central.registry.schema import Visitor as VisitorRow
from sync.central.registry.verifications import verifications
from sync.central.storage.storage_names import visitor_context
from sync.protocol.content import Thumbnail, Visitor
from sync.protocol.envelope.random_values import random_id
from sync.protocol.envelope.vault import Vault
from sync.protocol.jakarta import JAKARTA
from sync.protocol.result_content import AlertAnswered, AlertEscalated
from tests.fakes.alerts import raised
from tests.present import present
from tests.sync.central.registry.shift_rows import add_terminal, keep, verified

NAME = "Siti Rahayu"
DAY = date(2026, 11, 22)
MORNING = datetime(2026, 11, 22, 8, tzinfo=JAKARTA)


def expect(session: Session, vault: Vault, name: str, day: date = DAY) -> str:
    visitor = Visitor(
        visitor_id=random_id(),
        day=day,
        name=name,
        nik=None,
        passport="A1234567",
        family_card=None,
        party=None,
        template=None,
        thumbnail=Thumbnail(offset=0, size=0),
    )
    session.add(
        VisitorRow(
            visitor_id=visitor.visitor_id,
            checkpoint_id="gate-1",
            day=day,
            identity_index=random_id(),
            sealed=vault.seal(visitor.to_json(), visitor_context(visitor.visitor_id)),
        )
    )
    return visitor.visitor_id


def test_what_an_earlier_version_kept_unchecked_ends_no_list(
    registry: Registry, vault: Vault, caplog: pytest.LogCaptureFixture
) -> None:
    """A terminal sent what only this version knows, and sent it wrong."""
    alert, seen = raised(MORNING), verified(MORNING)
    with registry.transaction() as session:
        own = add_terminal(session, MORNING)
        keep(session, vault, own, alert, seen)
        for kind in ("alert", "verification", "answer"):
            result_id = random_id()
            wrong = json.dumps({"body": {"type": kind, "at": MORNING.isoformat(), "lane": NAME}})
            sealed = vault.seal(wrong.encode(), received.Received.context(result_id))
            subject = alert.alert_id if kind == "answer" else result_id
            row = received.Received(result_id, own, kind, subject, None, None, MORNING, sealed)
            intake.take(session, own, [row], (), MORNING)
    with registry.session() as session:
        assert [each.raised for each in answers.alerts(session, vault)] == [alert]
        assert [each.verified for each in verifications(session, vault)] == [seen]
    assert len(caplog.messages) == 3
    assert all("cannot be read: ResultContent: body." in said for said in caplog.messages)
    assert NAME not in caplog.text
    caplog.clear()


def test_an_alert_comes_with_its_last_answer_and_all_escalations(
    registry: Registry, vault: Vault
) -> None:
    alert, after = raised(MORNING), MORNING + timedelta(seconds=90)
    with registry.transaction() as session:
        own = add_terminal(session, MORNING)
        keep(
            session,
            vault,
            own,
            AlertEscalated(alert_id=alert.alert_id, at=after, cause="unanswered"),
            AlertAnswered(alert_id=alert.alert_id, at=after, answer="unanswered"),
            alert,
            AlertEscalated(
                alert_id=alert.alert_id, at=after + timedelta(1), cause="colleague", officer="1002"
            ),
            AlertAnswered(
                alert_id=alert.alert_id,
                at=after + timedelta(2),
                answer="confirmed",
                officers=("1001", "2001"),
                reason="kartu cocok",
            ),
        )
    with registry.session() as session:
        (found,) = answers.alerts(session, vault)
    answered = present(found.answered)
    assert answered.answer == "confirmed"
    assert answered.officers == ("1001", "2001")
    assert [(each.cause, each.officer) for each in found.escalated] == [
        ("unanswered", None),
        ("colleague", "1002"),
    ]


def test_another_terminals_word_does_not_answer_an_alert(registry: Registry, vault: Vault) -> None:
    alert = raised(MORNING)
    with registry.transaction() as session:
        own, other = add_terminal(session, MORNING), add_terminal(session, MORNING)
        keep(session, vault, own, alert)
        keep(
            session,
            vault,
            other,
            AlertAnswered(alert_id=alert.alert_id, at=MORNING, answer="confirmed"),
            AlertEscalated(alert_id=alert.alert_id, at=MORNING, cause="colleague"),
        )
    with registry.session() as session:
        (found,) = answers.alerts(session, vault)
    assert (found.answered, found.escalated) == (None, ())


def test_verifications_are_no_alerts_and_come_newest_first(
    registry: Registry, vault: Vault
) -> None:
    with registry.transaction() as session:
        own = add_terminal(session, MORNING)
        bodies = [verified(MORNING + timedelta(minutes=n)) for n in range(3)]
        keep(session, vault, own, raised(MORNING), *bodies)
    with registry.session() as session:
        found = list(verifications(session, vault, "gate-1", limit=2))
        elsewhere = list(verifications(session, vault, "gate-2"))
        assert len(list(answers.alerts(session, vault))) == 1
    assert [each.verified for each in found] == [bodies[2], bodies[1]]
    assert elsewhere == []


def test_a_day_says_who_is_due_who_came_and_who_was_not_let_in(
    registry: Registry, vault: Vault
) -> None:
    with registry.transaction() as session:
        own = add_terminal(session, MORNING)
        came, back, out, _ = [
            expect(session, vault, name) for name in ("Citra", "Budi", "Agus", "Dewi")
        ]
        expect(session, vault, "Besok", DAY + timedelta(days=1))
        later = MORNING + timedelta(hours=1)
        keep(
            session,
            vault,
            own,
            verified(MORNING, came),
            verified(MORNING, back, outcome="no", admitted=False),
            verified(later, back),
            verified(MORNING, out, outcome="no", admitted=False),
            verified(MORNING, method="centre"),  # on no manifest
            verified(MORNING, random_id(), admitted=False),
            verified(MORNING - timedelta(days=1), None),
        )
    with registry.session() as session:
        found = arrivals(session, vault, "gate-1", DAY)
    assert [(each.visitor.name, each.state, each.at) for each in found.expected] == [
        ("Agus", ArrivalState.REFUSED, MORNING),
        ("Budi", ArrivalState.CAME, later),
        ("Citra", ArrivalState.CAME, MORNING),
        ("Dewi", ArrivalState.DUE, None),
    ]
    assert (found.count(ArrivalState.CAME), found.others) == (2, 1)


def test_somebody_who_came_and_is_seen_again_still_came(registry: Registry, vault: Vault) -> None:
    with registry.transaction() as session:
        own = add_terminal(session, MORNING)
        who = expect(session, vault, "Citra")
        again = verified(MORNING + timedelta(hours=3), who, outcome="no", admitted=False)
        keep(session, vault, own, verified(MORNING, who), again)
    with registry.session() as session:
        (found,) = arrivals(session, vault, "gate-1", DAY).expected
    assert (found.state, found.at) == (ArrivalState.CAME, MORNING)


def test_an_unknown_checkpoint_has_no_day(registry: Registry, vault: Vault) -> None:
    with registry.session() as session, pytest.raises(OperationRefused, match="no such checkpoint"):
        arrivals(session, vault, "gate-9", DAY)
