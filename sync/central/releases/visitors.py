"""The package of a checkpoint's visitors: always a whole snapshot, without days that are over."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date

from sync.central.centre import Centre
from sync.central.registry import approved_state
from sync.central.registry.approved_state import VisitorRow
from sync.central.releases.whole import WholeContent
from sync.central.storage.storage_names import (
    FIRST_MODEL,
    VISITOR_MODEL,
    visitor_context,
    visitor_thumbnail_context,
)
from sync.protocol.content import Thumbnail, Visitor
from sync.protocol.package import VISITORS
from sync.protocol.roles import Collection as Named
from sync.protocol.roles import CollectionKind


def visitors_content(
    centre: Centre, checkpoint_id: str, first_day: date, hinted: Collection[str], model_id: str
) -> WholeContent:
    """Return the visitors of `first_day` and later, with their templates of the model `model_id`.

    `hinted`: ids of those with a listed family member. A visitor whose template is of another
    model is expected without it: a package holds templates of one model. Raise EnvelopeError,
    PackageError, RegistryError.
    """
    lines, thumbnails = bytearray(), bytearray()
    count, templates = 0, False
    with centre.registry.session() as session:
        for row in approved_state.visitors(session, checkpoint_id, first_day):
            hint = row.visitor_id in hinted
            visitor, jpeg = _opened(centre, row, len(thumbnails), hint, model_id)
            lines += visitor.to_json() + b"\n"
            thumbnails += jpeg
            count += 1
            templates = templates or visitor.template is not None
    name = Named(CollectionKind.VISITORS, checkpoint_id).name
    return WholeContent(name, VISITORS, count, bytes(lines), bytes(thumbnails), templates)


def _opened(
    centre: Centre, row: VisitorRow, offset: int, hinted: bool, model_id: str
) -> tuple[Visitor, bytes]:
    content = json.loads(centre.vault.unseal(row.sealed, visitor_context(row.visitor_id)))
    if content.pop(VISITOR_MODEL, FIRST_MODEL) != model_id:
        content["template"] = None
    jpeg = b""
    if row.thumbnail is not None:
        jpeg = centre.vault.unseal(row.thumbnail, visitor_thumbnail_context(row.visitor_id))
    place = Thumbnail(offset=offset if jpeg else 0, size=len(jpeg))
    content |= {"thumbnail": place.model_dump(), "listed_family": hinted}
    return Visitor.from_json(json.dumps(content)), jpeg
