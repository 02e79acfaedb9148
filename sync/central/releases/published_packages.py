"""Read packages that were published."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import BinaryIO, cast

from sync.central.centre import Centre
from sync.central.publisher import TargetSource
from sync.central.registry.published import PackageRow
from sync.protocol.package import REMOVED, Package
from sync.protocol.wire import PackageRef

_SPOOLED = 1 << 20  # bytes; a larger package from a store waits, sealed, in a file


@contextmanager
def open_package(centre: Centre, row: PackageRow, source: TargetSource) -> Iterator[Package]:
    """Open the package of `row`. Raise EnvelopeError, PackageError, CentralError."""
    key = centre.vault.unseal(row.content_key, PackageRow.context(row.package_id))
    wanted = PackageRef(
        package_id=row.package_id, path=row.path, version=row.version, base=row.base
    )
    with (
        _file(centre, source) as file,
        closing(Package(file, key, row.collection, wanted)) as package,
    ):
        yield package


def removed_persons(package: Package) -> list[str]:
    """Return the persons that a delta removes; none in a snapshot."""
    return list(json.loads(package.whole(REMOVED))) if package.size(REMOVED) else []


@contextmanager
def _file(centre: Centre, source: TargetSource) -> Iterator[BinaryIO]:
    path = centre.blobs.path(source.blob)
    if path is not None:
        with path.open("rb") as file:
            yield file
        return
    with tempfile.SpooledTemporaryFile(_SPOOLED) as waiting:
        for chunk in centre.blobs.chunks(source.blob):
            waiting.write(chunk)
        yield cast("BinaryIO", waiting)
