"""A package holds what its head promises, or is not opened."""

from __future__ import annotations

import io
import tarfile
from datetime import UTC, datetime
from typing import Any

import pytest

from sync.protocol.content import PackageHeader, ReferenceEntry, Thumbnail
from sync.protocol.envelope.random_values import random_id, random_key
from sync.protocol.envelope.sealed_file import seal_chunks
from sync.protocol.errors import EnvelopeError, PackageError
from sync.protocol.package import (
    INDEX,
    REFERENCES,
    REMOVED,
    THUMBNAILS,
    Package,
    write_package,
)
from sync.protocol.wire import PackageRef

KEY = random_key()
HEADER = PackageHeader(
    package_id=random_id(),
    collection="list-a",
    version=3,
    base=None,
    model_id="m",
    model_sha256="0" * 64,
    dimension=128,
    created_at=datetime(2026, 11, 22, tzinfo=UTC),
)
WANTED = PackageRef(package_id=HEADER.package_id, path="list-a/3.snapshot", version=3, base=None)


def written(*members: tuple[str, bytes]) -> io.BytesIO:
    parts = [(name, len(data), [data]) for name, data in members]
    return io.BytesIO(b"".join(write_package(HEADER, parts, KEY)))


def test_members_come_back_as_they_were_written() -> None:
    package = Package(
        written((REFERENCES, b""), (INDEX, b"i" * 200_000), (THUMBNAILS, b"0123456789")),
        KEY,
        "list-a",
        WANTED,
    )
    assert b"".join(package.chunks(INDEX)) == b"i" * 200_000
    assert package.thumbnail(Thumbnail(offset=2, size=3)) == b"234"
    assert package.thumbnail(Thumbnail(offset=10, size=0)) == b""
    assert list(package.lines(REFERENCES, ReferenceEntry)) == []
    assert package.size("removed.json") == 0
    package.close()


@pytest.mark.parametrize(
    "changed",
    [{"package_id": random_id()}, {"version": 4}, {"base": 2}],
)
def test_a_package_in_anothers_place_is_refused(changed: dict[str, int] | dict[str, str]) -> None:
    with pytest.raises(PackageError, match="another package"):
        Package(written((REMOVED, b"[]")), KEY, "list-a", WANTED.model_copy(update=changed))
    with pytest.raises(PackageError, match="another package"):
        Package(written((REMOVED, b"[]")), KEY, "list-b", WANTED)


def test_another_key_opens_nothing() -> None:
    with pytest.raises(EnvelopeError):
        Package(written((REMOVED, b"[]")), random_key(), "list-a", WANTED)


@pytest.mark.parametrize("where", [(8, 3), (11, 1), (2**50, 10)])
def test_a_thumbnail_outside_the_package_is_refused(where: tuple[int, int]) -> None:
    package = Package(written((THUMBNAILS, b"0123456789")), KEY, "list-a", WANTED)
    with pytest.raises(PackageError, match="outside"):
        package.thumbnail(Thumbnail(offset=where[0], size=where[1]))


@pytest.mark.parametrize(
    "names",
    [[REMOVED, REMOVED], ["new", "new"], ["../x"], ["A"], [f"n{each}" for each in range(65)]],
    ids=["twice", "new-twice", "path", "capital", "too-many"],
)
def test_repeated_misnamed_or_too_many_members_are_refused(names: Any) -> None:
    with pytest.raises(PackageError, match="unexpected"):
        Package(written(*((name, b"[]") for name in names)), KEY, "list-a", WANTED)


def test_a_member_that_a_newer_data_centre_adds_is_left_unread() -> None:
    package = Package(written(("context.jsonl", b"?"), (REMOVED, b"[]")), KEY, "list-a", WANTED)
    assert package.whole(REMOVED) == b"[]"


def test_a_link_is_no_member() -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as tar:
        link = tarfile.TarInfo(INDEX)
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
    sealed = b"".join(seal_chunks(HEADER.to_json(), [buffer.getvalue()], KEY))
    with pytest.raises(PackageError, match="unexpected"):
        Package(io.BytesIO(sealed), KEY, "list-a", WANTED)


def test_what_is_no_archive_is_refused() -> None:
    sealed = b"".join(seal_chunks(HEADER.to_json(), [b"x" * 10_000], KEY))
    with pytest.raises(PackageError):
        Package(io.BytesIO(sealed), KEY, "list-a", WANTED)


def test_a_member_shorter_than_promised_is_never_written() -> None:
    with pytest.raises(PackageError, match="promised"):
        list(write_package(HEADER, [(REMOVED, 3, [b"[]"])], KEY))


def test_a_missing_member_and_a_broken_line_say_so() -> None:
    package = Package(written((REFERENCES, b'{"reference_id":"x"}\n')), KEY, "list-a", WANTED)
    with pytest.raises(PackageError, match="missing"):
        package.whole(INDEX)
    with pytest.raises(PackageError, match=r"ReferenceEntry: name: missing"):
        list(package.lines(REFERENCES, ReferenceEntry))
    endless = Package(written((REFERENCES, b"{" * 300_000)), KEY, "list-a", WANTED)
    with pytest.raises(PackageError, match="without an end"):
        list(endless.lines(REFERENCES, ReferenceEntry))
    with pytest.raises(PackageError, match="over the limit"):
        endless.whole(REFERENCES, limit=1000)
