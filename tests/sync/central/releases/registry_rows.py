"""A data centre with synthetic persons: rows and blobs as the registry's services write them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import delete, insert, select, update

from models.embedder import unit_rows
from models.manifest import load_manifest
from sync.central.bootstrap import create
from sync.central.centre import Centre
from sync.central.publisher import Publisher
from sync.central.registry import audit
from sync.central.registry.lists import ListSettings
from sync.central.registry.schema import (
    Checkpoint,
    ListMember,
    OfficerAccount,
    Person,
    Reference,
    ReferenceTemplate,
    Terminal,
    Visitor,
    WatchList,
)
from sync.central.releases.publish import publish_due
from sync.central.storage.storage_names import (
    officer_context,
    person_context,
    template_context,
    thumbnail_blob,
    visitor_context,
    visitor_thumbnail_context,
)
from sync.protocol.content import Agreement, Officer, OfficerRole, Phrase
from sync.protocol.envelope.digests import fingerprint
from sync.protocol.roles import Collection
from sync.protocol.wire import CheckpointConfig, Head
from tests.present import present

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)  # 10:00 in Jakarta
MODEL = "sface-2021dec-mirrored"
DIMENSION = 128
DESCRIBED = ListSettings(
    name="Daftar uji",
    owner="Imigrasi",
    category=Phrase(id="Cekal", en="Not to leave the country"),
    colour="#aa3300",
    priority=2,
    instruction=Phrase(id="Tahan", en="Hold"),
    target_fpir=0.001,
    officers=1,
    agreement=Agreement(number="PKS-1", starts=date(2026, 1, 1), ends=date(2090, 12, 31)),
    checkpoints=("gate-a",),
)


def person_id(number: int) -> str:
    """Of the synthetic person of that number."""
    return f"{number:032x}"


def reference_id(number: int) -> str:
    """Of the one photograph of that person."""
    return person_id(10**9 + number)


def template(number: int) -> np.ndarray:
    """(128,) float32, unit: nobody's, and as far from the mean face as few faces are."""
    row: np.ndarray = face_like(np.random.default_rng(number), 1, 0.2)[0]
    return row


def face_like(rng: np.random.Generator, count: int, cosine: float) -> np.ndarray:
    """(n, 128) float32, unit: random rows with that cosine to the model's mean face."""
    rows = unit_rows(rng.standard_normal((count, DIMENSION), dtype=np.float32))
    mean = np.array(present(load_manifest().by_id[MODEL].mean_face).values, np.float32)
    across = unit_rows(rows - np.outer(rows @ mean, mean))
    found: np.ndarray = cosine * mean + np.float32(np.sqrt(1 - cosine**2)) * across
    return unit_rows(found.astype(np.float32))


def thumbnail(number: int, size: int = 6000) -> bytes:
    """Bytes that stand for a JPEG."""
    return np.random.default_rng(number).bytes(size)


def enrol(centre: Centre, numbers: Any | list[int] | range, size: int = 6000) -> None:
    """Persons with one reference each."""
    vault = centre.vault
    numbers = list(numbers)
    persons, references, templates = [], [], []
    for number in numbers:
        own, reference = person_id(number), reference_id(number)
        blob = thumbnail_blob(reference)
        centre.blobs.put(blob, vault.seal(thumbnail(number, size), blob))
        said = json.dumps({"name": f"Orang {number}", "nik": None, "external_id": None}).encode()
        persons.append(
            {"person_id": own, "sealed": vault.seal(said, person_context(own)), "created_at": NOW}
        )
        references.append(
            {
                "reference_id": reference,
                "person_id": own,
                "photo_index": fingerprint(own.encode()),
                "quality": 0.9,
                "created_at": NOW,
            }
        )
        templates.append(template_row(centre, reference, MODEL, number))
    with centre.registry.transaction() as session:
        for table, rows in (
            (Person, persons),
            (Reference, references),
            (ReferenceTemplate, templates),
        ):
            session.execute(insert(table), rows)
        audit.append(session, NOW, "sari", "person-enrolled", f"{len(persons)} persons")


def template_row(centre: Centre, reference: str, model_id: str, number: int) -> dict[str, object]:
    sealed = centre.vault.seal(
        template(number).astype("<f4").tobytes(), template_context(reference, model_id)
    )
    return {"reference_id": reference, "model_id": model_id, "sealed": sealed}


def sealed_template_of(centre: Centre, number: int) -> bytes:
    """As it lies in the database."""
    with centre.registry.session() as session:
        query = select(ReferenceTemplate).where(
            ReferenceTemplate.reference_id == reference_id(number)
        )
        return session.scalars(query).one().sealed


def add_terminal(centre: Centre, terminal_id: str, checkpoint_id: str) -> None:
    with centre.registry.transaction() as session:
        session.add(
            Terminal(
                terminal_id=terminal_id,
                checkpoint_id=checkpoint_id,
                lane="1",
                signing_key=b"",
                sealing_key=b"",
                state="active",
                enrolled_at=NOW,
            )
        )


def add_checkpoint(centre: Centre, checkpoint_id: str) -> None:
    with centre.registry.transaction() as session:
        session.add(Checkpoint(checkpoint_id=checkpoint_id, name="Gerbang", settings={}))
        audit.append(session, NOW, "sari", "checkpoint-added", checkpoint_id)


