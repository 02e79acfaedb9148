"""Make a new data centre: keys, certificates, database, TUF repository. All or nothing."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from models.whole_file import sync_folder
from sync.central.backup.recovery_key import write_recovery_key
from sync.central.centre import PORT, SEALING, STATEMENTS, Centre
from sync.central.centre_config import (
    BLOBS,
    DATABASE,
    SECRETS,
    CentreConfig,
    database_entry,
    write_config,
)
from sync.central.errors import CentralError
from sync.central.gateway_files import AUTHORITY, SERVER, SERVER_KEY, tls_folder
from sync.central.publisher import OfflineKeys
from sync.central.publisher import create as create_repository
from sync.central.registry import audit, clock_readings
from sync.central.registry.database import Registry, open_registry
from sync.central.registry.migrations import is_empty, migrate_registry
from sync.central.releases import tls_authorities
from sync.central.releases.tls_authorities import certify, write_private, write_tls
from sync.central.storage.blobs import Blobs, open_blobs
from sync.central.storage.vault_file import VaultFile
from sync.protocol.envelope.random_values import random_id
from sync.protocol.envelope.sealing import SealingKey
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.roles import CENTRE_KEYS
from sync.protocol.wire import CentreKeys


def create(
    home: Path,
    offline: Path | OfflineKeys,
    name: str,
    hosts: Sequence[str],
    database: str | None,
    blobs_address: str | None,
    now: datetime,
    port: int = PORT,
    needs_ntp: bool = False,
) -> Centre:
    """Make a data centre in `home`, its offline keys on the media `offline`, and open it.

    `database` None: SQLite in the home; an address with a password is not written down, and
    GAPURA_DATABASE must hold it from then on. `blobs_address` None: a folder in the home.
    `needs_ntp`: it signs nothing while no NTP keeps its clock, as `init` founds it. Whatever
    fails, nothing is left of it but an empty database's tables. Raise CentralError, OSError.
    """
    media = OfflineKeys.of(offline)
    _refuse_occupied(home, media.folders)
    home.parent.mkdir(parents=True, exist_ok=True)
    for folder in media.folders:
        folder.mkdir(parents=True, exist_ok=True)
    new_home = Path(tempfile.mkdtemp(prefix=f".{home.name}.", dir=home.parent))
    new_offline = {
        Path(tempfile.mkdtemp(prefix=".gapura.", dir=folder)): folder for folder in media.folders
    }
    new_media = media.moved(new_offline)
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
        # Before anybody types a passphrase: what is out of reach is told now.
        address = str(new_home / BLOBS) if blobs_address is None else blobs_address
        opened = open_blobs(address)
        if next(opened.names(), None) is not None:
            raise CentralError(f"{address}: there are blobs already; name an empty place")
        if database is not None:
            _require_empty(database)
        blobs = opened
        _make_keys(new_home, new_media, facts, now)
        write_recovery_key(facts.centre_id, new_home / SECRETS, [*new_offline][-1])
        _make_repository(blobs, new_media, new_home / SECRETS, now)
        _make_registry(database or f"sqlite:///{new_home / DATABASE}", facts, now, needs_ntp)
        for beside, folder in new_offline.items():
            for path in sorted(beside.iterdir()):
                moved += [path.rename(folder / path.name)]  # one by one: what was moved is undone
            beside.rmdir()
            sync_folder(folder)
        new_home.rename(home)
        sync_folder(home.parent)
    except BaseException:
        if blobs is not None:
            _empty(blobs)
        for path in [*moved, *new_offline, new_home]:
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        raise
    return Centre.open(home)


def renew_certificate(
    centre: Centre, offline: Path | OfflineKeys, hosts: Sequence[str], now: datetime
) -> None:
    """Sign a new server certificate with the newest authority, for `hosts` or those it had.

    The authority lies on one of the media `offline`. Terminals pin it, so nothing changes for
    them. Raise CentralError, EnvelopeError.
    """
    from sync.central.releases.centre_keys import present_keys

    names = tuple(hosts) or centre.hosts
    authority = present_keys(centre).authorities[0]
    key, certificate = certify(OfflineKeys.of(offline), authority, names, now)
    # One file, key first, would be safer still; uvicorn wants two. A crash in between: renew again.
    write_tls(centre.server_key, key)
    write_tls(centre.server_certificate, certificate)
    write_config(centre.home, centre.facts.model_copy(update={"hosts": names}))


def _refuse_occupied(home: Path, folders: Sequence[Path]) -> None:
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise CentralError(f"{home}: is not empty; a data centre gets a folder of its own")
    if len({folder.resolve() for folder in folders}) < len(folders):
        raise CentralError("one folder is named twice; each custodian has a medium of his own")
    for folder in folders:
        if any(any(folder.glob(name)) for name in ("ca*.key", "root.*.pem", "targets.*.pem")):
            raise CentralError(f"{folder}: holds the keys of a data centre; take another medium")
        if folder.resolve().is_relative_to(home.resolve()):
            raise CentralError(f"{folder}: offline keys do not belong into the data centre's home")


def _make_keys(home: Path, media: OfflineKeys, facts: CentreConfig, now: datetime) -> None:
    secrets, tls = home / SECRETS, tls_folder(home)
    secrets.mkdir(mode=0o700)
    tls.mkdir(mode=0o700)
    VaultFile(secrets).make(now)
    write_private(secrets / SEALING, SealingKey.generate().seed)
    write_private(secrets / STATEMENTS, SigningKey.generate().raw)
    authority = tls_authorities.make(media, facts.centre_id, now)
    key, certificate = certify(media, authority, facts.hosts, now)
    write_tls(tls / AUTHORITY, authority)
    write_tls(tls / SERVER_KEY, key)
    write_tls(tls / SERVER, certificate)


def _make_repository(blobs: Blobs, offline: OfflineKeys, secrets: Path, now: datetime) -> None:
    keys = CentreKeys(
        statements=(SigningKey((secrets / STATEMENTS).read_bytes()).public,),
        sealing=(SealingKey((secrets / SEALING).read_bytes()).public,),
        authorities=((tls_folder(secrets.parent) / AUTHORITY).read_bytes(),),
    )
    create_repository(blobs, offline, secrets, now, {CENTRE_KEYS: keys.to_json()})


def _require_empty(url: str) -> None:
    registry = open_registry(url)
    try:
        if not is_empty(registry):
            raise CentralError("the registry's database holds tables already; name an empty one")
    finally:
        registry.close()


def _make_registry(url: str, facts: CentreConfig, now: datetime, needs_ntp: bool) -> None:
    registry: Registry = open_registry(url)
    try:
        migrate_registry(registry)
        with registry.transaction() as session:
            audit.append(session, now, audit.CENTRE, "centre-created", facts.centre_id)
            clock_readings.found(session, needs_ntp, now, audit.CENTRE)
        registry.keep_reserve()  # now: operators may fill a disk before anything is served
    finally:
        registry.close()


def _empty(blobs: Blobs) -> None:
    with suppress(CentralError):  # the first error is the one to tell
        for name in list(blobs.names()):
            blobs.delete(name)
