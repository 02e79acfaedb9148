"""Whether to believe what was published: a client of The Update Framework. The door to tuf.

Two of them run on a terminal, each with its own metadata: the agent's, over the network, and the
kiosk's, over the agent's mirror (`FolderFetch`), so that a broken-into agent cannot make the kiosk
accept a list. Neither trusts the system's clock: `now` is the caller's trusted time, and it is the
time of every expiry.

On the disk (`metadata_dir`), and moved all at once from one state of the repository to the next:

    root_history/<n>.root.json      the chain from the root the terminal was provisioned with
    <n>.<role>.json                 snapshot, targets and delegated roles, two versions of each
    targets/<collection>/<sha256>.<name>.json   heads and checkpoint configurations, two of each
    timestamp.json                  says which of these count; it is written last

A refresh that fails, or is killed, or loses its network halfway, leaves the old timestamp and with
it the old state, whole. What it had fetched is there when it tries again.

**Stale.** The timestamp lasts a day. A kiosk that starts after a week without a network must serve
what it had, and say that it is old. So the kiosk keeps, in its own sealed store, the trusted time
at which it last accepted a refresh, and gives it as `accepted`. What the mirror holds and has
expired at `now` is judged at `accepted` instead; when the mirror cannot be used at all, what the
kiosk itself holds is. Signatures, versions and hashes count as always and no version goes back;
`stale` says that it is old, and `refused` why the mirror was not good enough. What this gives up is
exactly the freshness of the word, which nobody can have without a network; the lease and each
list's own end are checked against `now` elsewhere. An agent, which has a network, gives no
`accepted`.
"""

from tuf.api.metadata import TargetFile

from sync.terminal.updater.client import (
    MAX_ROLE,
    MAX_ROOT,
    MAX_SMALL,
    MAX_SNAPSHOT,
    MAX_TIMESTAMP,
    is_root,
)
from sync.terminal.updater.fetcher import Fetch
from sync.terminal.updater.folder import FolderFetch
from sync.terminal.updater.updater import MAX_PACKAGE, Updater, fetch_onto

__all__ = [
    "MAX_PACKAGE",
    "MAX_ROLE",
    "MAX_ROOT",
    "MAX_SMALL",
    "MAX_SNAPSHOT",
    "MAX_TIMESTAMP",
    "Fetch",
    "FolderFetch",
    "TargetFile",
    "Updater",
    "fetch_onto",
    "is_root",
]
