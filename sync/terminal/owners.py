"""Give a terminal's folder to two Unix users: what the kiosk holds, the agent cannot read.

```
terminal/                 kiosk:both   2750   the agent sees what there is
  terminal.json trust/    kiosk:both   read by the agent
  credentials/            kiosk:both   0710; each key is its owner's alone, agent.key the agent's
  kiosk/ reports/         kiosk:kiosk  nobody else's
  mirror/                 agent:both   2770   the kiosk reads it, and wipes it
  spool/                  kiosk:both   2750   its files are written by both
  wake/                   kiosk:both   2770   written by both
  agent.lock              agent
```
A spool that lies beside `terminal.json` moves into `spool/`: that folder's set-group-ID bit says
that its files are written by both. The agent makes none there, for SQLite heeds what lies beside a
database (`spool_file.py`).
"""

from __future__ import annotations

import grp
import os
import pwd
import shutil
import stat
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from models.regular_file import open_regular
from sync.terminal.bare_agent import KEY
from sync.terminal.enrolment import refuse_others_folder
from sync.terminal.errors import StateError
from sync.terminal.lock import only_one
from sync.terminal.shared_folder import SHARED_FILE
from sync.terminal.spool import Spool
from sync.terminal.state import SPOOL_FILE, TerminalState

PASSED, SHARED, FILLED, OWN = 0o710, 0o2770, 0o2750, 0o700


@dataclass(frozen=True, slots=True)
class TerminalOwners:
    """Numbers of the kiosk's user, of the agent's, and of the group that both are in."""

    kiosk: tuple[int, int]  # user, its own group
    agent: tuple[int, int]
    both: int

    @classmethod
    def named(cls, kiosk: str, agent: str, both: str) -> TerminalOwners:
        """Return those of these names. Raise StateError: there are none, or they are not two."""
        found = cls(_user(kiosk), _user(agent), _group(both))
        if (
            found.kiosk[0] == found.agent[0]
            or len({found.kiosk[1], found.agent[1], found.both}) < 3
        ):
            raise StateError(
                f"{kiosk}, {agent} and {both} share user or group: the agent could read the lists",
                "config",
            )
        return found


def give_terminal(state: TerminalState, owners: TerminalOwners) -> None:
    """Give everything in the folder to its owner; may be repeated, and may be killed anywhere.

    Where they were one user's, no process of it may run. A bare folder is given, too: then each of
    the two makes its own keys in it. Raise StateError: it is something else's, a process runs, or
    this is not root; OSError.
    """
    bare = state.is_bare
    if bare:
        refuse_others_folder(state)
    else:
        state.config()
    if os.geteuid() != 0:
        raise StateError("only root can give files to other users; start it as root", "config")
    state.prepare()
    state.reports.mkdir(mode=OWN, exist_ok=True)
    if bare and not (state.credentials / KEY).exists():  # where the agent may make no file
        os.close(os.open(state.credentials / KEY, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    if not (state.root / SPOOL_FILE).parent.is_dir():
        with ExitStack() as held:
            for lock, what in ((state.agent_lock, "an agent"), (state.kiosk_lock, "a kiosk")):
                held.enter_context(only_one(lock, what))
            _part_spool(state)
    for name in sorted(state.root.glob(f"{SPOOL_FILE.name}*")):  # of before
        name.unlink()
    (kiosk, own), (agent, agents), both = owners.kiosk, owners.agent, owners.both
    _give(state.spool.parent, kiosk, both, FILLED)
    _clear(state.spool)  # before root opens it
    with Spool(state.spool):  # with all that lies beside it
        pass
    os.close(open_regular(state.agent_lock, os.O_WRONLY | os.O_CREAT))  # the agent cannot make it
    for folder, user, group, mode in (
        (state.kiosk_store.parent, kiosk, own, OWN),
        (state.reports, kiosk, own, OWN),
        (state.credentials, kiosk, own, OWN),  # also a key of the store that replaces the other
        (state.trusted_root.parent, kiosk, both, FILLED),
        (state.mirror, agent, both, SHARED),
        (state.spool.parent, kiosk, both, FILLED),
        (state.agent_socket.parent, kiosk, both, SHARED),
    ):
        _give_folder(folder, user, group, mode)
    _give(state.credentials / KEY, agent, agents, 0o600)
    _give(state.agent_lock, agent, agents, 0o600)
    _give(state.config_file, kiosk, both, 0o640)
    _give(state.credentials, kiosk, both, PASSED)
    _give(state.root, kiosk, both, FILLED)  # last: nobody passes before it is as it must be


def _part_spool(state: TerminalState) -> None:
    """Let the spool lie in a folder of its own. Killed anywhere, the one or the other is whole."""
    parted = state.root / SPOOL_FILE.parent
    beside = state.root / SPOOL_FILE.name
    with Spool(beside):  # made or migrated; closed, its log is in it
        pass
    log = beside.with_name(f"{beside.name}-wal")
    if log.exists() and log.stat().st_size:
        raise StateError(f"{beside} is open elsewhere; stop that program first", "busy")
    fresh = state.root / f".{parted.name}"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=OWN)
    os.link(beside, fresh / beside.name)
    fresh.rename(parted)


def _clear(spool: Path) -> None:
    """Remove what is no file of a spool's from its folder: the agent may have made it once."""
    own = {f"{spool.name}{end}" for end in ("", "-wal", "-shm", ".lock", ".reserve")}
    for each in spool.parent.iterdir():
        found = each.lstat()
        if stat.S_ISDIR(found.st_mode):
            shutil.rmtree(each)
        elif each.name not in own or not stat.S_ISREG(found.st_mode):
            each.unlink()


def _give_folder(folder: Path, user: int, group: int, mode: int) -> None:
    """Give a folder and all in it; folders in it have its `mode`, files the same without search.

    Where it has the set-group-ID bit, its files are for the group to write.
    """
    of_files = SHARED_FILE if mode & stat.S_ISGID else mode & 0o666
    for _, folders, files, handle in os.fwalk(folder, follow_symlinks=False):
        for name in folders:
            _give(name, user, group, mode, handle)
        for name in files:
            _give(name, user, group, of_files, handle)
    _give(folder, user, group, mode)


def _give(name: str | Path, user: int, group: int, mode: int, folder: int | None = None) -> None:
    """Give a file or folder; follow no link, open no pipe. What is gone again is left."""
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        handle = os.open(name, flags, dir_fd=folder)
    except OSError:  # a link, or a socket that a dead process left, which the next one makes anew
        return
    try:
        found = os.fstat(handle)
        # A second name: whoever fills this folder linked a file of another one's into it.
        if stat.S_ISDIR(found.st_mode) or (stat.S_ISREG(found.st_mode) and found.st_nlink == 1):
            os.fchown(handle, user, group)
            os.fchmod(handle, mode)  # after the owner: to change that takes set-group-ID away
    finally:
        os.close(handle)


def _user(name: str) -> tuple[int, int]:
    try:
        found = pwd.getpwnam(name)
    except KeyError as error:
        raise StateError(f"{name}: this machine has no such user", "config") from error
    return found.pw_uid, found.pw_gid


def _group(name: str) -> int:
    try:
        return grp.getgrnam(name).gr_gid
    except KeyError as error:
        raise StateError(f"{name}: this machine has no such group", "config") from error
