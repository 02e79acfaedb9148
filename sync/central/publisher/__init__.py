"""What the terminals may trust, signed: the repository of The Update Framework. The door to tuf.

Blobs `tuf/metadata/<file>` and `tuf/targets/<role>/<sha256>.<name>`: consistent snapshots, so a
version once published never changes. `timestamp.json` is the only file that is replaced, and it is
written last: before that write nothing that was prepared counts, after it everything does. A
process killed anywhere leaves the old state served; what it left lying is passed over by the next
publication, whose versions are the first that no file has.

Online keys (snapshot, timestamp, one a delegated role) lie in `secrets/roles`; the root's and the
targets role's come on a stick (`offline`) for the few acts that change who may say what.

Several processes may publish: every method that takes `now`, and `sweep`, must be called under one
lock that all of them hold (the registry's). `put_target` needs none.
"""

from sync.central.publisher.ceremony import create
from sync.central.publisher.offline_change import OfflineChange
from sync.central.publisher.offline_keys import OfflineKeys
from sync.central.publisher.publisher import Changes, Publisher, is_role
from sync.central.publisher.release_request import (
    ReadRelease,
    ReleaseSignatures,
    read_release,
    read_release_signatures,
)
from sync.central.publisher.role_keys import read_key_file
from sync.central.publisher.signing_request import (
    GivenSignature,
    PublicKeyFile,
    ReadRequest,
    Signatures,
    SigningRequest,
    make_key,
    read_public_key,
    read_request,
    read_signatures,
    sign,
)
from sync.central.publisher.software import (
    PresentSoftware,
    adopt_release,
    present_software,
    request_release,
)
from sync.central.publisher.targets import TargetSource
from sync.central.publisher.terms import ROOT_KEYS, VERSIONS_KEPT

__all__ = [
    "ROOT_KEYS",
    "VERSIONS_KEPT",
    "Changes",
    "GivenSignature",
    "OfflineChange",
    "OfflineKeys",
    "PresentSoftware",
    "PublicKeyFile",
    "Publisher",
    "ReadRelease",
    "ReadRequest",
    "ReleaseSignatures",
    "Signatures",
    "SigningRequest",
    "TargetSource",
    "adopt_release",
    "create",
    "is_role",
    "make_key",
    "present_software",
    "read_key_file",
    "read_public_key",
    "read_release",
    "read_release_signatures",
    "read_request",
    "read_signatures",
    "request_release",
    "sign",
]