def add_list(centre: Centre, list_id: str, described: ListSettings = DESCRIBED) -> None:
    with centre.registry.transaction() as session:
        session.add(
            WatchList(
                list_id=list_id,
                described=described.model_dump(mode="json"),
                model_id=MODEL,
                changes=1,
            )
        )
        audit.append(session, NOW, "sari", "proposal-approved", list_id)


def describe(centre: Centre, list_id: str, described: ListSettings) -> None:
    with centre.registry.transaction() as session:
        row = session.get_one(WatchList, list_id)
        row.described, row.changes = described.model_dump(mode="json"), row.changes + 1
        audit.append(session, NOW, "sari", "proposal-approved", list_id)


def put_on(centre: Centre, list_id: str, numbers: Sequence[int]) -> None:
    """An approved proposal that adds those persons."""
    with centre.registry.transaction() as session:
        row = session.get_one(WatchList, list_id)
        row.changes += 1
        ids = [person_id(number) for number in numbers]
        for start in range(0, len(ids), 500):
            session.execute(
                delete(ListMember).where(
                    ListMember.list_id == list_id,
                    ListMember.person_id.in_(ids[start : start + 500]),
                )
            )
        session.execute(
            insert(ListMember),
            [
                {
                    "list_id": list_id,
                    "person_id": each,
                    "removed": False,
                    "change": row.changes,
                    "as_of": NOW,
                }
                for each in ids
            ],
        )
        audit.append(session, NOW, "sari", "proposal-approved", list_id)


def take_off(centre: Centre, list_id: str, numbers: list[int]) -> None:
    """An approved proposal that removes those persons."""
    with centre.registry.transaction() as session:
        row = session.get_one(WatchList, list_id)
        row.changes += 1
        session.execute(
            update(ListMember)
            .where(
                ListMember.list_id == list_id,
                ListMember.person_id.in_([person_id(number) for number in numbers]),
            )
            .values(removed=True, change=row.changes)
        )
        audit.append(session, NOW, "sari", "proposal-approved", list_id)


def expect(
    centre: Centre, checkpoint_id: str, number: int, day: date, nik: str | None = None
) -> None:
    """A visitor of that day."""
    visitor_id = person_id(2 * 10**9 + number)
    said = {
        "visitor_id": visitor_id,
        "day": day.isoformat(),
        "name": f"Tamu {number}",
        "nik": nik,
        "passport": None if nik else "A1234567",
        "family_card": None,
        "party": None,
        "template": None,
    }
    with centre.registry.transaction() as session:
        session.add(
            Visitor(
                visitor_id=visitor_id,
                checkpoint_id=checkpoint_id,
                day=day,
                identity_index=centre.vault.index(f"nik {nik}")
                if nik
                else fingerprint(visitor_id.encode()),
                sealed=centre.vault.seal(json.dumps(said).encode(), visitor_context(visitor_id)),
                thumbnail=centre.vault.seal(
                    thumbnail(number, 900), visitor_thumbnail_context(visitor_id)
                ),
            )
        )
        audit.append(session, NOW, "sari", "visitors-imported", checkpoint_id)


def employ(
    centre: Centre,
    checkpoint_id: str,
    number: str,
    role: OfficerRole = OfficerRole.OFFICER,
    suspended: bool = False,
) -> None:
    """An officer."""
    officer = Officer(
        number=number,
        name="Petugas",
        role=role,
        pin_verifier="$argon2id$v=19$m=1,t=1,p=1$YQ$YQ",
        suspended=suspended,
    )
    sealed = centre.vault.seal(officer.to_json(), officer_context(checkpoint_id, number))
    with centre.registry.transaction() as session:
        session.add(OfficerAccount(checkpoint_id=checkpoint_id, number=number, sealed=sealed))
        audit.append(session, NOW, "sari", "officer-added", checkpoint_id)


def on_list(centre: Centre, list_id: str) -> set[str]:
    """Persons who are approved."""
    with centre.registry.session() as session:
        return set(
            session.scalars(
                select(ListMember.person_id).where(
                    ListMember.list_id == list_id, ListMember.removed.is_(False)
                )
            )
        )


def publisher_of(centre: Centre) -> Publisher:
    return Publisher(centre.blobs, centre.secrets)


def delegate(centre: Centre, offline: Path, *names: str) -> None:
    for name in names:
        publisher_of(centre).delegate(name, offline, NOW)


def target(centre: Centre, role: str, path: str) -> bytes | None:
    """What terminals fetch of it."""
    source = publisher_of(centre).targets(role).get(path)
    return None if source is None else centre.blobs.get(source.blob, 1 << 20)


def head(centre: Centre, name: str) -> Head | None:
    data = target(centre, name, Collection.parse(name).head)
    return None if data is None else Head.from_json(data)


def configuration(centre: Centre, checkpoint_id: str) -> CheckpointConfig:
    data = target(centre, "checkpoints", f"checkpoints/{checkpoint_id}.json")
    assert data is not None
    return CheckpointConfig.from_json(data)


@contextmanager
def one_list(home: Path, offline: Path, database_url: str | None = None) -> Iterator[Centre]:
    """A data centre with a checkpoint, and a list of five of its six persons that is published."""
    with create(home, offline, "Uji", ["localhost"], database_url, None, NOW) as centre:
        add_checkpoint(centre, "gate-a")
        add_list(centre, "cekal")
        delegate(centre, offline, "list-cekal")
        enrol(centre, range(6), size=300)
        put_on(centre, "cekal", range(5))
        publish_due(centre, NOW)
        yield centre
