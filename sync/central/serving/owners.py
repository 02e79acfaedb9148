"""Give a home to two Unix users: the keeper's owns it, the gateway's group reads a little of it.

```
home/            keeper:gateway  0710   the gateway may pass through
  tls/           keeper:gateway  2750   the server's key and certificate: it may read
  keeper/        keeper:gateway  2750   the socket: it may connect
  everything else  keeper alone
```
"""

from __future__ import annotations

import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path

from sync.central.errors import CentralError
from sync.central.gateway_files import SHARED_FILE_MODE, SOCKETS, tls_folder

HOME_MODE, SHARED_MODE = 0o710, 0o2750


@dataclass(frozen=True, slots=True)
class User:
    """A user of this machine."""

    name: str
    uid: int
    gid: int  # of its own group

    @classmethod
    def named(cls, name: str) -> User:
        """Return the user of that name. Raise CentralError: there is none."""
        try:
            found = pwd.getpwnam(name)
        except KeyError as error:
            raise CentralError(f"{name}: this machine has no such user") from error
        return cls(name, found.pw_uid, found.pw_gid)

    def become(self) -> None:
        """Give up every other right, for good. Raise OSError where this process is not root's."""
        os.setgroups([])
        os.setresgid(self.gid, self.gid, self.gid)
        os.setresuid(self.uid, self.uid, self.uid)


@dataclass(frozen=True, slots=True)
class Owners:
    """Who runs the keeper, and who the gateways."""

    keeper: User
    gateway: User

    @classmethod
    def named(cls, keeper: str, gateway: str) -> Owners:
        """Return the users of these names. Raise CentralError."""
        found = cls(User.named(keeper), User.named(gateway))
        if found.keeper.uid == found.gateway.uid or found.keeper.gid == found.gateway.gid:
            raise CentralError(
                f"{keeper} and {gateway} share user or group: the gateway could read the keys"
            )
        return found


def require_root() -> None:
    """Raise CentralError for everybody else."""
    if os.geteuid() != 0:
        raise CentralError("only root can give files to other users; start it as root")


def give_home(home: Path, owners: Owners) -> None:
    """Give everything in `home` to its owner. Raise CentralError; OSError unless it is root's."""
    require_root()
    shared = {tls_folder(home), home / SOCKETS}
    (home / SOCKETS).mkdir(mode=0o700, exist_ok=True)
    for folder, folders, files, handle in os.fwalk(home, follow_symlinks=False):
        place = Path(folder)
        group = owners.gateway.gid if place in shared else owners.keeper.gid
        for name in (*folders, *files):
            os.chown(name, owners.keeper.uid, group, dir_fd=handle, follow_symlinks=False)
            _close_to_others(name, handle, SHARED_FILE_MODE if place == tls_folder(home) else None)
    for each in shared:
        os.chown(each, owners.keeper.uid, owners.gateway.gid)
        each.chmod(SHARED_MODE)
    os.chown(home, owners.keeper.uid, owners.gateway.gid)
    home.chmod(HOME_MODE)  # last: nobody passes before it is as it must be


def _close_to_others(name: str, folder: int, mode: int | None) -> None:
    """Give a file or folder `mode`; None: its own, without rights of others. Follow no link."""
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        handle = os.open(name, flags, dir_fd=folder)
    except OSError:  # a link, or a socket, which its maker closes
        return
    try:
        own = stat.S_IMODE(os.fstat(handle).st_mode) & stat.S_IRWXU
        os.fchmod(handle, own if mode is None else mode)
    finally:
        os.close(handle)
