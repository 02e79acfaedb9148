"""The hint on a visitor whose family card is that of somebody listed."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import cast

import pytest

from sync.central.centre import Centre
from sync.central.photographs.enroller import Enroller
from sync.central.registry import audit
from sync.central.registry.persons import Identity, family_index, nik_index
from sync.central.registry.schema import Person
from sync.central.registry.visitor_imports import import_visitors
from sync.central.releases.publish import publish_due
from sync.central.storage.storage_names import person_context
from sync.protocol.content import Agreement, Visitor
from sync.protocol.package import THUMBNAILS, VISITORS
from tests.present import present
from tests.sync.central.releases.registry_rows import (
    DESCRIBED,
    NOW,
    add_list,
    delegate,
    describe,
    employ,
    enrol,
    head,
    person_id,
    put_on,
    take_off,
)
from tests.sync.central.releases.terminal_view import open_package

DAY = date(2026, 11, 22)
FAMILY, OTHER = "3171010101150001", "3171010101150002"
LISTED = "3171014808610001"  # NIK of person 1
WIFE, CHILD, STRANGER = "3171014101850002", "3171010101150003", "3171010202700004"
LATER = NOW + timedelta(minutes=1)


def join(
    centre: Centre, number: int, nik: str | None, family_card: str, name: str = "Tersebut"
) -> None:
    """The synthetic person of that number comes to have a NIK and a family card."""
    said = Identity(name=name, nik=nik, family_card=family_card)
    with centre.registry.transaction() as session:
        person = session.get_one(Person, person_id(number))
        person.nik_index = nik_index(centre.vault, nik) if nik else None
        person.family_index = family_index(centre.vault, family_card)
        person.sealed = centre.vault.seal(
            said.model_dump_json().encode(), person_context(person.person_id)
        )
        audit.append(session, NOW, "sari", "person-enrolled", person.person_id)


def manifest(
    centre: Centre, folder: Path, *rows: tuple[str, str, str], checkpoint: str = "gate-a"
) -> None:
    path = folder / "day.csv"
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, ("day", "name", "nik", "passport", "family_card"))
        writer.writeheader()
        for name, nik, family_card in rows:
            identity = {"nik": nik} if nik.isdigit() else {"passport": nik}
            writer.writerow({"day": DAY, "name": name, "family_card": family_card, **identity})
    report = import_visitors(
        centre.registry,
        centre.blobs,
        centre.vault,
        cast("Enroller", NoFaces()),
        checkpoint,
        path,
        "sari",
        NOW,
        True,
    )
    assert {each.state for each in report} == {"stored"}


class NoFaces:
    """No row here has a photograph."""

    model_id = "none"


def hinted(centre: Centre, checkpoint: str = "gate-a") -> set[str]:
    """Names of the visitors with the hint, as a terminal of the checkpoint reads them."""
    name = f"visitors-{checkpoint}"
    package = open_package(centre, name, present(head(centre, name)).packages[-1])
    found = {each.name for each in package.lines(VISITORS, Visitor) if each.listed_family}
    text = package.whole(VISITORS) + package.whole(THUMBNAILS)
    assert not [word for word in (b"Tersebut", b"cekal", person_id(1).encode()) if word in text]
    package.close()
    return found


@pytest.fixture
def family(centre: Centre, tmp_path: Path) -> Centre:
    """Person 1 is listed at gate-a; the rest of the family is expected there, and a stranger."""
    enrol(centre, range(3))
    join(centre, 1, LISTED, FAMILY)
    put_on(centre, "cekal", [1, 2])
    manifest(
        centre,
        tmp_path,
        ("Istri", WIFE, FAMILY),
        ("Anak", CHILD, FAMILY),
        ("Orang Lain", STRANGER, OTHER),
        ("Sendiri", "X1234567", ""),
    )
    return centre


def test_a_family_of_somebody_listed_carries_the_hint_and_nobody_else(family: Centre) -> None:
    publish_due(family, NOW)
    assert hinted(family) == {"Istri", "Anak"}


def test_a_new_edition_comes_when_a_list_changes(family: Centre) -> None:
    publish_due(family, NOW)
    take_off(family, "cekal", [1])
    assert publish_due(family, LATER).collections == {"list-cekal": 2, "visitors-gate-a": 2}
    assert hinted(family) == set()
    put_on(family, "cekal", [1])
    assert publish_due(family, LATER).collections["visitors-gate-a"] == 3
    assert hinted(family) == {"Istri", "Anak"}


def test_a_list_that_changes_nothing_for_visitors_brings_no_edition(family: Centre) -> None:
    publish_due(family, NOW)
    take_off(family, "cekal", [2])
    assert publish_due(family, LATER).collections == {"list-cekal": 2}


def test_the_hint_goes_with_the_agreement(family: Centre) -> None:
    publish_due(family, NOW)
    ended = Agreement(number="PKS-1", starts=date(2026, 1, 1), ends=date(2026, 11, 21))
    describe(family, "cekal", DESCRIBED.model_copy(update={"agreement": ended}))
    publish_due(family, LATER)
    assert hinted(family) == set()


def test_a_list_of_another_checkpoint_says_nothing_here(family: Centre, tmp_path: Path) -> None:
    manifest(family, tmp_path, ("Istri", WIFE, FAMILY), checkpoint="gate-b")
    publish_due(family, NOW)
    assert (hinted(family), hinted(family, "gate-b")) == ({"Istri", "Anak"}, set())


def test_a_list_that_is_not_published_says_nothing_yet(family: Centre, offline: Path) -> None:
    take_off(family, "cekal", [1])
    add_list(family, "dpo")
    put_on(family, "dpo", [1])
    publish_due(family, NOW)
    assert hinted(family) == set()
    delegate(family, offline, "list-dpo")
    with family.registry.transaction() as session:
        audit.append(session, NOW, "sari", "role-delegated", "list-dpo")
    publish_due(family, LATER)
    assert hinted(family) == {"Istri", "Anak"}


def test_the_listed_person_is_no_hint_to_himself(family: Centre, tmp_path: Path) -> None:
    join(family, 1, LISTED, FAMILY, "Kepala Keluarga")
    again = ("kepala  keluarga", "X7654321", FAMILY)  # no NIK: by the name
    manifest(family, tmp_path, ("Kepala Keluarga", LISTED, FAMILY), again)
    publish_due(family, NOW)
    assert hinted(family) == {"Istri", "Anak"}


def test_two_listed_of_one_family_are_a_hint_to_each_other(family: Centre, tmp_path: Path) -> None:
    join(family, 1, LISTED, FAMILY, "Suami")
    manifest(family, tmp_path, ("Suami", LISTED, FAMILY))
    join(family, 2, WIFE, FAMILY, "Istri")
    publish_due(family, NOW)
    assert hinted(family) == {"Suami", "Istri", "Anak"}


def test_a_family_card_that_is_learnt_later_brings_an_edition(
    centre: Centre, tmp_path: Path
) -> None:
    enrol(centre, [1])
    put_on(centre, "cekal", [1])
    manifest(centre, tmp_path, ("Istri", WIFE, FAMILY))
    publish_due(centre, NOW)
    assert hinted(centre) == set()
    join(centre, 1, LISTED, FAMILY)
    assert publish_due(centre, LATER).collections == {"visitors-gate-a": 2}
    assert hinted(centre) == {"Istri"}


def test_officers_who_came_before_their_role_go_out_with_it(centre: Centre, offline: Path) -> None:
    employ(centre, "gate-b", "1001")
    assert publish_due(centre, NOW).waiting == ("officers-gate-b",)
    delegate(centre, offline, "officers-gate-b")
    with centre.registry.transaction() as session:
        audit.append(session, NOW, "sari", "role-delegated", "officers-gate-b")
    assert publish_due(centre, LATER).collections == {"officers-gate-b": 1}
