"""Refusals: errors of tuf in one line for a person and one word for the heartbeat."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from tuf.api import exceptions as refusals

from sync.terminal.errors import DISK_FULL, UpdateRefused

_EXPLANATIONS: tuple[tuple[type[Exception], str, str], ...] = (
    (refusals.ExpiredMetadataError, "expired", "the data centre's word is older than it may be"),
    (refusals.UnsignedMetadataError, "signature", "the signature is not the data centre's"),
    (refusals.BadVersionNumberError, "rollback", "an older version than the one announced or held"),
    (refusals.LengthOrHashMismatchError, "mismatch", "not what the data centre vouches for"),
    (refusals.RepositoryError, "mismatch", "not what the data centre may say"),
    (refusals.DownloadLengthMismatchError, "too-large", "more bytes than were announced"),
    (refusals.DownloadHTTPError, "missing", "not published, or not yet mirrored"),
    (refusals.DownloadError, "unreachable", "the connection broke"),
    (OSError, "disk", "the terminal's disk refuses"),
)


@contextmanager
def translate_errors() -> Iterator[None]:
    """Raise errors of tuf as ours: one line, and one word for the heartbeat."""
    try:
        yield
    except (refusals.RepositoryError, refusals.DownloadError, OSError) as error:
        kind, text = next((k, t) for each, k, t in _EXPLANATIONS if isinstance(error, each))
        if kind == "disk" and getattr(error, "errno", None) in DISK_FULL:
            text = "the terminal's disk is full"
        said = str(error)
        if isinstance(error, OSError) and error.filename:
            said = f"{error.filename}: {error.strerror}"
        detail = re.sub(r"\s+", " ", said)[:200]
        raise UpdateRefused(f"{text}: {detail}", kind) from error
