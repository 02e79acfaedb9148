"""What makes a wipe a wipe: content keys on the disk hang on one small key that is overwritten.

A file that is deleted stays in free blocks. So no content key is written as it came: each is sealed
again with `erase.key`, 32 random bytes in a block of their own, which a wipe overwrites in place
before it deletes anything. What lay on the disk before opens with nothing from then on, not even
with the terminal's other keys.

In place means: ext4 and xfs write such a block where it was. Btrfs, f2fs and the memory cards' and
SSDs' own translation do not, and neither does `data=journal`: there the disk itself must be
encrypted, with a key in a TPM. That comes with the appliance.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from models.regular_file import open_regular, read_regular
from sync.protocol.envelope.random_values import random_key
from sync.protocol.envelope.vault import Vault
from sync.protocol.errors import EnvelopeError
from sync.terminal.shared_folder import file_mode

KEY_FILE = "erase.key"
BLOCK = 4096  # bytes: never inside an inode, whose old versions lie in the journal
_KEY = 32
_LIMIT = 16 * 1024  # bytes of a sealed content key; it has some 1.3 kB
_MARK = b"erasable\x01"  # before what is sealed; older versions kept the sealed key alone
_NAME = re.compile(r"([0-9a-f]{32})\.key")


def overwrite(path: Path, data: bytes) -> None:
    """Write `data` over the beginning of the file `path`, where it lies, down to the disk.

    Raise OSError.
    """
    handle = open_regular(path, os.O_WRONLY)
    try:
        os.pwrite(handle, data, 0)
        os.fsync(handle)
    finally:
        os.close(handle)


def take_all(steps: Iterable[Callable[[], object]]) -> None:
    """Take every step whatever became of the others, then raise the OSError of the first of them.

    For what must be destroyed: who can make one step fail, as a broken-in agent can, keeps no more.
    """
    failed: OSError | None = None
    for step in steps:
        try:
            step()
        except OSError as error:
            failed = failed or error
    if failed is not None:
        raise failed


class ErasableKeys:
    """The content keys in a folder, by package id, sealed to the kiosk and then with `erase.key`.

    Agent and kiosk use it at once; each looks at `erase.key` anew, so that a wipe counts for both.
    """

    def __init__(self, folder: Path) -> None:
        """Read nothing yet. `erase.key` lies beside `folder`."""
        self.folder = folder
        self._key_file = folder.with_name(KEY_FILE)

    def place(self, package_id: str) -> Path:
        """Return the file of one package's content key."""
        return self.folder / f"{package_id}.key"

    def ids(self) -> Iterator[str]:
        """Yield the packages whose content key is here and can be opened."""
        for place in list(self.folder.iterdir()):
            found = _NAME.fullmatch(place.name)
            if found and self.holds(found[1]):
                yield found[1]

    def holds(self, package_id: str) -> bool:
        """Return whether the content key is here, and no wipe has made it void."""
        try:
            return bool(self.read(package_id))
        except (OSError, EnvelopeError):
            return False

    def read(self, package_id: str) -> bytes:
        """Return the content key, sealed to the kiosk. Raise OSError, EnvelopeError.

        Nothing is written: the kiosk reads here what is the agent's.
        """
        data = read_regular(self.place(package_id), _LIMIT)
        if not data.startswith(_MARK):
            return data
        key = self._present_key()
        if key is None:
            raise EnvelopeError(f"{KEY_FILE} is missing: no content key opens")
        return Vault(key).unseal(data[len(_MARK) :], f"erasable {package_id}")

    def write(self, package_id: str, sealed: bytes) -> None:
        """Keep a content key that is sealed to the kiosk: whole, or not. Raise OSError."""
        data = _MARK + Vault(self._key()).seal(sealed, f"erasable {package_id}")
        place = self.place(package_id)
        beside = place.with_name(f".{place.name}")
        beside.write_bytes(data)
        with beside.open("rb") as file:
            os.fsync(file.fileno())
        beside.replace(place)

    def delete(self, place: Path) -> None:
        """Delete a file of the folder, overwritten first: its package opens no more. Raise OSError.

        A removed list, or one from which somebody was erased, is not a wipe: `erase.key` stays.
        """
        with contextlib.suppress(FileNotFoundError):
            overwrite(place, bytes(place.stat().st_size))
            place.unlink()

    def take_over(self) -> None:
        """Seal what an older version left as it came, over the bytes that lie there."""
        for place in list(self.folder.iterdir()):
            found = _NAME.fullmatch(place.name)
            if found and not (data := place.read_bytes()).startswith(_MARK):
                self.write(found[1], data)

    def destroy(self) -> None:
        """Make every content key that was written until now void, for good. Raise OSError."""
        try:
            overwrite(self._key_file, random_key() + bytes(BLOCK - _KEY))
        except FileNotFoundError:
            return
        except OSError:
            if self._key_file.is_file() and not self._key_file.is_symlink():
                raise
            self._key_file.unlink()  # it took the place of the key, which is out of reach

    def _present_key(self) -> bytes | None:
        """Return `erase.key`; None: there is none, or a piece of one."""
        try:
            key = read_regular(self._key_file, BLOCK)[:_KEY]
        except FileNotFoundError:
            return None
        return key if len(key) == _KEY else None

    def _key(self) -> bytes:
        """Return `erase.key`, made first where it is missing; two processes make the same."""
        if (key := self._present_key()) is not None:
            return key
        fresh, beside = random_key(), self._key_file.with_name(f".{KEY_FILE}.{os.getpid()}")
        beside.unlink(missing_ok=True)
        mode = file_mode(self._key_file.parent)  # the kiosk's wipe overwrites it
        handle = open_regular(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        try:
            os.write(handle, fresh + bytes(BLOCK - _KEY))
            os.fsync(handle)
        finally:
            os.close(handle)
        try:
            os.link(beside, self._key_file)
        except FileExistsError:  # another process made it in this moment, or it is damaged
            if (key := self._present_key()) is not None:
                beside.unlink()
                return key
            beside.replace(self._key_file)
            return fresh
        beside.unlink()
        return fresh
