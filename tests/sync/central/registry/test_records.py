"""What operators decide is read whole or not at all; messages of terminals may hold more."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from sync.central.registry.checkpoints import Settings
from sync.central.registry.list_changes import AddMembers, CreateList, NewMember
from sync.central.registry.lists import ListSettings
from sync.central.registry.proposed_changes import Proposed
from sync.protocol.content import Agreement, Phrase
from sync.protocol.errors import PackageError
from sync.protocol.message import Record

SETTINGS = ListSettings(
    name="Daftar Cegah Tangkal",
    owner="Imigrasi",
    category=Phrase(id="Cegah", en="Barred"),
    colour="#aa3300",
    priority=2,
    instruction=Phrase(id="Tahan dengan sopan.", en="Hold politely."),
    target_fpir=0.001,
    officers=1,
    agreement=Agreement(number="PKS-1", starts=date(2026, 1, 1), ends=date(2027, 1, 1)),
    checkpoints=("gate-1",),
)
CREATED = Proposed(change=CreateList(list_id="dpo", described=SETTINGS, model_id="sface"))
ADDED = Proposed(
    change=AddMembers(
        list_id="dpo",
        members=(NewMember(person_id="a" * 32, instruction=Phrase(id="Periksa.", en="Check.")),),
    )
)
PLACES: list[tuple[Record, tuple[str | int, ...]]] = [
    (SETTINGS, ()),
    (SETTINGS, ("agreement",)),
    (SETTINGS, ("instruction",)),
    (CREATED, ()),
    (CREATED, ("change", "described")),
    (CREATED, ("change", "described", "agreement")),
    (ADDED, ("change",)),
    (ADDED, ("change", "members", 0)),
    (ADDED, ("change", "members", 0, "instruction")),
]


@pytest.mark.parametrize(("record", "place"), PLACES, ids=str)
def test_an_unknown_field_of_what_operators_approve_is_refused_at_any_level(
    record: Any, place: Any
) -> None:
    found = json.loads(record.to_json())
    assert type(record).from_json(json.dumps(found)) == record
    inner = found
    for step in place:
        inner = inner[step]
    inner["only_at_night"] = True
    with pytest.raises(PackageError, match="only_at_night: extra_forbidden"):
        type(record).from_json(json.dumps(found))


def test_a_setting_that_nobody_knows_is_not_left_out() -> None:
    with pytest.raises(ValidationError):
        Settings.model_validate({"lease_days": 3, "blind_after_hours": 72})
