"""A person is erased in more than one transaction, on either database, and goes last."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from sync.central.centre import Centre
from sync.central.errors import BlobError
from sync.central.registry import audit, proposals
from sync.central.registry.list_changes import AddMembers, NewMember
from sync.central.registry.received import opened
from sync.central.registry.schema import Operator, Person, ReceivedResult
from sync.central.releases import erasing
from sync.central.storage.blobs import Blobs
from sync.protocol.content import Phrase
from sync.protocol.result_content import AlertFollowed
from tests.fakes.alerts import raised
from tests.sync.central.registry.shift_rows import add_terminal, keep
from tests.sync.central.releases.registry_rows import NOW, enrol, person_id

PERSON = person_id(3)
SAID = Phrase(id="Tahan", en="Hold")
PROPOSALS = 2


@pytest.fixture
def told(centre: Centre, monkeypatch: pytest.MonkeyPatch) -> Centre:
    """One of whom alerts with typed notes and decided proposals tell, each a step to erase."""
    monkeypatch.setattr(erasing, "AT_ONCE", 1)
    enrol(centre, [3, 4])
    alerts = raised(NOW), raised(NOW)
    with centre.registry.transaction() as session:
        for name in ("sari", "budi"):
            session.add(Operator(operator_id=name, name=name, verifier="", created_at=NOW))
        terminal = add_terminal(session, NOW, "gate-a")
        for alert in alerts:
            note = AlertFollowed(
                alert_id=alert.alert_id, at=NOW, step="note", code="typed", note="Orang 3"
            )
            keep(session, centre.vault, terminal, alert, note)
        for row in session.scalars(select(ReceivedResult).where(ReceivedResult.type == "alert")):
            row.person_id = PERSON
        for _ in range(PROPOSALS):
            members = (NewMember(person_id=PERSON, instruction=SAID),)
            change = AddMembers(list_id="cekal", members=members)
            number = proposals.propose(session, centre.vault, change, "sari", NOW)
            proposals.reject(session, centre.vault, number, "budi", NOW)
    return centre


def actions(centre: Centre) -> list[str]:
    with centre.registry.session() as session:
        return [row.action for row in audit.entries(session)]


def here(centre: Centre) -> set[str]:
    with centre.registry.session() as session:
        return set(session.scalars(select(Person.person_id)))


def test_notes_then_proposals_and_the_person_last(told: Centre) -> None:
    gone = erasing.forget(told, PERSON, "sari", NOW)
    assert (gone.details, gone.proposals, gone.results, gone.photographs) == (2, PROPOSALS, 2, 1)
    steps = [
        each
        for each in actions(told)
        if each in ("result-deleted", "proposals-redacted", "person-forgotten")
    ]
    assert steps == 2 * ["result-deleted"] + PROPOSALS * ["proposals-redacted"] + [
        "person-forgotten"
    ]
    assert here(told) == {person_id(4)}
    with told.registry.session() as session:
        for summary in proposals.list_all(session, None):
            row = proposals.get(session, summary.proposal_id)
            assert SAID.id.encode() not in proposals.text_of(told.vault, row)
        left = [opened(told.vault, row) for row in session.scalars(select(ReceivedResult))]
    assert not any(isinstance(each, AlertFollowed) for each in left)


def test_what_stops_it_leaves_the_person_and_it_goes_on(
    told: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Blobs, name: str) -> None:
        raise BlobError(f"{name} cannot be erased now")

    with monkeypatch.context() as broken:
        broken.setattr(type(told.blobs), "delete", refuse)
        with pytest.raises(BlobError):
            erasing.forget(told, PERSON, "sari", NOW)
    assert here(told) == {PERSON, person_id(4)}
    assert actions(told).count("proposals-redacted") == PROPOSALS
    gone = erasing.forget(told, PERSON, "sari", NOW)
    assert (gone.details, gone.proposals, gone.photographs) == (0, 0, 1)
    assert here(told) == {person_id(4)}
