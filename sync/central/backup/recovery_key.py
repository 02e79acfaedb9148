"""The recovery key: backups are sealed to its public half; the private half is kept offline.

The file that is kept offline also names the data centre and the key that signs its backups: whoever
restores knows with it whether a backup is the data centre's, even when nothing else is left.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field

from models.whole_file import write_whole
from sync.central.centre import Centre
from sync.central.errors import CentralError
from sync.protocol.beneath import Beneath
from sync.protocol.envelope.digests import fingerprint
from sync.protocol.envelope.sealing import PUBLIC_SEALING_KEY_SIZE, SealingKey
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.errors import PackageError
from sync.protocol.message import Format, Record
from sync.protocol.wire import RandomId

PUBLIC = "recovery.pub"  # in secrets/: the public half
SIGNING = "backup.key"  # in secrets/: signs backups
_LIMIT = 4096  # bytes of the offline file


class RecoveryKey(Record):
    """The content of the file that is kept offline."""

    format: Format = 1
    centre_id: RandomId
    seed: Annotated[bytes, Field(min_length=96, max_length=96, repr=False)]  # the private half
    signer: Annotated[bytes, Field(min_length=32, max_length=32)]  # public: signs the backups

    @property
    def sealing(self) -> SealingKey:
        """Return the key that opens backups."""
        return SealingKey(self.seed)


def make_recovery_key(centre: Centre, medium: Path) -> Path:
    """Make a new recovery key: its file on `medium`, its public half in the home.

    Return the file's place. Backups that were made before need the key before. Raise CentralError,
    StickRefused, OSError.
    """
    if medium.resolve().is_relative_to(centre.home.resolve()):
        raise CentralError(f"{medium}: the recovery key does not belong into the home")
    return write_recovery_key(centre.centre_id, centre.secrets, medium)


def write_recovery_key(centre_id: str, secrets: Path, medium: Path) -> Path:
    """Make a recovery key for the data centre whose keys are in `secrets`. Raise as above."""
    key, signing = SealingKey.generate(), SigningKey.generate()
    content = RecoveryKey(centre_id=centre_id, seed=key.seed, signer=signing.public)
    name = f"gapura-recovery-{fingerprint(key.public)[:8]}.key"
    with Beneath(medium) as folder:
        folder.write(name, content.to_json())
    write_whole(secrets / SIGNING, signing.raw, 0o600)
    write_whole(secrets / PUBLIC, key.public, 0o600)
    return medium / name


def read_recovery_key(path: Path) -> RecoveryKey:
    """Return the key in a file that was kept offline. Raise CentralError, StickRefused."""
    with Beneath(path.parent) as folder:
        data = folder.read(path.name, _LIMIT)
    if data is None:
        raise CentralError(f"{path}: there is no such file")
    try:
        return RecoveryKey.from_json(data)
    except PackageError as error:
        raise CentralError(f"{path}: this is no recovery key of a data centre") from error


def sealed_to(centre: Centre) -> tuple[bytes, SigningKey]:
    """Return the public recovery key and the key that signs backups. Raise CentralError."""
    try:
        public = (centre.secrets / PUBLIC).read_bytes()
        signing = (centre.secrets / SIGNING).read_bytes()
    except OSError as error:
        raise CentralError(
            f"{centre.home}: there is no recovery key yet; "
            "`gapura central backup key MEDIUM` makes one"
        ) from error
    if len(public) != PUBLIC_SEALING_KEY_SIZE:
        raise CentralError(f"{centre.secrets / PUBLIC}: this is no public recovery key")
    return public, SigningKey(signing)
