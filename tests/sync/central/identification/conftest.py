"""A data centre with people, and a gate that asks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.central import bootstrap
from sync.central.registry.persons import nik_index
from sync.central.registry.schema import (
    Checkpoint,
    Person,
)
from sync.protocol.content import OfficerRole
from tests.sync.central.identification.question_desk import (
    ELSEWHERE,
    GATE,
    LISTED,
    NOW,
    OFFICER,
    SUPERVISOR,
    TERMINAL,
    Desk,
    nik,
)
from tests.sync.central.releases import registry_rows as rows


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    home, stick = tmp_path / "home", tmp_path / "stick"
    with bootstrap.create(home, stick, "Uji", ["localhost"], None, None, NOW) as made:
        rows.enrol(made, range(10), size=100)
        rows.add_checkpoint(made, GATE)
        rows.add_checkpoint(made, "gate-b")
        rows.add_terminal(made, TERMINAL, GATE)
        for list_id, place, people in (("cekal", GATE, [LISTED]), ("dpo", "gate-b", [ELSEWHERE])):
            described = rows.DESCRIBED.model_copy(update={"checkpoints": (place,)})
            rows.add_list(made, list_id, described)
            rows.put_on(made, list_id, people)
        rows.employ(made, GATE, OFFICER)
        rows.employ(made, GATE, SUPERVISOR, OfficerRole.SUPERVISOR)
        with made.registry.transaction() as session:
            session.get_one(Checkpoint, GATE).may_identify = True
            for number in range(10):
                person = session.get_one(Person, rows.person_id(number))
                person.nik_index = nik_index(made.vault, nik(number))
        found = Desk(made)
        yield found
        found.answerer.close()
