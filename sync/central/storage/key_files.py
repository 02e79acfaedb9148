"""Private keys of one kind in `secrets/`: the one in use, and those beside it.

```
statements.key   sealing.key             in use
statements.<id>.key                      waits until terminals have been told of it
sealing.<id>.key                         the same, or opens what was sealed to it before
statements.published sealing.published   ids of the keys that terminals were ever told of
```

`<id>` is the beginning of the public half's sha256.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from models.whole_file import sync_folder, write_whole
from sync.central.errors import CentralError
from sync.protocol.envelope.digests import fingerprint

_MAX_SIZE = 4096  # bytes
_MAX_IDS = 2**20  # bytes: sixty thousand keys


def key_id(public: bytes) -> str:
    """Return the name of a key: 16 hexadecimal digits."""
    return fingerprint(public)[:16]


class KeyFiles:
    """The files of one kind. Every method raises CentralError."""

    def __init__(self, secrets: Path, kind: str, public_of: Callable[[bytes], bytes]) -> None:
        """`public_of` returns the public half of a private key's bytes."""
        self._folder, self._kind, self._public_of = secrets, kind, public_of
        self.path = secrets / f"{kind}.key"

    def traits(self) -> tuple[int, ...]:
        """Return what is another as soon as any of the files is."""
        try:
            file, folder = self.path.stat(), self._folder.stat()
        except OSError as error:
            raise CentralError(f"{self.path}: {error.strerror}") from error
        return file.st_ino, file.st_size, file.st_mtime_ns, folder.st_mtime_ns

    def current(self) -> bytes:
        """Return the private key in use."""
        return _read(self.path)

    def beside(self) -> dict[str, bytes]:
        """Return the other private keys, by id."""
        pattern = re.compile(rf"{re.escape(self._kind)}\.([0-9a-f]{{16}})\.key")
        try:
            found = [(pattern.fullmatch(path.name), path) for path in self._folder.iterdir()]
        except OSError as error:
            raise CentralError(f"{self._folder}: {error.strerror}") from error
        return {name[1]: _read(path) for name, path in found if name}

    def add(self, private: bytes) -> bytes:
        """Put a new key beside the one in use, and return its public half."""
        public = self._public_of(private)
        self._write(self._beside(key_id(public)), private)
        return public

    def use(self, wanted: str) -> None:
        """Use the key `wanted` from now on; the one in use until now lies beside it.

        May be killed anywhere and repeated. It is not here: nothing happens.
        """
        current = self.current()
        place = self._beside(wanted)
        if not place.exists() or key_id(self._public_of(current)) == wanted:
            return
        self._write(self._beside(key_id(self._public_of(current))), current)
        try:
            place.replace(self.path)
            sync_folder(self._folder)
        except OSError as error:
            raise CentralError(f"{self.path}: {error.strerror}") from error

    def settle(self, published: Sequence[bytes], kept: Sequence[bytes]) -> None:
        """Use the first of the public keys `published`; destroy keys that were, and are not `kept`.

        What waits to be published, for custodians who sign elsewhere, stays. May be killed anywhere
        and repeated: which keys were ever published is written before one can be superseded.
        """
        place = self._folder / f"{self._kind}.published"
        text = _read(place, _MAX_IDS) if place.exists() else b""
        told = set(text.decode("ascii", "replace").split())
        known = told | {key_id(each) for each in published}
        known.add(key_id(self._public_of(self.current())))
        if known != told:
            self._write(place, "".join(f"{each}\n" for each in sorted(known)).encode())
        self.use(key_id(published[0]))
        for each in self.beside().keys() & known - {key_id(public) for public in kept}:
            self.destroy(each)

    def destroy(self, key: str) -> None:
        """Overwrite and remove a key that lies beside the one in use."""
        place = self._beside(key)
        try:
            with place.open("r+b") as file:
                file.write(bytes(os.fstat(file.fileno()).st_size))
                file.flush()
                os.fsync(file.fileno())
            place.unlink()
            sync_folder(self._folder)
        except FileNotFoundError:
            return
        except OSError as error:
            raise CentralError(f"{place}: {error.strerror}; remove it by hand") from error

    def _beside(self, key: str) -> Path:
        return self._folder / f"{self._kind}.{key}.key"

    def _write(self, place: Path, data: bytes) -> None:
        try:
            write_whole(place, data, 0o600)
        except OSError as error:
            raise CentralError(f"{place}: {error.strerror}") from error


def _read(path: Path, limit: int = _MAX_SIZE) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(limit)
    except OSError as error:
        raise CentralError(f"{path}: {error.strerror}") from error
