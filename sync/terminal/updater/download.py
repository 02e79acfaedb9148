"""A target onto the disk: resumed, bounded, and proven before it has its name."""

from __future__ import annotations

import errno
import hashlib
import os
import re
from collections.abc import Callable
from io import BufferedReader
from pathlib import Path

from tuf.api import exceptions as refusals
from tuf.api.metadata import TargetFile

from sync.terminal.errors import DISK_FULL
from sync.terminal.updater.fetcher import Fetcher

MARGIN = 16 * 2**20  # bytes of the disk that a large package leaves: alerts need room more


def download(
    fetcher: Fetcher, info: TargetFile, place: Path, advance: Callable[[int, int], None]
) -> None:
    folder, _, name = info.path.partition("/")
    digest = sha256(info)
    part = place.with_name(f"{name}.{digest[:16]}.part")
    place.parent.mkdir(parents=True, exist_ok=True)
    for other in place.parent.glob(f"{name}.*.part"):
        if other != part:
            other.unlink(missing_ok=True)
    try:
        done = _fetch(fetcher, info, part, f"targets/{folder}/{digest}.{name}", advance)
    except OSError as error:
        if error.errno in DISK_FULL:  # what is begun can come again
            part.unlink(missing_ok=True)
        raise
    if done > info.length:
        part.unlink()
        raise refusals.DownloadLengthMismatchError(
            f"{info.path} is longer than {info.length} bytes"
        )
    if done < info.length:
        raise refusals.DownloadError(f"{info.path} ended after {done} of {info.length} bytes")
    if not is_whole(part, info):
        part.unlink()
        raise refusals.LengthOrHashMismatchError(f"{info.path} has another sha256")
    part.replace(place)


def _fetch(
    fetcher: Fetcher, info: TargetFile, part: Path, path: str, advance: Callable[[int, int], None]
) -> int:
    """Go on with what is in `part`; return the bytes that it has then, or that are too many."""
    with part.open("ab") as file:
        done = file.tell()
        if done > info.length:
            file.truncate(done := 0)
        if done < info.length:
            _require_room(part.parent, info.length - done)
            for piece in fetcher.pieces(path, done):
                done += len(piece)
                if done > info.length:
                    break
                file.write(piece)
                advance(done, info.length)
        file.flush()
        os.fsync(file.fileno())
    return done


def _require_room(folder: Path, size: int) -> None:
    """Raise OSError before the disk is full of what will not fit."""
    disk = os.statvfs(folder)
    needed, free = size + min(size, MARGIN), disk.f_bavail * disk.f_frsize
    if free < needed:
        text = f"{needed / 1e6:.1f} MB must be free for it, {free / 1e6:.1f} MB are"
        raise OSError(errno.ENOSPC, text, str(folder))


def is_whole(place: Path, info: TargetFile) -> bool:
    try:
        with place.open("rb") as file:
            return os.fstat(file.fileno()).st_size == info.length and _digest(file) == sha256(info)
    except OSError:
        return False


def _digest(file: BufferedReader) -> str:
    return hashlib.file_digest(file, "sha256").hexdigest()


def sha256(info: TargetFile) -> str:
    sha256 = info.hashes.get("sha256", "")
    if len(info.hashes) != 1 or not re.fullmatch("[0-9a-f]{64}", sha256):
        raise refusals.RepositoryError(f"{info.path} is vouched for by something else than sha256")
    return sha256
