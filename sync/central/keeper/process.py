"""The keeper's process: the home is opened, timers run, gateways are answered until a signal."""

from __future__ import annotations

import asyncio
import fcntl
import logging
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import uvloop

from sync.central.backup.upgrading import bring_up
from sync.central.centre import Centre
from sync.central.centre_config import read_config
from sync.central.clock import now
from sync.central.errors import CentralError
from sync.central.gateway_files import keeper_socket
from sync.central.identification.older_index import remove_older_index
from sync.central.keeper.server import BACKLOG, KeeperServer
from sync.central.keeper.state import KeeperState
from sync.central.keeper.timers import Timers
from sync.central.listening import listening_at
from sync.central.releases import keys
from sync.central.releases.template_models import known_models
from sync.central.services_env import use_services
from sync.private_memory import keep_memory_private, warn_of_exposure

log = logging.getLogger(__name__)

LOCK = "keeper.lock"
LOCK_TIMEOUT_S = 10.0  # a keeper that was killed is gone sooner
FOLDER_MODE = 0o750


def run(home: Path, path: Path, users: frozenset[int], ready: Callable[[], None]) -> None:
    """Answer gateways at the socket `path` until SIGTERM or SIGINT; call `ready` at the start.

    `users`: uids of gateways. Its group is that of the folder, where the folder was given to one.
    Raise CentralError, ManifestError.
    """
    read_config(home)  # says it where this is no data centre's home
    use_services(home)
    known_models()  # a manifest that does not fit ends it here, and not each of its timers
    keep_memory_private()
    warn_of_exposure(log)
    if path == keeper_socket(home):
        with suppress(FileExistsError):
            path.parent.mkdir(mode=FOLDER_MODE)
    os.umask(0o077)  # what is made from here on is nobody else's
    with (
        _locked(path.parent),
        Centre.open(home) as centre,
        listening_at(path, BACKLOG) as listening,
    ):
        with centre.registry.room_to_erase():  # it starts on a full disk too, to erase what is over
            # Of an older Gapura: brought up, after a backup; of a newer one: refused.
            bring_up(centre, now())
            keys.settle(centre)
        remove_older_index(home)
        _warn_of_ended(centre)

        async def serve() -> None:
            ending = asyncio.Event()
            loop = asyncio.get_running_loop()
            for number in (signal.SIGTERM, signal.SIGINT):
                if signal.getsignal(number) is not signal.SIG_IGN:
                    loop.add_signal_handler(number, ending.set)
            server = KeeperServer(partial(KeeperState.open, centre))
            await server.run(listening, users, ready, ending)

        with Timers(centre):
            uvloop.run(serve())


def _warn_of_ended(centre: Centre) -> None:
    for name, until in keys.ended(centre, now()).items():
        if name not in ("snapshot", "timestamp"):  # the timers renew these
            log.warning(keys.told(name, until))


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the folder of the socket for this process alone."""
    try:
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
        handle = os.open(folder / LOCK, flags, 0o600)
    except OSError as error:
        raise CentralError(f"{folder}: {error.strerror}") from error
    try:
        until = time.monotonic() + LOCK_TIMEOUT_S
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > until:
                    raise CentralError(f"{folder}: another keeper answers here") from None
                time.sleep(0.05)
        yield
    finally:
        os.close(handle)
