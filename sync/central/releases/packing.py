"""Seal packages and stream them among the blobs; keep their keys for the registry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sync.central.centre import Centre
from sync.central.publisher import Publisher, TargetSource
from sync.central.registry.published import Members, PackageRow, Release
from sync.protocol.content import PackageHeader
from sync.protocol.envelope.random_values import random_key
from sync.protocol.package import write_package
from sync.protocol.roles import Collection
from sync.protocol.wire import Head, PackageRef


class PackageMember(NamedTuple):
    """A member of the archive; its bytes are made when they are read."""

    name: str
    size: int  # bytes
    chunks: Callable[[], Iterable[bytes]]


@dataclass(frozen=True)
class Prepared:
    """A package among the blobs that no published head names yet."""

    package: PackageRow
    source: TargetSource
    release: Release  # of its collection, once this is published
    members: Members | None = None  # of a list
    left_out: int = 0  # persons without a template of the list's model
    head: bytes = field(default=b"", repr=False)

    @property
    def name(self) -> str:
        """Return the name of the collection."""
        return self.package.collection


def member_of(name: str, data: bytes) -> PackageMember:
    """Return a member whose bytes are in memory."""
    return PackageMember(name, len(data), lambda: (data,))


def put_package(
    centre: Centre,
    publisher: Publisher,
    header: PackageHeader,
    change: int,
    members: Sequence[PackageMember],
) -> tuple[PackageRow, TargetSource]:
    """Seal the package under a new key and put it among the blobs, chunk by chunk.

    Raise PackageError, EnvelopeError, CentralError.
    """
    key = random_key()
    path = Collection.parse(header.collection).package(header.version, header.base)
    source = publisher.put_target(path, write_package(header, _opened(members), key))
    row = PackageRow(
        header.package_id,
        header.collection,
        path,
        header.version,
        header.base,
        source.length,
        change,
        centre.vault.seal(key, PackageRow.context(header.package_id)),
    )
    return row, source


def head_json(name: str, packages: Sequence[PackageRow]) -> bytes:
    """Return `<collection>/head.json`."""
    return Head(
        collection=name,
        version=packages[-1].version,
        packages=tuple(
            PackageRef(
                package_id=package.package_id,
                path=package.path,
                version=package.version,
                base=package.base,
            )
            for package in packages
        ),
    ).to_json()


def _opened(members: Sequence[PackageMember]) -> Iterator[tuple[str, int, Iterable[bytes]]]:
    for member in members:
        yield member.name, member.size, member.chunks()
