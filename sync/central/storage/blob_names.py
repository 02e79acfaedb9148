"""Check the names and sizes of blobs."""

from __future__ import annotations

import re

from sync.central.errors import BlobError

_SEGMENT = re.compile(r"[A-Za-z0-9._-]{1,200}")
_LONGEST = 900  # signs; S3 ends at 1,024 with the prefix


def checked(name: str, *, empty: bool = False) -> str:
    """Return the name. Raise BlobError unless it is relative and plain (or empty, if allowed)."""
    if empty and not name:
        return name
    segments = name.split("/")
    if len(name) > _LONGEST or not all(
        _SEGMENT.fullmatch(segment) and segment not in {".", ".."} for segment in segments
    ):
        raise BlobError(
            f"{name[:80]!r} cannot name a blob: use letters, digits, '.', '_', '-', and '/' between"
        )
    return name


def within(size: int, limit: int, name: str) -> None:
    """Raise BlobError where a blob of `size` bytes is longer than `limit`."""
    if size > limit:
        raise BlobError(f"blob {name} has {size} bytes, {limit} are allowed here")
