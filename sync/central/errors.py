"""The errors of the data centre, each with a text for the person who can act.

SyncError
└── CentralError
    ├── BlobError               a package or sealed file cannot be kept, read or removed
    │   └── NoSuchBlob          there is none of that name
    ├── PublisherError          the repository cannot be signed: a key, a role or a file is missing
    └── IdentificationError     the 1:N index is locked, out of reach, damaged or of another model
"""

from __future__ import annotations

from sync.protocol.errors import SyncError


class CentralError(SyncError):
    """Root of the data centre's tree: one line that says what is wrong, where, and what to do."""


class BlobError(CentralError):
    """A blob's name is not allowed, it is too large, or its folder or store refuses."""


class NoSuchBlob(BlobError):
    """No blob has that name."""


class IdentificationError(CentralError):
    """The index cannot be opened or used; it names no template, no person and no id."""

    def __init__(self, text: str, damaged: bool = False) -> None:
        """`damaged`: made anew from the registry, it can be used again."""
        super().__init__(text)
        self.damaged = damaged


class PublisherError(CentralError):
    """A key, a role or a file of the signed repository is missing, damaged or not allowed."""
