"""The shift's report: what it says, where it is written, and what may be in the way.

It holds numbers, lists, and officers by number and name: no name, NIK or picture of anybody who
was checked.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Protocol

from edge_app.domain import WatchList
from edge_app.store.alert_sums import AlertSums
from edge_app.store.statistics import HourlyCounts
from sync.protocol.beneath import Beneath
from sync.protocol.errors import StickRefused
from sync.terminal.state import REPORT

MOUNTS = Path("/proc/self/mounts")
STICKS = ("/media", "/run/media")  # where what is put into a socket is mounted


@dataclass(frozen=True, slots=True)
class ReportOfficer:
    """Somebody whose shift is in a report."""

    number: str
    name: str  # empty: the account is gone


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """A stretch of time at one lane, in numbers."""

    post: str  # the checkpoint; empty: a terminal without a data centre
    lane: str
    terminal_id: str  # empty: a terminal without a data centre
    officers: tuple[ReportOfficer, ...]  # who had a shift in this time; empty: no accounts
    since: datetime  # in the zone in which times are written
    until: datetime
    made_at: datetime
    total: HourlyCounts
    alerts: AlertSums
    hours: tuple[HourlyCounts, ...]  # every hour or day of it
    by_day: bool
    verifications: int  # 1:1
    lists: tuple[WatchList, ...]
    clock_moved: bool = False  # the time was set between `since` and `until`


@dataclass(frozen=True, slots=True)
class Documents:
    """The report as files."""

    pdf: bytes
    csv: bytes

    @property
    def files(self) -> tuple[tuple[str, bytes], ...]:
        """Return the ending and the content of each."""
        return ("pdf", self.pdf), ("csv", self.csv)


class ReportFiles(Protocol):
    """What a report is made of."""

    @property
    def files(self) -> tuple[tuple[str, bytes], ...]:
        """Return the ending and the content of each."""


class Problem(Enum):
    """Why a report was not written."""

    NOT_ALLOWED = "not_allowed"
    FULL = "full"
    READ_ONLY = "read_only"  # or a lock on the stick is on
    GONE = "gone"  # the stick was pulled out
    UNRECORDED = "unrecorded"  # the terminal's disk is full: no row on the chain, so no report
    FAULT = "fault"


class ReportRefused(Exception):
    """A report could not be written; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.value)
        self.problem = problem


_PROBLEMS = {
    errno.ENOSPC: Problem.FULL,
    errno.EDQUOT: Problem.FULL,
    errno.EFBIG: Problem.FULL,
    errno.EROFS: Problem.READ_ONLY,
    errno.EACCES: Problem.READ_ONLY,
    errno.EPERM: Problem.READ_ONLY,
    errno.ENOENT: Problem.GONE,
    errno.ENODEV: Problem.GONE,
    errno.ENXIO: Problem.GONE,
    errno.EIO: Problem.GONE,
}


def stick(mounts: str) -> Path | None:
    """Return the first place under STICKS of a table of mounts; None without.

    `mounts` is the text of `/proc/self/mounts`.
    """
    for line in mounts.splitlines():
        fields = line.split()
        if len(fields) < 2:
            continue
        place = Path(re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), fields[1]))
        if any(place.is_relative_to(root) and place != Path(root) for root in STICKS):
            return place
    return None


def folder_for(own: Path, mounts: Path = MOUNTS) -> tuple[Path, bool]:
    """Return where a report goes, and whether that is a stick; `own` is the terminal's."""
    try:
        place = stick(mounts.read_text("utf-8", "surrogateescape"))
    except OSError:
        place = None
    return (place / "gapura", True) if place is not None else (own, False)


def file_name(lane: str, made_at: datetime, kind: str = "") -> str:
    """Return the name without its ending: `laporan-lajur-2-20260311-143200`."""
    lane = re.sub(r"[^a-z0-9]+", "-", lane.lower()).strip("-")[:40]
    return "-".join(filter(None, (REPORT, kind, lane, made_at.strftime("%Y%m%d-%H%M%S"))))


@contextmanager
def _medium(folder: Path, mounts: Path | None) -> Iterator[Beneath]:
    """Open what `folder` lies in, perhaps a stick: no link on it is followed.

    `mounts`: the table in which the stick must still be; None: the terminal's own folder. Raise
    ReportRefused.
    """
    try:
        if mounts is None:
            folder.parent.mkdir(parents=True, exist_ok=True)
        with Beneath(folder.parent) as medium:
            if mounts is not None and folder_for(folder, mounts) != (folder, True):
                raise ReportRefused(Problem.GONE)  # this is the folder on which it was mounted
            yield medium
    except (OSError, StickRefused) as error:
        raise ReportRefused(_problem(error)) from error


def write_report(
    folder: Path, name: str, documents: ReportFiles, mounts: Path | None = None
) -> tuple[Path, ...]:
    """Write its files, each whole or not at all; return their paths.

    Take away what was written when another could not be. `mounts`: as of `folder_for`, where
    `folder` is on a stick. Raise ReportRefused.
    """
    written: list[str] = []
    with _medium(folder, mounts) as medium:
        try:
            medium.make_folder(folder.name)
            for ending, data in documents.files:
                place = f"{folder.name}/{name}.{ending}"
                medium.write(place, data, 0o644)
                written.append(place)
        except StickRefused:
            for place in written:
                with suppress(StickRefused):
                    medium.remove(place)
            raise
    return tuple(folder.parent / place for place in written)


def carry(own: Path, folder: Path, mounts: Path) -> int:
    """Move reports that were saved on the terminal to the stick `folder`; return how many files.

    None leaves the terminal before it is on the stick, byte by byte. Raise ReportRefused.
    """
    carried = 0
    with _medium(folder, mounts) as medium:
        for file in sorted(own.glob(f"{REPORT}-*")):
            place, data = f"{folder.name}/{file.name}", file.read_bytes()
            if medium.size(place) != len(data) or medium.read(place, len(data)) != data:
                medium.write(place, data, 0o644)
                carried += 1
            file.unlink()
    return carried


def _problem(error: OSError | StickRefused) -> Problem:
    cause = error if isinstance(error, OSError) else error.__cause__
    number = cause.errno if isinstance(cause, OSError) else None
    return _PROBLEMS.get(number or 0, Problem.FAULT)
