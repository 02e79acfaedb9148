"""The keys of the vault: one for each kind of data, all wrapped under one root key.

```
vault.key        the root key: opens vault.keys, and nothing else
vault.keys       VaultContent: the wrapped keys
vault.next.key   while the root key is replaced: the new one
```

A home of an older Gapura has only `vault.key`, which seals everything; its first rotation makes it
one key of many. Sealed bytes do not name their key: it is the newest of their kind or, for as long
as a rotation's work is not done, and until the next, the one before.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from pydantic import AwareDatetime

from models.whole_file import sync_folder, write_whole
from sync.central.errors import CentralError
from sync.protocol.envelope.digests import constant_time_equal, fingerprint
from sync.protocol.envelope.random_values import random_key
from sync.protocol.envelope.vault import Vault, VaultKeys
from sync.protocol.errors import EnvelopeError, PackageError
from sync.protocol.message import Format, Record
from sync.protocol.wire import Text

KINDS = (  # of data, as contexts begin; "" for what a newer Gapura may add
    "persons",
    "templates",
    "references",
    "visitors",
    "officers",
    "results",
    "proposals",
    "packages",
    "",
)
ROOT, CONTENT, NEXT = "vault.key", "vault.keys", "vault.next.key"
POLL_INTERVAL_S = 0.2  # seconds between two looks whether another process has replaced keys
_LIMIT = 2**20  # bytes


class WrappedKey(Record):
    """A data key, sealed under the root key in the context `vault-key <kind>`."""

    kind: Text
    made_at: AwareDatetime
    wrapped: bytes


class VaultContent(Record):
    """What `vault.keys` holds."""

    format: Format = 1
    root: Text  # which root key opens it
    keys: tuple[WrappedKey, ...]  # the newest of a kind first
    index: bytes  # wrapped, in the context `vault-index`
    resealing: bool = False  # a rotation's work is not done
    # Keys that hash an index once more, in their order; then one that is being put in. Wrapped.
    index_later: tuple[bytes, ...] = ()
    index_next: bytes | None = None


@dataclass(frozen=True, slots=True)
class VaultKeysPlain:
    """The keys of the vault as they are made and wrapped; the newest of a kind first."""

    kinds: dict[str, list[tuple[bytes, datetime]]] = field(repr=False)
    index: bytes = field(repr=False)
    index_later: tuple[bytes, ...] = field(default=(), repr=False)
    index_next: bytes | None = field(default=None, repr=False)


class VaultFile:
    """The keys in a folder `secrets/`. Every method raises CentralError."""

    def __init__(self, secrets: Path) -> None:
        self._secrets = secrets
        self._held: tuple[tuple[object, ...], VaultKeys] | None = None
        self._looked = float("-inf")

    def keys(self, anew: bool = False) -> VaultKeys:
        """Return the keys as the files hold them; `anew`: look at once."""
        held = self._held
        if held is not None and not anew and time.monotonic() - self._looked < POLL_INTERVAL_S:
            return held[1]
        traits = self._traits()
        if held is None or held[0] != traits:
            self._held = held = (traits, self._read())
        self._looked = time.monotonic()
        return held[1]

    def content(self) -> VaultContent | None:
        """Return the wrapped keys; None: one key seals everything, as in an older Gapura."""
        try:
            with (self._secrets / CONTENT).open("rb") as file:
                return VaultContent.from_json(file.read(_LIMIT))
        except FileNotFoundError:
            return None
        except OSError as error:
            raise CentralError(f"{self._secrets / CONTENT}: {error.strerror}") from error
        except PackageError as error:
            raise CentralError(f"{self._secrets / CONTENT} is damaged: {error}") from error

    def make(self, now: datetime) -> None:
        """Make the keys of a new data centre."""
        self._replace(VaultKeysPlain({kind: [(random_key(), now)] for kind in KINDS}, random_key()))

    def rotate(self, now: datetime) -> None:
        """Make a new root key, and a new key of every kind in front of the newest there is.

        What is sealed must be sealed anew then. Call it when nothing is sealed by older keys than
        the newest: those before are forgotten. May be killed anywhere.
        """
        plain = self._plain()
        kinds = {
            kind: [(random_key(), now), *plain.kinds.get(kind, plain.kinds.get("", []))[:1]]
            for kind in (*KINDS, *(plain.kinds.keys() - set(KINDS)))
        }
        self._replace(replace(plain, kinds=kinds), resealing=True)

    def done(self) -> None:
        """Note that everything is sealed by the newest keys."""
        content = self.content()
        if content is not None:
            self._write(CONTENT, content.model_copy(update={"resealing": False}).to_json())

    def begin_index(self) -> bytes:
        """Return a further key for look-ups, which waits from now on; the same after a kill.

        Nothing is looked up until `end_index`.
        """
        if self.content() is None:
            self._replace(self._plain())
        plain = self._plain()
        key = plain.index_next or random_key()
        if plain.index_next is None:
            self._rewrap(replace(plain, index_next=key))
        return key

    def end_index(self) -> None:
        """Look up by what waited, too."""
        plain = self._plain()
        if plain.index_next is not None:
            later = (*plain.index_later, plain.index_next)
            self._rewrap(replace(plain, index_later=later, index_next=None))

    # ---- how ---------------------------------------------------------------------------------

    def _traits(self) -> tuple[object, ...]:
        found: list[object] = []
        for name in (ROOT, CONTENT):
            try:
                stat = (self._secrets / name).stat()
                found.append((stat.st_ino, stat.st_size, stat.st_mtime_ns))
            except OSError:
                found.append(None)
        return tuple(found)

    def _read(self) -> VaultKeys:
        try:
            content = self.content()
            if content is None:
                return VaultKeys.single(self._bytes(ROOT))
            plain = self._unwrapped(content)
        except EnvelopeError as error:
            raise CentralError(f"{self._secrets / ROOT}: {error}") from error
        kinds = {kind: [key for key, _ in keys] for kind, keys in plain.kinds.items()}
        waits = plain.index_next is not None
        return VaultKeys(kinds, plain.index, plain.index_later, waits)

    def _plain(self) -> VaultKeysPlain:
        content = self.content()
        if content is not None:
            return self._unwrapped(content)
        key = self._bytes(ROOT)
        made_at = datetime.fromtimestamp((self._secrets / ROOT).stat().st_mtime).astimezone()
        return VaultKeysPlain({"": [(key, made_at)]}, VaultKeys.single(key).index)

    def _unwrapped(self, content: VaultContent) -> VaultKeysPlain:
        root = Vault(self._root(content.root))
        kinds: dict[str, list[tuple[bytes, datetime]]] = {}
        for each in content.keys:
            key = root.unseal(each.wrapped, f"vault-key {each.kind}")
            kinds.setdefault(each.kind, []).append((key, each.made_at))
        later = tuple(root.unseal(each, "vault-index") for each in content.index_later)
        waits = content.index_next
        waiting = None if waits is None else root.unseal(waits, "vault-index")
        return VaultKeysPlain(kinds, root.unseal(content.index, "vault-index"), later, waiting)

    def _root(self, name: str) -> bytes:
        for file in (ROOT, NEXT):  # the second one after a rotation that was killed
            if (self._secrets / file).exists():
                key = self._bytes(file)
                if constant_time_equal(_name(key), name):
                    return key
        raise CentralError(f"{self._secrets / ROOT} is not the key that {CONTENT} was wrapped with")

    def _replace(self, plain: VaultKeysPlain, *, resealing: bool = False) -> None:
        """Wrap all keys under a new root key: its file first, then theirs, then its name."""
        key = random_key()
        root, waits = Vault(key), plain.index_next
        content = VaultContent(
            root=_name(key),
            keys=tuple(
                WrappedKey(
                    kind=kind,
                    made_at=made_at,
                    wrapped=root.seal(data_key, f"vault-key {kind}"),
                )
                for kind, keys in plain.kinds.items()
                for data_key, made_at in keys
            ),
            index=root.seal(plain.index, "vault-index"),
            resealing=resealing,
            index_later=tuple(root.seal(each, "vault-index") for each in plain.index_later),
            index_next=None if waits is None else root.seal(waits, "vault-index"),
        )
        self._write(NEXT, key)
        self._write(CONTENT, content.to_json())
        try:
            (self._secrets / NEXT).replace(self._secrets / ROOT)
            sync_folder(self._secrets)
        except OSError as error:
            raise CentralError(f"{self._secrets / ROOT}: {error.strerror}") from error

    def _rewrap(self, plain: VaultKeysPlain) -> None:
        """Write what has changed of the keys for look-ups, with a new root key too."""
        content = self.content()
        self._replace(plain, resealing=content is not None and content.resealing)

    def _bytes(self, name: str) -> bytes:
        try:
            return (self._secrets / name).read_bytes()
        except OSError as error:
            raise CentralError(f"{self._secrets / name}: {error.strerror}") from error

    def _write(self, name: str, data: bytes) -> None:
        try:
            write_whole(self._secrets / name, data, 0o600)
        except OSError as error:
            raise CentralError(f"{self._secrets / name}: {error.strerror}") from error


def _name(key: bytes) -> str:
    return fingerprint(b"gapura vault root" + key)[:16]
