"""Names and limits of the identification index's collections and rows. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from models.comparison import require_templates
from models.errors import GalleryError
from sync.central.errors import IdentificationError

Templates = NDArray[np.float32]

MAX_TEMPLATES = 8  # of one id
_ID = re.compile(r"[A-Za-z0-9._:-]{1,128}")  # ids are put into filter expressions


def collection_of(model_id: str) -> str:
    """Return a collection's name: letters, digits, `_`, and part of a hash: it is unique."""
    digest = hashlib.sha256(model_id.encode()).hexdigest()[:8]
    return f"templates_{re.sub('[^A-Za-z0-9]', '_', model_id)[:80]}_{digest}"


def key(template_id: str, number: int) -> str:
    """Return the row of an id's template `number`. Raise IdentificationError without the id."""
    if not _ID.fullmatch(template_id):
        raise IdentificationError(
            "the id of a template is not 1 to 128 letters, digits, '.', '_', ':' or '-'"
        )
    return f"{template_id}/{number}"


def id_of(row: str) -> str:
    """Return the id whose row it is."""
    return row.rpartition("/")[0]


def keys_from(held: Mapping[str, int]) -> Iterator[str]:
    """Return all rows that ids can have from a number on: `{id: number}`."""
    for name, first in held.items():
        for number in range(first, MAX_TEMPLATES):
            yield key(name, number)


def rows_of(batch: Iterable[tuple[str, Templates]], dimension: int) -> list[dict[str, object]]:
    """Return rows for pymilvus, of ids with `(n, f) float32` unit rows each.

    Raise IdentificationError.
    """
    rows: list[dict[str, object]] = []
    for name, templates in batch:
        require(templates, dimension, "template")
        if not 1 <= len(templates) <= MAX_TEMPLATES:
            raise IdentificationError(
                f"one id with {len(templates)} templates: 1 to {MAX_TEMPLATES} are possible"
            )
        rows += [{"id": key(name, n), "template": row} for n, row in enumerate(templates)]
    return rows


def require(templates: Templates, dimension: int, what: str) -> None:
    """Raise IdentificationError unless `(n, dimension) float32` unit rows."""
    try:
        require_templates(templates, dimension, what)
    except GalleryError as error:
        raise IdentificationError(str(error)) from error
