"""The private keys that sign the repository, in a folder: `<role>.<which>.pem`, PKCS #8.

`which` is the beginning of the public key's sha256, so a new key never overwrites the one that
still counts. One folder is online (`secrets/roles`); the others are custodians' media, whose files
are encrypted with a passphrase each. `<role>.<which>.token` stands for a key that never leaves a
token (PKCS #11): see token_signer.py.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from securesystemslib.signer import CryptoSigner, Key, Signer

from sync.central.errors import PublisherError
from sync.central.publisher.signing import key_name
from sync.protocol.beneath import Beneath
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.errors import EnvelopeError, StickRefused

TOKEN = ".token"  # noqa: S105  the end of a file's name
_ENCRYPTED = b"-----BEGIN ENCRYPTED"
_KEYS = ("root.", "targets.", "ca.", "software.")
_MAX_SIZE = 4096  # bytes; such a file has 119, encrypted some 400


class RoleKeys:
    """The keys in one folder. Every method raises PublisherError; none names a key's bytes."""

    def __init__(self, folder: Path, passphrase: Callable[[], str] | None = None) -> None:
        """Read nothing yet. `passphrase` is asked for an encrypted file; None: there is none."""
        self.folder, self._passphrase = folder, passphrase
        self._asked: str | None = None

    def make(self, role: str) -> CryptoSigner:
        """Make a key of `role` and return it; it is on the disk (0600) before that.

        Where this folder was given a passphrase, the file is encrypted.
        """
        key = SigningKey.generate()
        signer = CryptoSigner(key.native)
        place = self.folder / f"{role}.{key_name(signer.public_key)}.pem"
        write_new(place, key.to_pem(self.passphrase()))
        return signer

    def make_in_token(self, role: str, uri: str) -> Signer:
        """Make a key of `role` in a token; here lies a file that says where."""
        from sync.central.publisher.token_signer import TokenKey, TokenSigner

        place = TokenKey.parse(uri)
        signer = TokenSigner.make(place)
        name = f"{role}.{key_name(signer.public_key)}{TOKEN}"
        write_new(self.folder / name, place.uri.encode() + b"\n")
        return signer

    def held(self, role: str, keys: Iterable[Key]) -> list[Signer]:
        """Return those of `keys` whose private halves are here, to sign with; others stay shut."""
        found: list[Signer] = []
        for key in keys:
            place = self.folder / f"{role}.{key_name(key)}.pem"
            if place.with_suffix(TOKEN).exists():
                from sync.central.publisher.token_signer import TokenSigner

                found.append(TokenSigner.read(place.with_suffix(TOKEN), key))
            elif place.exists():
                signer = CryptoSigner(self.load(place).native)
                if signer.public_key.keyval == key.keyval:
                    found.append(signer)
        return found

    def find(self, role: str, keys: Iterable[Key], threshold: int) -> list[Signer]:
        """Return those of `keys` that are here, at least `threshold`."""
        found = self.held(role, keys)
        require(found, role, threshold, str(self.folder))
        return found

    def any(self, role: str) -> bool:
        """Return whether a file of `role` is here."""
        return bool(self.files(role))

    def keep_only(self, role: str, keys: Iterable[Key]) -> None:
        """Remove every key of `role` but these: an old key in a drawer is a risk, not a reserve."""
        wanted = {f"{role}.{key_name(each)}" for each in keys}
        for place in self.files(role):
            if place.stem not in wanted:
                try:
                    place.unlink(missing_ok=True)
                except OSError as error:
                    raise PublisherError(
                        f"the old key {place} stays: {error.strerror}; remove it by hand"
                    ) from error

    def files(self, role: str) -> list[Path]:
        """Return the files of a role's keys, old ones included."""
        found = self.folder.glob(f"{role}.{'[0-9a-f]' * 16}.*")
        return sorted(place for place in found if place.suffix in (".pem", TOKEN))

    def load(self, place: Path) -> SigningKey:
        """Return the key in one file."""
        pem = read_key_file(place)
        encrypted = _ENCRYPTED in pem
        try:
            return SigningKey.from_pem(pem, self.passphrase_for(place))
        except EnvelopeError as error:
            if encrypted:
                self._asked = None
                raise PublisherError(f"{place}: another passphrase opens it") from error
            raise PublisherError(f"{place} is no PKCS #8 file of an Ed25519 key") from error

    def passphrase_for(self, place: Path) -> str | None:
        """Return what opens the file `place`; None: it is not encrypted."""
        encrypted = _ENCRYPTED in read_key_file(place)
        if encrypted and self._passphrase is None:
            raise PublisherError(f"{place} is encrypted, and nobody is here to be asked")
        return self.passphrase() if encrypted else None

    def passphrase(self) -> str | None:
        """Return the folder's passphrase, asked for once; None: what is here is not encrypted."""
        if self._asked is None and self._is_open():
            return None
        if self._asked is None and self._passphrase is not None:
            self._asked = self._passphrase()
        return self._asked

    def _is_open(self) -> bool:
        """Return whether there are private keys here, and none of them is encrypted."""
        held = [
            read_key_file(place)
            for place in self.folder.glob("*")
            if place.suffix in (".pem", ".key") and place.name.startswith(_KEYS)
        ]
        private = [data for data in held if b"PRIVATE KEY" in data]
        return bool(private) and not any(_ENCRYPTED in data for data in private)


def read_key_file(place: Path) -> bytes:
    """Return the bytes of a key's file: on a stick no link and no device. Raise PublisherError."""
    try:
        with Beneath(place.parent) as folder:
            return folder.read(place.name, _MAX_SIZE) or b""
    except (StickRefused, OSError) as error:
        raise PublisherError(f"a key cannot be read: {error}") from error


def require(found: list[Signer], role: str, threshold: int, where: str) -> None:
    """Raise PublisherError for fewer keys of `role` than `threshold`."""
    if len(found) < threshold:
        raise PublisherError(
            f"{where} holds {len(found)} of the keys that sign {role} now, "
            f"needed are {threshold}: bring the folder or the stick that has them"
        )


def write_new(place: Path, data: bytes) -> None:
    """Write a file that was not there, 0600, on the disk when this returns."""
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        folder = os.open(place.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        raise PublisherError(f"a key cannot be kept at {place}: {error.strerror}") from error
