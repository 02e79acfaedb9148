"""Bring a data centre of an older Gapura up to this one: a backup first, then the schema.

1. One process at a time; who waited finds it done.
2. A backup of the schema before, sealed and proven as every other one, in `backups` of the home or
   where centre.toml says. It is what the older Gapura restores: the way back. Without it nothing is
   changed. A backup of this very state that is there already, as after a failure, serves.
3. The migration, in one transaction: a failure leaves what was.
4. A row of the audit log; older backups of this kind are removed.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from pathlib import Path

from sync.central.backup.making import make_backup
from sync.central.backup.recovery_key import PUBLIC
from sync.central.centre import Centre
from sync.central.errors import CentralError
from sync.central.registry import audit, dump
from sync.central.registry.audit_rows import head
from sync.central.registry.errors import RegistryError
from sync.central.registry.locks import UPGRADING
from sync.central.registry.migrations import (
    is_current,
    is_empty,
    is_known,
    migrate_registry,
    newest_revision,
)

log = logging.getLogger(__name__)

KEPT = 2  # backups of this kind
_NAME = "before-{to}-of-{at}-row-{row}.gapura"


def bring_up(
    centre: Centre,
    now: datetime,
    during: Callable[[], AbstractContextManager[object]] = nullcontext,
) -> Path | None:
    """Bring the registry to this version's schema; return the backup that was made before.

    None: it was of this version, or nobody wants backups. `during`: entered while there is
    something to do. Raise CentralError: the database is empty, or a newer Gapura's; no backup could
    be made.
    """
    registry = centre.registry
    if is_current(registry):
        return None
    if is_empty(registry):
        raise RegistryError("the registry's database is empty or missing: restore it from a backup")
    with registry.lock(UPGRADING), during():
        if is_current(registry):
            return None
        with registry.session() as session:
            held, (row, _) = dump.revision(session), head(session)
        if not is_known(held):
            raise RegistryError(
                f"the registry's schema {held} is of a newer Gapura; install that version"
            )
        made = _backup(centre, held, row, now)
        migrate_registry(registry)
        details = {"from": held, "to": newest_revision(), "backup": made.name if made else None}
        with registry.transaction() as session:
            audit.append(session, now, audit.CENTRE, "upgraded", centre.centre_id, details)
    if made is not None:
        log.info("the registry is of this version; the backup of before: %s", made)
        _remove_older(made)
    return made


def _backup(centre: Centre, held: str, row: int, now: datetime) -> Path | None:
    folder = centre.backups_folder
    if folder is None:
        return None
    if not (centre.secrets / PUBLIC).exists():
        log.warning("no backup before the upgrade: this home has no recovery key; `backup key`")
        return None
    out = folder / _NAME.format(to=newest_revision(), at=held, row=row)
    if out.exists():
        return out  # proven when it was made, and nothing was written since
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        make_backup(centre, out, now, upgrading=True)
    except (CentralError, OSError) as error:
        raise CentralError(
            f"no backup could be made before the upgrade, and nothing was changed: {error}; "
            f'`backups = "FOLDER"` in {centre.home}/centre.toml names another place, "" none'
        ) from error
    return out


def _remove_older(made: Path) -> None:
    found = sorted(made.parent.glob("before-*-row-*.gapura"), key=lambda each: each.stat().st_mtime)
    for each in found[:-KEPT]:
        if each != made:
            each.unlink(missing_ok=True)
