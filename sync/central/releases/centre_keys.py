"""`centre/keys.json`: which public keys of the data centre terminals go by, as it is published."""

from __future__ import annotations

from sync.central.centre import Centre
from sync.central.publisher import Publisher
from sync.protocol.roles import CENTRE_KEYS
from sync.protocol.wire import CentreKeys

_LIMIT = 256 * 1024  # bytes


def published_keys(centre: Centre) -> CentreKeys | None:
    """Return what is published; None: this data centre was founded by an older Gapura.

    Raise CentralError, PackageError.
    """
    source = Publisher(centre.blobs, centre.secrets).offline_targets().get(CENTRE_KEYS)
    return None if source is None else CentreKeys.from_json(centre.blobs.get(source.blob, _LIMIT))


def present_keys(centre: Centre) -> CentreKeys:
    """Return what is published, or what terminals go by where nothing is. Raise as above."""
    return published_keys(centre) or CentreKeys(
        statements=(centre.statements.public,),
        sealing=(centre.sealing.public,),
        authorities=(centre.ca.read_bytes(),),
    )
