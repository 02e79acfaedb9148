"""The data centre's home: a folder with its configuration, its keys and, by default, all its data.

```
centre.toml          centre_id, name, hosts, port, where database and blobs are
registry.sqlite3     the default database
blobs/               the default place of packages, photographs and the TUF repository
journal/             the default place of the copy of the audit log
backups/             the default place of backups that upgrades make
secrets/             0700: vault.*, sealing.key, statements.key, roles/
tls/                 ca.pem, server.pem, server.key: what the gateway reads
keeper/              the socket between keeper and gateway
```
"""

from __future__ import annotations

import stat
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Generic, TypeVar

from sync.central.centre_config import SECRETS, CentreConfig, read_config
from sync.central.errors import CentralError
from sync.central.gateway_files import AUTHORITY, SERVER, SERVER_KEY, TLS, is_shared, tls_folder
from sync.central.registry.database import Registry, open_registry
from sync.central.storage.blobs import Blobs, open_blobs
from sync.central.storage.key_files import KeyFiles
from sync.central.storage.vault_file import VaultFile
from sync.central.timekeeping.clock_guard import ClockGuard
from sync.disk_reserve import free_bytes
from sync.protocol.envelope.sealing import SealingKey, SealingRing
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.envelope.vault import Vault

PORT = 8443
SEALING, STATEMENTS = "sealing.key", "statements.key"

Key = TypeVar("Key")


