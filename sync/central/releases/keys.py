"""Keys that sign the repository: expiry, renewal, and replacement of stolen ones.

Each act needs the stick and the lock `publishing`, and is a row of the audit log.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sync.central.centre import Centre
from sync.central.errors import CentralError
from sync.central.publisher import Publisher
from sync.central.registry import audit
from sync.central.releases.centre_keys import present_keys
from sync.central.releases.publish import LOCK
from sync.protocol.envelope import certificate_ends
from sync.protocol.errors import EnvelopeError
from sync.protocol.roles import CENTRE_KEYS

ONLINE, TARGETS, ROOT = "online", "targets", "root"
KINDS = (ONLINE, TARGETS, ROOT)  # what `rotate` takes


@dataclass(frozen=True, slots=True)
class KeyExpiry:
    """Until when each key is valid that only the stick can renew."""

    root: datetime
    targets: datetime
    certificate: datetime  # of the server
    authority: datetime  # of TLS, which terminals pin

    def soonest(self) -> tuple[str, datetime]:
        """Return what expires first: its name here, and when."""
        ends = {name: getattr(self, name) for name in ("root", "targets", "certificate")}
        return min(ends.items(), key=lambda each: each[1])


def terms(centre: Centre) -> KeyExpiry:
    """Return the expiry dates. Raise CentralError, EnvelopeError."""
    offline = Publisher(centre.blobs, centre.secrets).offline_expiries()
    return KeyExpiry(
        offline[ROOT],
        offline[TARGETS],
        _ends(centre.server_certificate),
        _ends(centre.ca),
    )


def roles(centre: Centre) -> list[str]:
    """Return the delegated roles, each with a key of its own. Raise CentralError."""
    top = {ROOT, TARGETS, "snapshot", "timestamp"}
    return sorted(Publisher(centre.blobs, centre.secrets).versions().keys() - top)


def replace(centre: Centre, role: str, offline: Path, operator_id: str, now: datetime) -> None:
    """Replace the key of one delegated role; the old one is void. Raise CentralError."""
    if not re.fullmatch("[a-z0-9-]{1,64}", role):
        raise CentralError("a role is named like list-dpo, visitors-gate-1 or checkpoints")
    _act(
        centre,
        lambda publisher: publisher.replace_key(role, offline, now),
        operator_id,
        "key-replaced",
        role,
        now,
    )


def rotate(centre: Centre, kind: str, offline: Path, operator_id: str, now: datetime) -> None:
    """Replace the keys of one of KINDS; the old ones are void. Raise CentralError."""
    acts: dict[str, Callable[[Publisher], None]] = {
        ONLINE: lambda publisher: publisher.rotate_online_keys(offline, now),
        TARGETS: lambda publisher: publisher.rotate_targets_keys(offline, now),
        ROOT: lambda publisher: publisher.rotate_root(offline, now),
    }
    _act(centre, acts[kind], operator_id, "keys-rotated", kind, now)


def renew(centre: Centre, offline: Path, operator_id: str, now: datetime) -> None:
    """Renew root and targets with the same keys. Raise CentralError.

    The keys that terminals go by are published with them, if an older Gapura never did.
    """

    def act(publisher: Publisher) -> None:
        if CENTRE_KEYS not in publisher.offline_targets():
            keys = present_keys(centre).to_json()
            publisher.publish_offline({CENTRE_KEYS: keys}, offline, now)
        publisher.renew(offline, now)

    _act(
        centre,
        act,
        operator_id,
        "terms-renewed",
        centre.centre_id,
        now,
    )


def reset_time(centre: Centre, offline: Path, operator_id: str, now: datetime) -> int:
    """Begin a new epoch of the data centre's time, and return it. Raise CentralError.

    Times that terminals took from statements of earlier epochs count no more: the way back after
    the data centre's clock, or a thief of the statements key, was far ahead.
    """
    keys = present_keys(centre)
    keys = keys.model_copy(update={"time_epoch": keys.time_epoch + 1})
    _act(
        centre,
        lambda publisher: publisher.publish_offline({CENTRE_KEYS: keys.to_json()}, offline, now),
        operator_id,
        "time-reset",
        str(keys.time_epoch),
        now,
    )
    return keys.time_epoch


def _act(
    centre: Centre,
    act: Callable[[Publisher], None],
    operator_id: str,
    action: str,
    subject: str,
    now: datetime,
) -> None:
    with centre.registry.lock(LOCK):
        act(Publisher(centre.blobs, centre.secrets))
        with centre.registry.transaction() as session:
            audit.append(session, now, operator_id, action, subject)


def _ends(path: Path) -> datetime:
    try:
        return certificate_ends(path.read_bytes())
    except OSError as error:
        raise CentralError(f"{path}: {error.strerror}") from error
    except EnvelopeError as error:
        raise CentralError(f"{path}: no certificate") from error
