"""The custodians' media: a folder each, with keys of root and targets, encrypted with a passphrase.

A folder that holds all of them, without a passphrase, is for a trial: whoever has it signs
everything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from securesystemslib.signer import Key, Signer

from sync.central.errors import PublisherError
from sync.central.publisher.role_keys import RoleKeys, require
from sync.central.publisher.signing import key_name

Ask = Callable[[Path], str]
"""Returns the passphrase of a medium; asked once, and only for a file that is encrypted."""


class OfflineKeys:
    """Keys on several media. Every method raises PublisherError."""

    def __init__(self, folders: Sequence[Path], ask: Ask | None = None) -> None:
        """Read nothing yet. `ask` None: nobody can be asked, and new keys are not encrypted."""
        self.folders, self._ask = tuple(folders), ask
        self._media = [
            RoleKeys(each, None if ask is None else partial(ask, each)) for each in folders
        ]

    @classmethod
    def of(cls, offline: Path | OfflineKeys) -> OfflineKeys:
        """Return the media; a path is one folder without a passphrase."""
        return cls([offline]) if isinstance(offline, Path) else offline

    def moved(self, folders: Mapping[Path, Path]) -> OfflineKeys:
        """Return media in other folders, each with the passphrase of the folder it stands for."""
        ask = self._ask
        return OfflineKeys(
            list(folders), None if ask is None else lambda folder: ask(folders[folder])
        )

    def passphrase(self, folder: Path) -> str | None:
        """Return the passphrase that new files of a medium are encrypted with; None: none."""
        return self._media[self.folders.index(folder)].passphrase()

    def passphrase_for(self, folder: Path, place: Path) -> str | None:
        """Return what opens the file `place` on a medium; None: it is not encrypted."""
        return self._media[self.folders.index(folder)].passphrase_for(place)

    def held(self, role: str, keys: Iterable[Key]) -> list[Signer]:
        """Return those of `keys` that are here, to sign with."""
        wanted = {key.keyid: key for key in keys}
        found: dict[str, Signer] = {}
        for medium in self._media:
            for signer in medium.held(role, wanted.values()):
                found.setdefault(signer.public_key.keyid, signer)
        return list(found.values())

    def find(self, role: str, keys: Iterable[Key], threshold: int) -> list[Signer]:
        """Return those of `keys` that are here, at least `threshold`."""
        found = self.held(role, keys)
        require(found, role, threshold, ", ".join(map(str, self.folders)))
        return found

    def any(self, role: str) -> bool:
        """Return whether a file of `role` is here."""
        return any(medium.any(role) for medium in self._media)

    def make_in_token(self, role: str, uri: str) -> Key:
        """Make a key in a token, and say where on the first medium."""
        return self._media[0].make_in_token(role, uri).public_key

    def make(self, role: str, count: int) -> list[Key]:
        """Make `count` keys of a new repository: one a medium, in turn."""
        return [
            self._media[number % len(self._media)].make(role).public_key for number in range(count)
        ]

    def make_in_place(self, role: str, keys: Sequence[Key]) -> list[Key]:
        """Make as many keys as `keys`, each on the medium that holds the one that it replaces.

        A medium that is lost is replaced by one that holds no key of `role` yet.
        """
        places: list[RoleKeys] = []
        for medium in self._media:
            names = {place.stem for place in medium.files(role)}
            places += [medium for key in keys if f"{role}.{key_name(key)}" in names]
        fresh = [medium for medium in self._media if not medium.any(role)]
        places += fresh[: len(keys) - len(places)]
        if len(places) < len(keys):
            raise PublisherError(
                f"{role} has {len(keys)} keys, and the media given hold {len(places)}: give all of "
                "them, and a new one for each that is lost; or use `keys sign-request`"
            )
        return [medium.make(role).public_key for medium in places[: len(keys)]]

    def keep_only(self, role: str, keys: Iterable[Key]) -> None:
        """Remove every key of `role` but these from all media."""
        kept = list(keys)
        for medium in self._media:
            medium.keep_only(role, kept)
