"""Collect the references of a watch-list's package: persons, templates, thumbnails."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from sync.central.centre import Centre
from sync.central.errors import NoSuchBlob
from sync.central.registry.approved_state import TemplateRow
from sync.central.storage.storage_names import (
    person_context,
    template_context,
    thumbnail_blob,
)
from sync.protocol.content import MAX_JPEG, Phrase, ReferenceEntry, Thumbnail
from sync.protocol.envelope.vault import VAULT_OVERHEAD
from sync.protocol.errors import PackageError

_MAX_TEMPLATES = 64  # of a person: ReferenceEntry's limit


@dataclass(frozen=True)
class References:
    """Everything in a package about persons, except the thumbnails' bytes."""

    persons: tuple[str, ...]  # in the package's order
    lines: bytes  # references.jsonl
    templates: NDArray[np.float32]  # (n, f), in the order of the lines
    rows: tuple[str, ...]  # the person of each template
    thumbnails: tuple[tuple[str, int], ...]  # reference id, size in bytes; in the order of lines

    @property
    def thumbnail_bytes(self) -> int:
        """Return the bytes of all thumbnails together."""
        return sum(size for _, size in self.thumbnails)


def collect(
    centre: Centre, rows: Iterable[TemplateRow], model_id: str, dimension: int
) -> References:
    """Return the references of `rows`, which are ordered by person and reference. Deterministic.

    Raise EnvelopeError for what the vault cannot open, PackageError for templates of another size.
    """
    persons: list[str] = []
    owners: list[str] = []
    lines, templates = bytearray(), bytearray()
    thumbnails: list[tuple[str, int]] = []
    offset = 0
    for person_id, group in groupby(rows, attrgetter("person_id")):
        # The most useful photographs of somebody who has very many, in the order of their ids.
        photographs = sorted(group, key=lambda row: (-row.quality, row.reference_id))
        best = photographs[0]
        size = _thumbnail_size(centre, best.reference_id)
        photographs = sorted(photographs[:_MAX_TEMPLATES], key=attrgetter("reference_id"))
        for row in photographs:
            context = template_context(row.reference_id, model_id)
            template = centre.vault.unseal(row.template, context)
            if len(template) != 4 * dimension:
                raise PackageError(
                    f"reference {row.reference_id} has a template of {len(template) // 4} values, "
                    f"{model_id} has {dimension}: enrol it anew"
                )
            templates += template
            owners.append(person_id)
        entry = ReferenceEntry(
            reference_id=person_id,
            name=json.loads(centre.vault.unseal(best.person, person_context(person_id)))["name"],
            instruction=Phrase(**best.instruction) if best.instruction else None,
            templates=len(photographs),
            thumbnail=Thumbnail(offset=offset if size else 0, size=size),
        )
        lines += entry.to_json() + b"\n"
        persons.append(person_id)
        if size:
            thumbnails.append((best.reference_id, size))
        offset += size
    return References(
        tuple(persons),
        bytes(lines),
        np.frombuffer(templates, "<f4").reshape(-1, dimension),
        tuple(owners),
        tuple(thumbnails),
    )


def thumbnails_of(centre: Centre, references: References) -> Iterator[bytes]:
    """Yield the JPEGs, one at a time. Raise BlobError, EnvelopeError, PackageError."""
    for reference_id, size in references.thumbnails:
        name = thumbnail_blob(reference_id)
        jpeg = centre.vault.unseal(centre.blobs.get(name, MAX_JPEG + VAULT_OVERHEAD), name)
        if len(jpeg) != size:
            raise PackageError(f"the thumbnail of {reference_id} was replaced meanwhile: again")
        yield jpeg


def _thumbnail_size(centre: Centre, reference_id: str) -> int:
    try:
        return centre.blobs.size(thumbnail_blob(reference_id)) - VAULT_OVERHEAD
    except NoSuchBlob:
        return 0  # an alert without a picture is better than none
