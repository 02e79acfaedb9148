"""The folder of a terminal: where everything is, and who may read it.

```
terminal.json                 TerminalConfig, public facts
trust/root.json trust/ca.pem  where trust starts
credentials/                  agent.key, kiosk.key, kiosk-signing.key, store.key; 0600
credentials/<key>.sealed      in place of one: sealed to the machine's TPM (sealed_keys.py)
credentials/store.next.key    while a wipe replaces store.key: the new one
mirror/metadata/              the agent's TUF metadata
mirror/targets/               downloaded targets by path: ciphertext, or public
mirror/keys/<package>.key     content keys, sealed to the kiosk and then with erase.key
mirror/erase.key              overwritten by a wipe (erasure.py)
spool.db                      spool.py; spool/spool.db where kiosk and agent are two users
wake/kiosk.sock wake/agent.sock
wake/approval.awaited         while the six words of a new terminal are on the glass
kiosk/metadata/               the kiosk's own TUF metadata
kiosk/store.db                SQLCipher
kiosk/health.json             kiosk_health.py
kiosk/kiosk.lock              held by the one kiosk that runs
reports/laporan-*             shift reports, until a stick takes them
agent.lock                    held by the one agent that runs
```
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field, StringConstraints

from models.regular_file import read_regular
from models.whole_file import write_whole
from sync.disk_reserve import READ_ONLY_ADVICE, is_read_only
from sync.protocol.envelope.random_values import random_key
from sync.protocol.envelope.sealing import SealingKey
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.errors import PackageError
from sync.protocol.message import Time
from sync.protocol.signs import is_hidden, plain
from sync.protocol.ticket import Address
from sync.protocol.wire import Identifier, Lease, Name, RandomId, Wire
from sync.terminal.erasure import ErasableKeys, overwrite, take_all
from sync.terminal.errors import StateError
from sync.terminal.sealed_keys import KeySealer, sealed_place

# Bytes of each credential: Ed25519; ML-KEM-768 with X25519; Ed25519; SQLCipher. The agent needs the
# first alone, and may not read the others.
CREDENTIALS = {"agent.key": 32, "kiosk.key": 96, "kiosk-signing.key": 32, "store.key": 32}

REPORT = "laporan"  # what names of shift reports begin with

SPOOL_FILE = Path("spool", "spool.db")  # where kiosk and agent are two users: owners.py

_STORE_KEY, _NEXT_STORE_KEY = "store.key", "store.next.key"

MAX_ADDRESS = 300  # signs
_CONFIG_LIMIT = 64 * 1024  # bytes
Word = Annotated[str, StringConstraints(pattern="^[a-z]{2,20}$")]
Proxy = Annotated[str, StringConstraints(pattern=r"^http://[^\s]+$", max_length=MAX_ADDRESS)]


class TerminalConfig(Wire):
    """`terminal.json`: what the terminal is and where its data centre answers."""

    terminal_id: RandomId
    checkpoint_id: Identifier
    lane: Name
    centre_id: Identifier
    url: Address
    statements_key: Annotated[bytes, Field(min_length=32, max_length=32)]  # public, Ed25519
    bandwidth: Annotated[int, Field(ge=2_000)] | None = None  # bytes a second, each way
    proxy: Proxy | None = None
    # Public, Ed25519: what the data centre knows the kiosk by. None: enrolled by an older Gapura.
    kiosk_key: Annotated[bytes, Field(min_length=32, max_length=32)] | None = None
    # confirmation.py: what its operator compares. Empty: enrolled by an older Gapura.
    words: Annotated[tuple[Word, ...], Field(max_length=12)] = ()
    placed_at: Time | None = None  # of the lease that named checkpoint and lane; None: the ticket

    def moved_by(self, lease: Lease) -> TerminalConfig:
        """Return what the terminal is by a lease that was verified: another place, or as it was.

        What an older one says, as that of a stick, counts no more.
        """
        place = lease.place
        if place is None or (self.placed_at is not None and lease.at <= self.placed_at):
            return self
        if (place.checkpoint_id, place.lane) == (self.checkpoint_id, self.lane):
            return self
        changed = {
            "checkpoint_id": place.checkpoint_id,
            "lane": place.lane,
            "placed_at": lease.at,
        }
        return self.model_copy(update=changed)


def proxy_address(text: str) -> str:
    """Return the address of a proxy, as it is kept. Raise StateError, which does not repeat it."""
    scheme, separator, _ = text.partition("://")
    if not separator:
        raise StateError("a proxy's address begins with http://, as http://10.0.0.1:3128", "config")
    if scheme.lower() != "http":
        raise StateError(
            f"{plain(scheme)[:20]} is spoken to no proxy; it must be one of http://host:port",
            "config",
        )
    try:
        parts = urlsplit(text)
        good = bool(parts.hostname) and parts.port != 0 and parts.path in ("", "/")
        good = good and not (parts.query or parts.fragment) and len(text) <= MAX_ADDRESS
    except ValueError:  # of the port, or of brackets
        good = False
    if not good or any(sign.isspace() or is_hidden(sign) for sign in text):
        raise StateError("a proxy's address is http://host:port", "config")
    return f"http://{text.partition('://')[2]}"


class TerminalState:
    """Everything under one `--state` folder. Making one reads and writes nothing."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.sealer = KeySealer()

    @property
    def config_file(self) -> Path:
        """`terminal.json`; its presence says that the terminal is provisioned."""
        return self.root / "terminal.json"

    @property
    def trusted_root(self) -> Path:
        """The TUF root that came with the ticket."""
        return self.root / "trust" / "root.json"

    @property
    def authority(self) -> Path:
        """The certificate of the data centre's TLS authority, PEM."""
        return self.root / "trust" / "ca.pem"

    @property
    def credentials(self) -> Path:
        """The folder of the private keys, 0700."""
        return self.root / "credentials"

    @property
    def mirror(self) -> Path:
        """What the agent brought; the kiosk only reads here."""
        return self.root / "mirror"

    @property
    def metadata(self) -> Path:
        """The agent's TUF metadata."""
        return self.mirror / "metadata"

    @property
    def targets(self) -> Path:
        """Downloaded targets, by their path."""
        return self.mirror / "targets"

    @property
    def content_keys(self) -> Path:
        """The folder of the sealed content keys."""
        return self.mirror / "keys"

    def content_key(self, package_id: str) -> Path:
        """Return the file of one package's sealed content key."""
        return self.content_keys / f"{package_id}.key"

    @property
    def spool(self) -> Path:
        """The database between kiosk and agent."""
        parted = self.root / SPOOL_FILE
        return parted if parted.parent.is_dir() else self.root / SPOOL_FILE.name

    @property
    def kiosk_socket(self) -> Path:
        """A datagram here wakes the kiosk."""
        return self.root / "wake" / "kiosk.sock"

    @property
    def agent_socket(self) -> Path:
        """A datagram here wakes the agent."""
        return self.root / "wake" / "agent.sock"

    @property
    def kiosk_metadata(self) -> Path:
        """The kiosk's own TUF metadata."""
        return self.root / "kiosk" / "metadata"

    @property
    def kiosk_health(self) -> Path:
        """How the kiosk is, for whoever installs software: kiosk_health.py."""
        return self.root / "kiosk" / "health.json"

    @property
    def kiosk_store(self) -> Path:
        """The kiosk's SQLCipher database."""
        return self.root / "kiosk" / "store.db"

    @property
    def kiosk_lock(self) -> Path:
        """Locked while a kiosk runs on this folder."""
        return self.kiosk_store.with_name("kiosk.lock")

    @property
    def reports(self) -> Path:
        """The folder of shift reports that no stick has taken yet."""
        return self.root / "reports"

    @property
    def agent_lock(self) -> Path:
        """Locked while an agent runs on this folder."""
        return self.root / "agent.lock"

    @property
    def approval_awaited(self) -> Path:
        """A file that is there while six words are on the glass, and an operator has yet to agree.

        The kiosk makes it and takes it away.
        """
        return self.agent_socket.with_name("approval.awaited")

    @property
    def is_bare(self) -> bool:
        """Return whether the folder is there, and holds no terminal yet."""
        return self.root.is_dir() and not self.config_file.exists()

    def prepare(self) -> None:
        """Make the folders that are missing, 0700. Raise OSError."""
        self.prepare_agent()
        for folder in (
            self.trusted_root.parent,
            self.credentials,
            self.kiosk_metadata.parent,
            self.kiosk_metadata,
        ):
            folder.mkdir(mode=0o700, exist_ok=True)

    def prepare_agent(self) -> None:
        """Make those that the agent may see: not the kiosk's. Raise OSError."""
        for folder in (
            self.root,
            self.mirror,
            self.metadata,
            self.targets,
            self.content_keys,
            self.agent_socket.parent,
        ):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def require_kiosk_places(self) -> None:
        """Raise StateError, before anything is made, for what the kiosk may not write."""
        self._require(
            self.kiosk_lock,
            *_database(self.kiosk_store),
            self.kiosk_metadata,
            *_database(self.spool),
            self.kiosk_socket.parent,
        )

    def require_agent_places(self) -> None:
        """Raise StateError, before anything is made, for what the agent may not write.

        The spool's own folder is the kiosk's.
        """
        parted = self.root / SPOOL_FILE.parent
        self._require(
            self.metadata,
            self.targets,
            self.content_keys,
            *(each for each in _database(self.spool) if each != parted),
            self.agent_socket.parent,
        )

    def _require(self, *places: Path) -> None:
        """Raise StateError for the first of them that this user may not write, or make."""
        for place in places:
            found = place
            while not os.path.lexists(found) and found != found.parent:
                found = found.parent
            wanted = os.W_OK | (os.X_OK if found.is_dir() else 0)
            if os.access(found, wanted, effective_ids=True):
                continue
            if is_read_only(found.parent):
                text = f"the disk of {place} is read-only: {READ_ONLY_ADVICE}"
            else:
                text = f"{found} cannot be written: check its owner"
            raise StateError(text, "unwritable")

    def config(self) -> TerminalConfig:
        """Read `terminal.json`. Raise StateError: not provisioned, or damaged.

        The kiosk's user may put anything in its place, and root reads it too.
        """
        try:
            return TerminalConfig.from_json(read_regular(self.config_file, _CONFIG_LIMIT))
        except FileNotFoundError as error:
            raise StateError(
                f"{self.root} holds no provisioned terminal; run `gapura provision init`", "missing"
            ) from error
        except PackageError as error:
            raise StateError(f"{self.config_file} is damaged: {error}") from error
        except OSError as error:
            raise StateError(f"{self.config_file}: {error.strerror}", "unsafe") from error

    def write_config(self, config: TerminalConfig) -> None:
        """Put `terminal.json` in its place, whole. Raise OSError."""
        write_whole(self.config_file, config.to_json())

    def credential(self, name: str) -> bytes:
        """Return the private key `name` of CREDENTIALS. Raise StateError.

        Where systemd hands credentials out ($CREDENTIALS_DIRECTORY: in memory, for this service
        alone) they come from there. A file of our own must be 0600. One that is sealed to the TPM
        root can have opened, for a command.
        """
        path = self._handed(name) or self.credentials / name
        if not path.exists() and os.path.lexists(sealed := sealed_place(path)):
            return self._unsealed(name, sealed)
        try:
            with path.open("rb") as file:
                others = os.fstat(file.fileno()).st_mode & 0o077
                data = file.read(CREDENTIALS[name] + 1)
        except FileNotFoundError as error:
            raise StateError(
                f"{path} is missing; provision this terminal anew", "missing"
            ) from error
        except OSError as error:
            raise StateError(f"{path}: {error.strerror}", "unsafe") from error
        if others and path.parent == self.credentials:
            raise StateError(f"{path} may be read by others; run `chmod 600` on it", "unsafe")
        if len(data) != CREDENTIALS[name]:
            raise StateError(f"{path} is no key of {CREDENTIALS[name]} bytes")
        return data

    def keys_in_clear(self) -> list[str]:
        """Return the names of the keys that lie in files, open to whoever has the disk."""
        return [name for name in CREDENTIALS if (self.credentials / name).is_file()]

    def _unsealed(self, name: str, place: Path) -> bytes:
        try:
            held = read_regular(place, _CONFIG_LIMIT)
        except OSError as error:
            raise StateError(f"{place}: {error.strerror}", "unsafe") from error
        data = self.sealer.unseal(name, held)
        if len(data) != CREDENTIALS[name]:
            raise StateError(f"{place} is no key of {CREDENTIALS[name]} bytes")
        return data

    def destroy_kiosk_keys(self) -> None:
        """Put fresh keys, which nobody was told of, over those of the kiosk, where they lie.

        For a terminal that was revoked for good: nothing that was ever sealed to it opens again.
        What systemd hands out is not ours to destroy. The key that opens needs no room on the disk;
        for the one that signs `terminal.json` is written first. Raise OSError, StateError.
        """
        take_all(
            (
                lambda: self._put_over("kiosk.key", SealingKey.generate().seed),
                self._destroy_signing_key,
            )
        )

    def _destroy_signing_key(self) -> None:
        config = self.config()
        if config.kiosk_key is not None:
            self.write_config(config.model_copy(update={"kiosk_key": None}))
        self._put_over("kiosk-signing.key", SigningKey.generate().raw)

    def _put_over(self, name: str, data: bytes) -> None:
        if (self.credentials / name).is_file():
            overwrite(self.credentials / name, data)

    def make_next_store_key(self) -> bytes | None:
        """Return another key for the store, which is on the disk; None: systemd hands its key out.

        Raise OSError.
        """
        if self._handed(_STORE_KEY) is not None or not (self.credentials / _STORE_KEY).is_file():
            return None
        key = random_key()
        write_whole(self.credentials / _NEXT_STORE_KEY, key, 0o600)
        return key

    def next_store_key(self) -> bytes | None:
        """Return what the store may be encrypted with already; None: no replacement is on its way.

        Raise OSError.
        """
        try:
            return (self.credentials / _NEXT_STORE_KEY).read_bytes()
        except FileNotFoundError:
            return None

    def take_next_store_key(self) -> None:
        """Put the next key of the store over the one before, where that lies. Raise OSError."""
        place = self.credentials / _NEXT_STORE_KEY
        overwrite(self.credentials / _STORE_KEY, place.read_bytes())
        place.unlink()

    def drop_next_store_key(self) -> None:
        """Remove a next key of the store that nothing was encrypted with. Raise OSError."""
        (self.credentials / _NEXT_STORE_KEY).unlink(missing_ok=True)

    def _handed(self, name: str) -> Path | None:
        """Return the place where systemd hands a credential out; None: it does not."""
        given = os.environ.get("CREDENTIALS_DIRECTORY")
        return handed if given and (handed := Path(given) / name).is_file() else None

    def kiosk_signing_key(self) -> SigningKey | None:
        """Return the key that the kiosk signs with; None: the terminal was enrolled without one.

        Raise StateError: it is missing, or another one than the data centre was told.
        """
        public = self.config().kiosk_key
        if public is None:
            return None
        key = SigningKey(self.credential("kiosk-signing.key"))
        if key.public != public:
            raise StateError(
                "kiosk-signing.key is not the key that this terminal was enrolled with; "
                "provision it anew"
            )
        return key

    def wipe_lists(self) -> None:
        """Destroy all that serves lists: the key that content keys hang on, those, then packages.

        Results that wait stay, and so does metadata of both clients: it remembers which versions
        were seen, against a rollback, and says nothing about anybody. May be repeated.

        What cannot be destroyed keeps nothing else: all that can be is, and then OSError is raised.
        """
        take_all(
            (
                ErasableKeys(self.content_keys).destroy,
                lambda: _empty(self.content_keys),
                lambda: _empty(self.targets),
            )
        )


def _database(file: Path) -> tuple[Path, ...]:
    """Return the file, its folder, and what SQLite and its lock have beside it."""
    beside = (file.with_name(f"{file.name}{end}") for end in ("-wal", "-shm", ".lock"))
    return (file, file.parent, *beside)


def _empty(folder: Path) -> None:
    """Remove the files under `folder`, whoever else may be doing so; folders at the top stay.

    Whoever fills it leads us nowhere else by a link: `folder` as one goes, and so do those in it.
    Raise OSError after all that can be removed was.
    """
    if folder.is_symlink():
        folder.unlink()
    failed: OSError | None = None
    for _, folders, files, handle in os.fwalk(folder, topdown=False, follow_symlinks=False):
        for name in files:
            try:
                os.unlink(name, dir_fd=handle)
            except FileNotFoundError:
                continue
            except OSError as error:
                failed = failed or error
        for name in folders:
            try:
                os.rmdir(name, dir_fd=handle)
            except NotADirectoryError:  # fwalk calls a link to a folder one
                os.unlink(name, dir_fd=handle)
            except OSError:  # a file was put there in this moment; the next wipe takes it
                continue
        os.fsync(handle)
    if failed is not None:
        raise failed
