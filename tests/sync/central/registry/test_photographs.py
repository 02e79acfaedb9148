"""Photographs become references, or are refused with a reason."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageFilter

from models.manifest import load_manifest
from sync.central.photographs.enroller import Enroller, PhotoRefused, Reason
from sync.central.photographs.sizes import MAX_THUMBNAIL
from sync.central.registry import persons
from sync.central.registry.database import Registry
from sync.central.registry.enrolment import enrol
from sync.central.registry.errors import OperationRefused
from sync.central.registry.imports import import_persons
from sync.central.registry.lists import ListSettings
from sync.central.registry.rows import Report
from sync.central.registry.schema import Person, ReferenceTemplate
from sync.central.storage.blob_folder import FolderBlobs
from sync.protocol.envelope.vault import Vault
from tests.present import present
from tests.sync.central.registry.proposals_fixtures import created

NIK = "3171014808610001"  # a woman's, of 8 August 1961
OTHER_NIK = "3171010408610002"
FAMILY = "3171010101150001"


def encoded(picture: Image.Image) -> bytes:
    held = io.BytesIO()
    picture.save(held, "PNG")
    return held.getvalue()


@pytest.fixture
def keep(
    registry: Registry, blobs: FolderBlobs, vault: Vault, enroller: Enroller, now: datetime
) -> Callable[..., Any]:
    def keep(
        photo: Any,
        name: Any = "Nama Lengkap",
        nik: Any = None,
        external_id: Any = None,
        family_card: Any = None,
    ) -> Any:
        identity = persons.Identity(
            name=name, nik=nik, external_id=external_id, family_card=family_card
        )
        return enrol(registry, blobs, vault, enroller, identity, photo, "sari", now)

    return keep


def test_a_photograph_is_kept_and_read_again(
    registry: Registry,
    blobs: FolderBlobs,
    vault: Vault,
    keep: Callable[..., Any],
    portraits: dict[str, Path],
) -> None:
    photo = portraits["obama.jpg"].read_bytes()
    stored = keep(photo, nik=NIK)
    assert persons.read_photo(blobs, vault, stored.reference_id) == photo
    thumbnail = persons.read_thumbnail(blobs, vault, stored.reference_id)
    assert len(thumbnail) <= MAX_THUMBNAIL
    assert Image.open(io.BytesIO(thumbnail)).height == 160
    with registry.session() as session:
        person = persons.by_nik(session, vault, NIK)
        assert persons.identity_of(vault, present(person)).name == "Nama Lengkap"
        row = persons.best_reference(session, stored.person_id, load_manifest().model.model_id)
        rows = session.query(ReferenceTemplate).all()
        assert present(row).reference_id == stored.reference_id
        assert [persons.template_of(vault, each).shape for each in rows] == [(128,)]


def test_the_same_photograph_again_changes_nothing(
    blobs: FolderBlobs, keep: Callable[..., Any], portraits: dict[str, Path]
) -> None:
    photo = portraits["obama.jpg"].read_bytes()
    first, again = keep(photo, nik=NIK), keep(photo, nik=NIK)
    assert (first.new, again.new) == (True, False)
    assert (again.person_id, again.reference_id) == (first.person_id, first.reference_id)
    assert len(list(blobs.names())) == 2


def test_a_family_card_may_come_later_and_change(
    registry: Registry, vault: Vault, keep: Callable[..., Any], portraits: dict[str, Path]
) -> None:
    photo = portraits["obama.jpg"].read_bytes()
    for given, kept in ((None, None), (FAMILY, FAMILY), (None, FAMILY), (NIK, NIK)):
        stored = keep(photo, nik=NIK, family_card=given)
        with registry.session() as session:
            person = session.get_one(Person, stored.person_id)
        assert persons.identity_of(vault, present(person)).family_card == kept
        index = persons.family_index(vault, kept) if kept else None
        assert person.family_index == index
        assert FAMILY.encode() not in person.sealed
    with pytest.raises(OperationRefused, match="family card"):
        keep(photo, nik=NIK, family_card="3171010101150000")


def test_another_photograph_is_another_reference_of_the_same_person(
    keep: Callable[..., Any], portraits: dict[str, Path]
) -> None:
    one = keep(portraits["obama.jpg"].read_bytes(), nik=NIK)
    two = keep(portraits["obama2.jpg"].read_bytes(), nik=NIK, external_id="P-7")
    three = keep(portraits["obama3.jpg"].read_bytes(), external_id="P-7")
    assert one.person_id == two.person_id == three.person_id
    assert len({one.reference_id, two.reference_id, three.reference_id}) == 3


def test_a_photograph_of_somebody_else_is_a_duplicate(
    keep: Callable[..., Any], portraits: dict[str, Path]
) -> None:
    photo = portraits["obama.jpg"].read_bytes()
    keep(photo, nik=NIK)
    with pytest.raises(PhotoRefused) as refused:
        keep(photo, nik=OTHER_NIK)
    assert refused.value.reason is Reason.DUPLICATE


def test_two_persons_are_not_made_one(keep: Callable[..., Any], portraits: dict[str, Path]) -> None:
    keep(portraits["obama.jpg"].read_bytes(), nik=NIK)
    keep(portraits["biden.jpg"].read_bytes(), external_id="P-7")
    with pytest.raises(OperationRefused, match="two different persons"):
        keep(portraits["obama2.jpg"].read_bytes(), nik=NIK, external_id="P-7")


def test_a_nik_that_cannot_be_one_is_refused(
    keep: Callable[..., Any], portraits: dict[str, Path]
) -> None:
    with pytest.raises(OperationRefused, match="no day of birth"):
        keep(portraits["obama.jpg"].read_bytes(), nik="3171019913610001")


def spoiled(portraits: dict[str, Path]) -> dict[Reason, bytes]:
    obama = Image.open(portraits["obama.jpg"]).convert("RGB")
    biden = Image.open(portraits["biden.jpg"]).convert("RGB").resize(obama.size)
    two = Image.new("RGB", (obama.width * 2, obama.height))
    two.paste(obama, (0, 0))
    two.paste(biden, (obama.width, 0))
    return {
        Reason.UNREADABLE: b"no picture",
        Reason.NO_FACE: encoded(Image.new("RGB", (400, 400), "grey")),
        Reason.SEVERAL_FACES: encoded(two),
        Reason.BLURRED: encoded(obama.filter(ImageFilter.GaussianBlur(obama.width / 80))),
    }


@pytest.mark.parametrize(
    "reason", [Reason.UNREADABLE, Reason.NO_FACE, Reason.SEVERAL_FACES, Reason.BLURRED]
)
def test_a_spoiled_photograph_says_why(
    enroller: Enroller, portraits: dict[str, Path], reason: Reason
) -> None:
    with pytest.raises(PhotoRefused) as refused:
        enroller.enrol(spoiled(portraits)[reason])
    assert refused.value.reason is reason


def test_a_face_that_is_too_small_says_so(enroller: Enroller, shared_data: Path) -> None:
    picture = Image.open(shared_data / "faces-dev/Aaron_Eckhart/Aaron_Eckhart_0001.jpg")
    with pytest.raises(PhotoRefused) as refused:
        enroller.enrol(encoded(picture.resize((75, 75), Image.Resampling.LANCZOS)))
    assert refused.value.reason is Reason.TOO_SMALL


@pytest.mark.parametrize("who", ["Franco_Cangele", "Frank_Murkowski"])
def test_closed_eyes_are_no_reference(enroller: Enroller, shared_data: Path, who: str) -> None:
    photo = (shared_data / "faces-dev" / who / f"{who}_0001.jpg").read_bytes()
    with pytest.raises(PhotoRefused) as refused:
        enroller.enrol(photo)
    assert refused.value.reason is Reason.EYES_CLOSED


def test_no_nik_and_no_name_lies_open_in_the_home(
    registry: Registry, keep: Callable[..., Any], portraits: dict[str, Path], tmp_path: Path
) -> None:
    photo = portraits["obama.jpg"].read_bytes()
    keep(photo, name="Nama Yang Dirahasiakan", nik=NIK)
    with registry.session() as session:
        kept = [bytes(row.sealed) for row in session.query(Person)]
    kept += [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert len(kept) >= 3
    for secret in (NIK.encode(), b"Nama Yang Dirahasiakan", photo[:64], photo[-64:]):
        assert not any(secret in data for data in kept)


def test_a_folder_is_imported_row_by_row_and_again_without_change(
    registry: Registry,
    blobs: FolderBlobs,
    vault: Vault,
    enroller: Enroller,
    described: ListSettings,
    now: datetime,
    shared_data: Path,
    tmp_path: Path,
) -> None:
    created(registry, vault, described, now)
    folder = tmp_path / "photographs"
    folder.mkdir()
    pictures = sorted(shared_data.glob("faces-dev/A*/*_0001.jpg"))[:20]
    with (folder / "persons.csv").open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["photo", "name", "external_id", "nik", "list"])
        for number, picture in enumerate(pictures):
            shutil.copy(picture, folder)
            table.writerow([picture.name, f"Orang {number}", f"P-{number}", "", "dpo"])
        table.writerow(["none.jpg", "Tanpa Foto", "P-98", "", ""])
        table.writerow([pictures[0].name, "NIK Salah", "", "123", ""])
        table.writerow(["../persons.csv", "Di Luar", "P-99", "", ""])

    def run() -> Any:
        with Report(tmp_path / "report") as report:
            return import_persons(
                registry,
                blobs,
                vault,
                enroller,
                folder,
                "sari",
                lambda: now,
                report,
                lambda *_: None,
            )

    first = run()
    assert first.stored + first.refused == 23
    assert first.stored >= 17
    assert len(first.members["dpo"]) == first.stored
    again = run()
    assert (again.stored, again.unchanged) == (0, first.stored)
    assert again.members == first.members
    lines = [json.loads(line) for line in (tmp_path / "report.jsonl").read_text().splitlines()]
    assert [(line["state"], line["reason"]) for line in lines[-3:]] == [
        ("refused", "no-file"),
        ("refused", "nik-length"),
        ("refused", "no-file"),
    ]
    assert "Orang" not in (tmp_path / "report.csv").read_text()
