"""Make a new data centre: keys, certificates, database, TUF repository. All or nothing."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from models.whole_file import sync_folder, write_whole
from sync.central.backup.recovery_key import write_recovery_key
from sync.central.blobs import Blobs, open_blobs
from sync.central.centre import (
    AUTHORITY,
    PORT,
    SEALING,
    SERVER,
    SERVER_KEY,
    STATEMENTS,
    TLS,
    VAULT,
    Centre,
)
from sync.central.centre_config import (
    BLOBS,
    DATABASE,
    SECRETS,
    CentreConfig,
    database_entry,
    write_config,
)
from sync.central.errors import CentralError
from sync.central.registry import audit
from sync.central.registry.database import Registry, open_registry
from sync.central.registry.migrations import is_empty, migrate_registry
from sync.protocol.beneath import Beneath
from sync.protocol.envelope import (
    SealingKey,
    SigningKey,
    random_id,
    random_key,
    tls_authority,
    tls_certificate,
)
from sync.protocol.errors import EnvelopeError
from sync.protocol.roles import CENTRE_KEYS
from sync.protocol.wire import CentreKeys

AUTHORITY_KEY = "ca.key"
AUTHORITY_KEY_LIMIT = 4096  # bytes; it has 119
AUTHORITY_DAYS = 3650
SERVER_DAYS = 825  # what browsers and phones accept at most; renewed with `renew_certificate`


def create(
    home: Path,
    offline: Path,
    name: str,
    hosts: Sequence[str],
    database: str | None,
    blobs_address: str | None,
    now: datetime,
    port: int = PORT,
) -> Centre:
    """Make a data centre in `home`, its offline keys in `offline`, and open it.

    `database` None: SQLite in the home; an address with a password is not written down, and
    GAPURA_DATABASE must hold it from then on. `blobs_address` None: a folder in the home. Whatever
    fails, nothing is left of it but an empty database's tables. Raise CentralError, OSError.
    """
    _refuse_occupied(home, offline)
    home.parent.mkdir(parents=True, exist_ok=True)
    offline.mkdir(parents=True, exist_ok=True)
    new_home = Path(tempfile.mkdtemp(prefix=f".{home.name}.", dir=home.parent))
    new_offline = Path(tempfile.mkdtemp(prefix=".gapura.", dir=offline))
    facts = CentreConfig(
        centre_id=random_id(),
        name=name,
        hosts=tuple(hosts),
        port=port,
        database=database_entry(database),
        blobs=blobs_address or BLOBS,
    )
    blobs: Blobs | None = None
    moved: list[Path] = []
    try:
        write_config(new_home, facts)
        _make_keys(new_home / SECRETS, new_offline, facts, now)
        write_recovery_key(facts.centre_id, new_home / SECRETS, new_offline)
        address = str(new_home / BLOBS) if blobs_address is None else blobs_address
        opened = open_blobs(address)
        if next(opened.names(), None) is not None:
            raise CentralError(f"{address}: there are blobs already; name an empty place")
        blobs = opened
        _make_repository(blobs, new_offline, new_home / SECRETS, now)
        _make_registry(database or f"sqlite:///{new_home / DATABASE}", facts, now)
        for path in sorted(new_offline.iterdir()):
            moved += [path.rename(offline / path.name)]  # one by one: what was moved is undone
        new_offline.rmdir()
        sync_folder(offline)
        new_home.rename(home)
        sync_folder(home.parent)
    except BaseException:
        if blobs is not None:
            _empty(blobs)
        for path in [*moved, new_offline, new_home]:
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        raise
    return Centre.open(home)


def renew_certificate(centre: Centre, offline: Path, hosts: Sequence[str], now: datetime) -> None:
    """Sign a new server certificate with the authority in `offline`, for `hosts` or those it had.

    Terminals pin the authority, so nothing changes for them. Raise CentralError, EnvelopeError.
    """
    with Beneath(offline) as stick:
        authority_key = stick.read(AUTHORITY_KEY, AUTHORITY_KEY_LIMIT)
    if authority_key is None:
        raise CentralError(f"{offline / AUTHORITY_KEY}: there is no such file")
    names = tuple(hosts) or centre.hosts
    try:
        key, certificate = tls_certificate(
            authority_key, centre.ca.read_bytes(), names, now, SERVER_DAYS
        )
    except ValueError as error:
        raise EnvelopeError(f"{offline / AUTHORITY_KEY}: no key of an authority") from error
    # One file, key first, would be safer still; uvicorn wants two. A crash in between: renew again.
    _write_secret(centre.server_key, key)
    _write_secret(centre.server_certificate, certificate)
    write_config(centre.home, centre.facts.model_copy(update={"hosts": names}))


def _refuse_occupied(home: Path, offline: Path) -> None:
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise CentralError(f"{home}: is not empty; a data centre gets a folder of its own")
    if (offline / AUTHORITY_KEY).exists():
        raise CentralError(f"{offline}: holds the keys of a data centre; take another medium")
    if offline.resolve().is_relative_to(home.resolve()):
        raise CentralError(f"{offline}: offline keys do not belong into the data centre's home")


def _make_keys(secrets: Path, offline: Path, facts: CentreConfig, now: datetime) -> None:
    secrets.mkdir(mode=0o700)
    _write_secret(secrets / VAULT, random_key())
    _write_secret(secrets / SEALING, SealingKey.generate().seed)
    _write_secret(secrets / STATEMENTS, SigningKey.generate().raw)
    (secrets / TLS).mkdir(mode=0o700)
    authority_key, authority = tls_authority(f"Gapura {facts.centre_id[:8]}", now, AUTHORITY_DAYS)
    key, certificate = tls_certificate(authority_key, authority, facts.hosts, now, SERVER_DAYS)
    _write_secret(offline / AUTHORITY_KEY, authority_key)
    _write_secret(offline / AUTHORITY, authority)
    _write_secret(secrets / TLS / AUTHORITY, authority)
    _write_secret(secrets / TLS / SERVER_KEY, key)
    _write_secret(secrets / TLS / SERVER, certificate)


def _write_secret(path: Path, data: bytes) -> None:
    write_whole(path, data, 0o600)


def _make_repository(blobs: Blobs, offline: Path, secrets: Path, now: datetime) -> None:
    from sync.central import publisher

    keys = CentreKeys(
        statements=(SigningKey((secrets / STATEMENTS).read_bytes()).public,),
        sealing=(SealingKey((secrets / SEALING).read_bytes()).public,),
        authorities=((secrets / TLS / AUTHORITY).read_bytes(),),
    )
    publisher.create(blobs, offline, secrets, now, {CENTRE_KEYS: keys.to_json()})


def _make_registry(url: str, facts: CentreConfig, now: datetime) -> None:
    registry: Registry = open_registry(url)
    try:
        if not is_empty(registry):
            raise CentralError("the registry's database holds tables already; name an empty one")
        migrate_registry(registry)
        with registry.transaction() as session:
            audit.append(session, now, audit.CENTRE, "centre-created", facts.centre_id)
    finally:
        registry.close()


def _empty(blobs: Blobs) -> None:
    with suppress(CentralError):  # the first error is the one to tell
        for name in list(blobs.names()):
            blobs.delete(name)