@dataclass(frozen=True)
class Centre:
    """An opened home. Keys, blobs and database are opened when they are first asked for."""

    home: Path
    facts: CentreConfig

    @classmethod
    def open(cls, home: Path) -> Centre:
        """Open the data centre in `home`. Raise CentralError: none, or others may read secrets.

        The database stays closed, and may be out of reach.
        """
        facts = read_config(home)
        _move_tls(home)
        refuse_open_secrets(home / SECRETS)
        refuse_open_secrets(tls_folder(home))
        return cls(home, facts)

    @property
    def centre_id(self) -> str:
        """Return 32 hexadecimal digits, which every request's signature names."""
        return self.facts.centre_id

    @property
    def name(self) -> str:
        """Return the data centre's name."""
        return self.facts.name

    @property
    def hosts(self) -> tuple[str, ...]:
        """Return the names and addresses of its certificate."""
        return self.facts.hosts

    @property
    def url(self) -> str:
        """Return its first address for terminals, without a slash at the end."""
        return self.urls[0]

    @property
    def urls(self) -> tuple[str, ...]:
        """Return its addresses for terminals, in the order in which they are tried."""
        return self.facts.addresses

    @property
    def secrets(self) -> Path:
        """Return the folder of the online keys."""
        return self.home / SECRETS

    @property
    def ca(self) -> Path:
        """Return the path of the TLS authority's certificate, PEM."""
        return tls_folder(self.home) / AUTHORITY

    @property
    def server_certificate(self) -> Path:
        """Return the path of the server's certificate, PEM."""
        return tls_folder(self.home) / SERVER

    @property
    def server_key(self) -> Path:
        """Return the path of the server's private key, PEM."""
        return tls_folder(self.home) / SERVER_KEY

    @property
    def journal_folder(self) -> Path:
        """Return where the copy of the audit log is kept, apart from the database."""
        return self.facts.journal_folder(self.home)

    @property
    def backups_folder(self) -> Path | None:
        """Return where backups are made before upgrades; None: nowhere."""
        return self.home.absolute() / self.facts.backups if self.facts.backups else None

    @property
    def database_url(self) -> str:
        """Return the database's address; never print it, it may hold a password."""
        return self.facts.database_url(self.home)

    @cached_property
    def registry(self) -> Registry:
        """Return the registry, opened at its first use; `close` closes it. Raise CentralError."""
        return open_registry(self.database_url)

    @cached_property
    def clock(self) -> ClockGuard:
        """Return the guard to ask before anything is signed with this machine's clock."""
        return ClockGuard(lambda: self.registry)

    @cached_property
    def blobs(self) -> Blobs:
        """Return the blobs: packages, photographs, the TUF repository. Raise BlobError."""
        return open_blobs(self.facts.blobs_address(self.home))

    @cached_property
    def vault(self) -> Vault:
        """Return what seals everything that is kept; it follows its keys when they change."""
        self.vault_file.keys()  # a missing key is told now
        return Vault(self.vault_file.keys)

    @cached_property
    def vault_file(self) -> VaultFile:
        """Return the files of the vault's keys."""
        return VaultFile(self.secrets)

    @property
    def sealing(self) -> SealingRing:
        """Return the keys to whose public halves terminals seal results and questions.

        Read anew when they change: a server that runs goes on with the new ones.
        """
        return self._sealing.read()

    @property
    def statements(self) -> SigningKey:
        """Return the key that signs receipts, leases and revocations; read anew when it changes."""
        return self._statements.read()

    @cached_property
    def statement_keys(self) -> KeyFiles:
        """Return the files of the keys that sign statements."""
        return KeyFiles(self.secrets, "statements", lambda raw: SigningKey(raw).public)

    @cached_property
    def sealing_keys(self) -> KeyFiles:
        """Return the files of the keys that open results and questions."""
        return KeyFiles(self.secrets, "sealing", lambda seed: SealingKey(seed).public)

    @cached_property
    def _statements(self) -> _Followed[SigningKey]:
        files = self.statement_keys
        return _Followed(files, lambda: SigningKey(files.current()))

    @cached_property
    def _sealing(self) -> _Followed[SealingRing]:
        files = self.sealing_keys
        return _Followed(
            files,
            lambda: SealingRing(
                SealingKey(files.current()), map(SealingKey, files.beside().values())
            ),
        )

    def free_bytes(self) -> dict[str, int]:
        """Return how many bytes may still be written, by what is on a disk of this machine.

        With what SQLite's file has room for before it grows. Raise CentralError.
        """
        places = {"keys": self.home, "journal": self.journal_folder}
        blobs = self.facts.blobs_address(self.home)
        if "://" not in blobs:
            places["packages"] = Path(blobs)
        if self.registry.file is not None:
            places["registry"] = self.registry.file
        try:
            free = {name: free_bytes(path) for name, path in places.items()}
        except OSError as error:
            raise CentralError(f"{error.filename}: {error.strerror}") from error
        if "registry" in free:
            free["registry"] += self.registry.unused_bytes()
        return free

    def close(self) -> None:
        """Close the database, if it was opened."""
        if "registry" in self.__dict__:
            self.registry.close()

    def __enter__(self) -> Centre:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Followed(Generic[Key]):
    """A key as its files hold it now; read again when they are others."""

    def __init__(self, files: KeyFiles, read: Callable[[], Key]) -> None:
        self._files, self._read = files, read
        self._held: tuple[tuple[int, ...], Key] | None = None

    def read(self) -> Key:
        traits, held = self._files.traits(), self._held
        if held is None or held[0] != traits:
            self._held = held = (traits, self._read())
        return held[1]


def _move_tls(home: Path) -> None:
    """Move the TLS folder out of the secrets, where homes of an older Gapura have it."""
    before = home / SECRETS / TLS
    if before.is_dir() and not tls_folder(home).exists():
        try:
            before.rename(tls_folder(home))
        except OSError as error:
            raise CentralError(f"{before}: cannot be moved to {home}: {error.strerror}") from error


def refuse_open_secrets(folder: Path) -> None:
    """Raise CentralError where `folder`, or a key in it, can be read by others than its owner.

    Where `folder` was given to the gateway's group, that group may read.
    """
    try:
        closed = stat.S_IRWXO if is_shared(folder) else stat.S_IRWXG | stat.S_IRWXO
        paths = [folder, *(path for path in folder.rglob("*") if path.suffix in (".key", ".pem"))]
        for path in paths:
            if path.name not in (AUTHORITY, SERVER) and path.stat().st_mode & closed:
                raise CentralError(
                    f"{path}: others may read it; `chmod -R go= {folder}`, and if they could for "
                    "long, make new keys"
                )
    except OSError as error:
        raise CentralError(f"{error.filename or folder}: {error.strerror}") from error
