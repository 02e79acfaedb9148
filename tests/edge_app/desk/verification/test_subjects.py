"""Two states give out one passport number: the document says whose it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from edge_app.desk.verification.subjects import Subjects
from edge_app.documents.agreement import Difference
from edge_app.documents.mrz import Document
from edge_app.lists.rosters import Visitors
from sync.protocol.content import Thumbnail, Visitor
from sync.protocol.envelope.random_values import random_id
from tests.present import present

NUMBER = "B7654321"
DOCUMENT = Document(
    "P", "RUS", NUMBER, "IVANOVA", "OLGA", "RUS", date(1990, 1, 1), "F", date(2030, 1, 1)
)


def visitor(name: str, state: str | None) -> Visitor:
    return Visitor(
        visitor_id=random_id(),
        day=date(2026, 11, 25),
        name=name,
        nik=None,
        passport=NUMBER,
        family_card=None,
        party=None,
        template=None,
        thumbnail=Thumbnail(offset=0, size=0),
        passport_state=state,
    )


def subjects(*expected: Visitor) -> Subjects:
    head: Any = None
    now = datetime(2026, 11, 25, 3, tzinfo=UTC)
    return Subjects(lambda: (Visitors(head, expected),), lambda: now, lambda: "WIB")


@pytest.mark.parametrize("states", [("IDN", "RUS"), (None, "RUS"), (None, None)])
def test_a_document_is_the_visitors_of_its_state_or_name(
    states: tuple[str | None, str | None],
) -> None:
    found = subjects(visitor("BUDI SANTOSO", states[0]), visitor("Olga Ivanova", states[1]))
    named = present(found.by_passport(NUMBER, DOCUMENT))
    assert present(named.visitor).name == "Olga Ivanova"


def test_a_document_of_another_state_is_nobody_elses() -> None:
    named = present(subjects(visitor("BUDI SANTOSO", "IDN")).by_passport(NUMBER, DOCUMENT))
    assert named.visitor is None
    assert named.document == DOCUMENT
    own = replace(DOCUMENT, issuer="IDN")
    named = present(subjects(visitor("BUDI SANTOSO", "IDN")).by_passport(NUMBER, own))
    assert present(named.visitor).name == "BUDI SANTOSO"


def test_a_passport_of_somebody_else_is_no_visitors_without_a_word() -> None:
    holder = visitor("Siti Rahma", None)
    named = present(subjects(holder).by_passport(NUMBER, DOCUMENT))
    assert named.visitor == holder
    assert named.differs == (Difference.NAME,)
    other_state = present(subjects(visitor("Siti Rahma", "IDN")).by_passport(NUMBER, DOCUMENT))
    assert other_state.visitor is None, "a passport of its own"
    assert other_state.differs == (Difference.NAME, Difference.STATE)
    own = present(subjects(visitor("IVANOVA, Olga", "RUS")).by_passport(NUMBER, DOCUMENT))
    assert own.differs == ()


def test_a_family_cards_number_is_known_from_the_manifest() -> None:
    card, nik = "3171011501200007", "3171014408610012"
    held = subjects(visitor("Siti", None).model_copy(update={"family_card": card, "nik": nik}))
    assert held.is_family_card(card)
    assert not held.is_family_card(nik)
    both = visitor("Siti", None).model_copy(update={"family_card": nik})
    assert not subjects(both, visitor("Ani", None).model_copy(update={"nik": nik})).is_family_card(
        nik
    )
