"""A terminal becomes a bare device again: keys are overwritten, then all of it is deleted."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sync.terminal.erasure import KEY_FILE, ErasableKeys, overwrite
from sync.terminal.errors import StateError
from sync.terminal.state import REPORT, SPOOL_FILE, TerminalState

# What a wipe takes, besides keys, spool and reports; nothing else in the folder is ours.
OURS = ("mirror", "kiosk", "trust", "wake", "spool", "agent.lock")
_SPOOL = ("", "-wal", "-shm", ".lock", ".reserve")
# What an operator reads of a file that is left, by where it lies.
_KINDS = {
    "credentials": "of keys",
    "mirror": "of lists",
    "kiosk": "of the kiosk's store",
    "spool": "of the spool with results",
    "reports": "of shift reports",
}


@dataclass(frozen=True, slots=True)
class Wiped:
    """What a wipe destroyed."""

    keys: int  # overwritten where they lay
    files: int  # deleted, keys included


def wipe(state: TerminalState) -> Wiped:
    """Make the device bare: the keys first, then what they opened. Raise StateError: what is left.

    What cannot be destroyed keeps nothing else, but the file that says that there is a terminal:
    the wipe can be taken again. What cannot be overwritten is not deleted, for the same reason.
    """
    refused: list[OSError] = []
    reports = list(state.reports.glob(f"{REPORT}-*"))
    places = [state.root / name for name in OURS]
    beside = state.root / SPOOL_FILE.name
    places += [beside.with_name(f"{beside.name}{end}") for end in _SPOOL]
    before = _left(state, (state.credentials, *reports, *places))
    keys = _inside(state.credentials, refused)
    for file in (*keys, *reports):
        _try(refused, partial(_destroy, file))
    has_erase_key = (state.mirror / KEY_FILE).is_file()
    _try(refused, ErasableKeys(state.content_keys).destroy)
    for place in places:
        _remove(place, refused)
    for folder in (state.credentials, state.reports):
        if folder.is_dir() and not any(_inside(folder, refused)):
            _try(refused, folder.rmdir)
    left = _left(state, (state.credentials, *reports, *places))
    if not left and not refused:
        state.config_file.unlink(missing_ok=True)
        return Wiped(len(keys) + has_erase_key, before.total())
    first = refused[0] if refused else None
    why = f"{first.filename}: {first.strerror}" if first else "another program writes there"
    so_far = "all else is" if left != before else "nothing is yet"
    how = "once the disk can be written to" if first and first.errno == errno.EROFS else "as root"
    raise StateError(f"{_told(left)} ({why}); {so_far}; wipe again, {how}", "unwritable")


def _inside(folder: Path, refused: list[OSError]) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except FileNotFoundError:
        return []
    except OSError as error:
        refused.append(error)
        return []


def _try(refused: list[OSError], step: Callable[[], object]) -> None:
    try:
        step()
    except FileNotFoundError:
        return
    except OSError as error:
        refused.append(error)


def _destroy(file: Path) -> None:
    """Overwrite what lies there, and delete it; what is no regular file is deleted alone."""
    found = file.lstat()
    if stat.S_ISREG(found.st_mode):
        overwrite(file, bytes(found.st_size))
    file.unlink()


def _remove(place: Path, refused: list[OSError]) -> None:
    """Delete a file, or all of a folder that can be."""

    def note(_: object, path: str, caught: tuple[object, BaseException, object]) -> None:
        if isinstance(caught[1], OSError) and not isinstance(caught[1], FileNotFoundError):
            refused.append(OSError(caught[1].errno, caught[1].strerror, path))

    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place, onerror=note)
    else:
        _try(refused, place.unlink)


def _left(state: TerminalState, places: Iterable[Path]) -> Counter[str]:
    """Return how many files are left, by kind; an empty or barred folder counts as one."""
    found: Counter[str] = Counter()
    for place in places:
        if not place.exists() and not place.is_symlink():
            continue
        count = 1
        if place.is_dir() and not place.is_symlink():
            barred: list[OSError] = []
            walked = os.walk(place, onerror=barred.append)
            count = sum(len(files) or not folders for _, folders, files in walked) + len(barred)
        top = place.relative_to(state.root).parts[0].partition(".")[0]
        found[_KINDS.get(top, "of the rest")] += count
    return found


def _told(left: Counter[str]) -> str:
    if not left:
        return "one file could not be overwritten, and is deleted"
    count = left.total()
    kinds = ", ".join(f"{number} {kind}" for kind, number in left.items())
    return f"{count} {'file is' if count == 1 else 'files are'} not wiped: {kinds}"
