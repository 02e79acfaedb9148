"""Find the photograph that a row names beside its CSV, as people and other systems write names."""

from __future__ import annotations

import difflib
import errno
import re
import unicodedata
from pathlib import Path

from models.regular_file import read_regular
from sync.central.photographs.enroller import PhotoRefused, Reason
from sync.central.photographs.sizes import MAX_PHOTO
from sync.protocol.signs import plain

_OUTSIDE = "it names a place outside the CSV's folder; write it from there on"


class PhotoFolder:
    """The folder of a CSV. Looks once into each folder below that a name needs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names: dict[Path, dict[str, list[str]]] = {}

    def read(self, name: str) -> bytes:
        """Return the content of the file that `name` fits. Raise PhotoRefused: what differs.

        Backslashes, capitals and another form of Unicode do not matter while one file fits.
        """
        try:
            path = self._found(name).resolve()
            if not path.is_relative_to(self._folder.resolve()):
                raise PhotoRefused(Reason.NO_FILE, _OUTSIDE)
            if not path.is_file():
                raise PhotoRefused(Reason.NO_FILE, f"{plain(name)} is no file")
            return read_regular(path, MAX_PHOTO)  # not through a link that was put there since
        except OSError as error:
            if error.errno == errno.EFBIG:
                large = f"over {MAX_PHOTO >> 20} MiB; make it smaller"
                raise PhotoRefused(Reason.TOO_LARGE, large) from error
            text = f"the file cannot be read: {error.strerror}"
            raise PhotoRefused(Reason.NO_FILE, text) from error
        except ValueError as error:  # a NUL in the name
            raise PhotoRefused(Reason.NO_FILE, "this is no file's name") from error

    def _found(self, name: str) -> Path:
        if not name:
            raise PhotoRefused(Reason.NO_FILE, "the row names no photograph")
        exact = self._folder / name
        if not Path(name).is_absolute() and exact.is_file():
            return exact
        slashed = name.replace("\\", "/")
        if slashed.startswith("/") or re.match("[A-Za-z]:", slashed):
            raise PhotoRefused(Reason.NO_FILE, _OUTSIDE)
        here = self._folder
        for part in slashed.split("/"):
            if part == "..":
                raise PhotoRefused(Reason.NO_FILE, _OUTSIDE)
            if part not in ("", "."):
                here = here / self._entry(here, part)
        return here

    def _entry(self, folder: Path, part: str) -> str:
        """Return the one entry of `folder` that `part` fits. Raise PhotoRefused."""
        names = self._names.get(folder)
        if names is None:
            names = self._names[folder] = {}
            for path in folder.iterdir() if folder.is_dir() else ():
                names.setdefault(_form(path.name), []).append(path.name)
        fitting = sorted(names.get(_form(part), ()))
        if part in fitting:
            return part
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            text = f"several files fit {plain(part)}: {', '.join(map(plain, fitting))}"
            raise PhotoRefused(Reason.NO_FILE, f"{text}; write it exactly")
        text = f"there is no {plain(part)} beside the CSV"
        if near := difflib.get_close_matches(_form(part), names, 1, 0.7):
            text += f"; there is {plain(names[near[0]][0])}"
        raise PhotoRefused(Reason.NO_FILE, text)


def _form(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
