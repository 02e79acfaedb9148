"""The journal: a copy of the audit log outside of the database, row by row as it is written.

A restored backup knows nothing of what was done after it. The journal does: which terminals were
revoked, which persons were erased, and what else an operator has to do again. It holds ids, numbers
and codes and no word about anybody. Keep it on another disk than the database: `journal` in
centre.toml.

Rows are copied by the server every second and at the end of every command; a row that was not
copied is copied the next time. Nothing waits for it, and a journal that cannot be written stops
nothing.
"""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sync.central.centre import Centre
from sync.central.errors import CentralError, NoSuchBlob
from sync.central.registry import audit
from sync.central.registry.audit_rows import AuditRow, hash_of, head
from sync.central.registry.database import Registry
from sync.central.storage.blobs import Blobs
from sync.protocol.errors import PackageError

FILE = "audit.jsonl"
ROOTS = "roots"  # root metadata: public, and needed to go on from keys that were replaced
LINE_LIMIT = 16 * 2**20  # bytes of one row
_TAIL = 1 << 16  # bytes read from the end at a time
_ROOT = re.compile(r"tuf/metadata/([1-9][0-9]{0,15}\.root\.json)")
_ROOT_LIMIT = 4 * 2**20


class JournalError(CentralError):
    """The journal cannot be written, or is not of this database."""


@dataclass(frozen=True, slots=True)
class JournalState:
    """How far the journal is, beside the database."""

    rows: int  # sequence of its last row
    behind: int  # rows of the database that it does not hold yet


class Journal:
    """The journal in one folder. Every method raises JournalError."""

    def __init__(self, folder: Path) -> None:
        """Open nothing yet."""
        self.folder = folder
        self._known: tuple[int, str] | None = None  # the last row, while the file ends with it

    def follow(self, registry: Registry, blobs: Blobs | None = None) -> int:
        """Copy the rows that are missing; return how many. Cheap when there is none.

        Raise JournalError also where the database lacks rows that the journal holds: an older copy
        of it was put into its place.
        """
        with registry.session() as session:
            newest = head(session)
        if newest == self._known:
            return 0
        copied = 0
        with self._locked() as file:
            last, before = self._last(file)
            with registry.session() as session:
                if hash_of(session, last) != before:
                    raise JournalError(
                        f"{self.folder}: the database lacks rows that the journal holds: an older "
                        "copy was put into its place; `gapura central restore` puts a backup back"
                    )
                with closing(audit.entries(session, last)) as entries:
                    for entry in entries:
                        row = AuditRow.of(entry)
                        file.write(row.line())
                        last, before, copied = row.sequence, row.hash, copied + 1
            file.flush()
            os.fsync(file.fileno())
            if blobs is not None and copied:
                self._copy_roots(blobs)
        self._known = (last, before)
        return copied

    def state(self, registry: Registry) -> JournalState:
        """Return how far the journal is."""
        with registry.session() as session:
            sequence, _ = head(session)
        last = 0
        if (self.folder / FILE).exists():
            with self._locked() as file:
                last, _ = self._last(file)
        return JournalState(last, sequence - last)

    def rows(self, after: int = 0) -> Iterator[AuditRow]:
        """Yield the rows after that sequence; a piece of a line at the end is left."""
        try:
            with (self.folder / FILE).open("rb") as file:
                while line := file.readline(LINE_LIMIT):
                    if not line.endswith(b"\n"):
                        return
                    row = self._row(line)
                    if row.sequence > after:
                        yield row
        except OSError as error:
            raise JournalError(f"{self.folder / FILE}: {error.strerror}") from error

    def roots(self) -> Iterator[tuple[str, bytes]]:
        """Yield the root metadata that it keeps: the blob's name and its bytes."""
        folder = self.folder / ROOTS
        try:
            for path in sorted(folder.iterdir()) if folder.is_dir() else ():
                name = f"tuf/metadata/{path.name}"
                if _ROOT.fullmatch(name) and path.is_file():
                    with path.open("rb") as file:
                        yield name, file.read(_ROOT_LIMIT)
        except OSError as error:
            raise JournalError(f"{folder}: {error.strerror}") from error

    # ---- how ---------------------------------------------------------------------------------

    @contextmanager
    def _locked(self) -> Iterator[BinaryIO]:
        """Open the file to append, alone; what a power cut left of a line is cut off."""
        path = self.folder / FILE
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
            with os.fdopen(handle, "r+b") as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                yield file
        except OSError as error:
            raise JournalError(f"{path}: {error.strerror}") from error

    def _last(self, file: BinaryIO) -> tuple[int, str]:
        """Return sequence and hash of the last whole row; cut off what follows it."""
        end = file.seek(0, os.SEEK_END)
        tail, start = b"", end
        while start > 0 and tail.count(b"\n") < 2:
            start = max(0, start - _TAIL)
            file.seek(start)
            tail = file.read(end - start)
        whole = tail.rfind(b"\n") + 1
        if whole < len(tail):
            file.truncate(start + whole)
            return self._last(file)
        lines = tail.splitlines()
        if not lines:
            return 0, audit.START
        row = self._row(lines[-1])
        return row.sequence, row.hash

    def _row(self, line: bytes) -> AuditRow:
        try:
            return AuditRow.from_json(line)
        except PackageError as error:
            raise JournalError(f"{self.folder / FILE}: a line is damaged: {error}") from error

    def _copy_roots(self, blobs: Blobs) -> None:
        folder = self.folder / ROOTS
        folder.mkdir(mode=0o700, exist_ok=True)
        number = 1
        while (folder / f"{number}.root.json").exists():
            number += 1
        try:
            while True:
                name = f"{number}.root.json"
                data = blobs.get(f"tuf/metadata/{name}", _ROOT_LIMIT)
                beside = folder / f".{name}"
                beside.write_bytes(data)
                beside.replace(folder / name)
                number += 1
        except NoSuchBlob:
            return


def keep_journal(centre: Centre) -> int:
    """Copy what is missing of a data centre's audit log. Raise JournalError, CentralError."""
    return Journal(centre.journal_folder).follow(centre.registry, centre.blobs)
