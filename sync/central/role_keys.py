"""The private keys that sign the repository: PKCS #8 files in a folder, `<role>.<which>.pem`.

`which` is the beginning of the public key's sha256, so a new key never overwrites the one that
still counts. One folder is online (`secrets/roles`), the other travels on the operator's stick.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from sync.central.errors import PublisherError
from sync.protocol.beneath import Beneath
from sync.protocol.envelope import SigningKey, fingerprint
from sync.protocol.errors import EnvelopeError, StickRefused

_MAX_SIZE = 1024  # bytes; such a file has 119


class RoleKeys:
    """The keys in one folder. Every method raises PublisherError; none names a key's bytes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def make(self, role: str) -> SigningKey:
        """Make a key of `role` and return it; it is on the disk (0600) before that."""
        key = SigningKey.generate()
        place = self.folder / f"{role}.{fingerprint(key.public)[:16]}.pem"
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(key.to_pem())
                file.flush()
                os.fsync(file.fileno())
            folder = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
        except OSError as error:
            raise PublisherError(f"a key cannot be kept at {place}: {error.strerror}") from error
        return key

    def find(self, role: str, public: Iterable[bytes], threshold: int) -> list[SigningKey]:
        """Return keys of `role` with these public halves (32 bytes each), at least `threshold`."""
        wanted = set(public)
        found = [key for key in map(self.load, self.files(role)) if key.public in wanted]
        if len(found) < threshold:
            raise PublisherError(
                f"{self.folder} holds {len(found)} of the keys that sign {role} now, "
                f"needed are {threshold}: bring the folder or the stick that has them"
            )
        return found

    def any(self, role: str) -> bool:
        """Return whether a file of `role` is here."""
        return bool(self.files(role))

    def keep_only(self, role: str, public: Iterable[bytes]) -> None:
        """Remove every key of `role` but these: an old key in a drawer is a risk, not a reserve."""
        wanted = {f"{role}.{fingerprint(each)[:16]}.pem" for each in public}
        for place in self.files(role):
            if place.name not in wanted:
                try:
                    place.unlink(missing_ok=True)
                except OSError as error:
                    raise PublisherError(
                        f"the old key {place} stays: {error.strerror}; remove it by hand"
                    ) from error

    def files(self, role: str) -> list[Path]:
        """Return the files of a role's keys, old ones included."""
        return sorted(self.folder.glob(f"{role}.{'[0-9a-f]' * 16}.pem"))

    @staticmethod
    def load(place: Path) -> SigningKey:
        """Return the key in one file."""
        try:
            with Beneath(place.parent) as folder:  # the stick's: no link, no device
                return SigningKey.from_pem(folder.read(place.name, _MAX_SIZE) or b"")
        except StickRefused as error:
            raise PublisherError(f"a key cannot be read: {error}") from error
        except EnvelopeError as error:
            raise PublisherError(f"{place} is no PKCS #8 file of an Ed25519 key") from error
