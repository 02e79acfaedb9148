"""Persons by the thousand: rows and blobs as enrolments leave them, templates that nobody has."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from edge_app.bench.sync.centre import approved
from edge_app.demo.centre import LIST
from models.embedder import unit_rows
from models.manifest import load_manifest
from sync.central.centre import Centre
from sync.central.registry.list_changes import AddMembers, NewMember
from sync.central.registry.persons import Identity
from sync.central.registry.schema import Person, Reference, ReferenceTemplate
from sync.central.storage.storage_names import person_context, template_context, thumbnail_blob
from sync.protocol.envelope.random_values import random_id

THUMBNAIL = 6_000  # bytes: a JPEG of 160 rows has about as many
_TOGETHER = 5_000  # persons of a transaction
_JPEG = b"\xff\xd8\xff\xe0"


def templates(count: int, seed: int = 5) -> NDArray[np.float32]:
    """Return `(count, f) float32`, random unit rows."""
    rng = np.random.default_rng(seed)
    size = load_manifest().model.template_size
    return unit_rows(rng.standard_normal((count, size), dtype=np.float32))


def keep(centre: Centre, rows: NDArray[np.float32]) -> list[str]:
    """Enrol a person for each template, with a thumbnail of random bytes; return their ids."""
    now, model_id, vault = datetime.now(UTC), load_manifest().model.model_id, centre.vault
    ids: list[str] = []
    for start in range(0, len(rows), _TOGETHER):
        persons, references, kept = [], [], []
        for row in rows[start : start + _TOGETHER]:
            person_id, reference_id = random_id(), random_id()
            ids.append(person_id)
            name = Identity(name=f"Orang {len(ids):06d}").model_dump_json().encode()
            context = template_context(reference_id, model_id)
            blob = thumbnail_blob(reference_id)
            thumbnail = _JPEG + secrets.token_bytes(THUMBNAIL - len(_JPEG))
            centre.blobs.put(blob, vault.seal(thumbnail, blob))
            persons.append(
                {
                    "person_id": person_id,
                    "nik_index": None,
                    "external_index": None,
                    "sealed": vault.seal(name, person_context(person_id)),
                    "created_at": now,
                }
            )
            references.append(
                {
                    "reference_id": reference_id,
                    "person_id": person_id,
                    "photo_index": vault.index(f"photo {reference_id}"),
                    "quality": 0.9,
                    "created_at": now,
                }
            )
            kept.append(
                {
                    "reference_id": reference_id,
                    "model_id": model_id,
                    "sealed": vault.seal(row.astype("<f4").tobytes(), context),
                }
            )
        with centre.registry.transaction() as session:
            session.bulk_insert_mappings(Person.__mapper__, persons)
            session.bulk_insert_mappings(Reference.__mapper__, references)
            session.bulk_insert_mappings(ReferenceTemplate.__mapper__, kept)
    return ids


def fill(centre: Centre, count: int) -> None:
    """Put so many persons more on the list, approved and not published."""
    members = tuple(NewMember(person_id=person_id) for person_id in keep(centre, templates(count)))
    approved(centre, AddMembers(list_id=LIST, members=members))
