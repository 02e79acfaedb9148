"""A fetch that needs no network: from a mirror, or from a stick."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from models.regular_file import open_regular
from sync.terminal.errors import TargetMissing

_PIECE = 1 << 16  # bytes


class FolderFetch:
    """`fetch` from a folder: an agent's mirror, a USB bundle, or a copy of the repository.

    Looks for metadata as an Updater keeps them and as the repository names them; for targets by
    their hash, beside the metadata, and by their path.
    """

    def __init__(self, mirror: Path, metadata: Path | None = None) -> None:
        """Read from `mirror`, with `metadata/` (or that `metadata` elsewhere) and `targets/`."""
        self._metadata = metadata or mirror / "metadata"
        self._targets = mirror / "targets"

    def __call__(self, path: str, offset: int) -> Iterator[bytes]:
        """Yield the bytes of `path` from `offset`. Raise TargetMissing, OSError."""
        for place in self._places(path):
            try:
                file = os.fdopen(open_regular(place), "rb")
            except (FileNotFoundError, NotADirectoryError):
                continue
            with file:
                file.seek(offset)
                while piece := file.read(_PIECE):
                    yield piece
            return
        raise TargetMissing(f"{path} is not in the mirror")

    def _places(self, path: str) -> tuple[Path, ...]:
        kind, _, rest = path.partition("/")
        if any(part in {"", ".", ".."} for part in path.split("/")):
            return ()
        if kind == "metadata":
            return (self._metadata / rest, self._metadata / "root_history" / rest)
        folder, _, name = rest.rpartition("/")
        return (
            self._targets / rest,
            self._metadata / "targets" / rest,
            self._targets / folder / name.partition(".")[2],
        )
