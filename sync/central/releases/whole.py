"""Collections without deltas: every release is a whole snapshot."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from models.template_model import PublishedModel
from sync.central.centre import Centre
from sync.central.publisher import Publisher
from sync.central.registry.published import Release
from sync.central.releases.packing import Prepared, head_json, member_of, put_package
from sync.protocol.content import PackageHeader
from sync.protocol.envelope.random_values import random_id
from sync.protocol.package import THUMBNAILS


@dataclass(frozen=True)
class WholeContent:
    """A collection's lines and thumbnails, in memory."""

    name: str  # the collection's
    member: str  # of the package: the lines' place
    count: int
    lines: bytes = field(repr=False)
    thumbnails: bytes = field(repr=False)
    with_templates: bool = False

    @property
    def digest(self) -> str:
        """Return a hash of lines and thumbnails: 64 hexadecimal digits."""
        return digest([self.lines], [self.thumbnails])


def digest(lines: Iterable[bytes], thumbnails: Iterable[bytes]) -> str:
    """Return the hash of a whole collection's content: 64 hexadecimal digits."""
    of_lines, of_thumbnails = hashlib.sha256(), hashlib.sha256()
    for chunk in lines:
        of_lines.update(chunk)
    for chunk in thumbnails:
        of_thumbnails.update(chunk)
    return hashlib.sha256(of_lines.digest() + of_thumbnails.digest()).hexdigest()


def prepare_whole(
    centre: Centre,
    publisher: Publisher,
    content: WholeContent,
    model: PublishedModel,
    before: Release,
    now: datetime,
) -> Prepared | None:
    """Make the next snapshot among the blobs; None where nothing changed. Raise SyncError."""
    same = not before.withdrawn and before.digest == content.digest
    if same and not before.holds_erased:
        return None
    of = model if content.with_templates else None
    header = PackageHeader(
        package_id=random_id(),
        collection=content.name,
        version=before.version + 1,
        base=None,
        model_id=of.model_id if of else None,
        model_sha256=of.sha256 if of else None,
        dimension=of.dimension if of else None,
        created_at=now,
    )
    members = [member_of(content.member, content.lines), member_of(THUMBNAILS, content.thumbnails)]
    package, source = put_package(centre, publisher, header, 0, members)
    release = Release(package.version, 0, content.digest, header.model_id, False, (package,))
    return Prepared(package, source, release, head=head_json(content.name, (package,)))
