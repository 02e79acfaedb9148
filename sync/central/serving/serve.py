"""`serve`: a keeper and its gateways as child processes, on one port.

A child ends with its parent, however that one ended, so that a new server finds the port free. One
that died is replaced; one that cannot start ends the server, which says why. At the end gateways go
first: what they are answering still needs the keeper. The parent opens nothing of the home, so that
it needs little memory.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import FrameType

from models.errors import FaceEngineError
from sync.central.errors import CentralError
from sync.central.gateway_files import keeper_socket, tls_folder
from sync.central.listening import Bind, listening_on
from sync.central.serving.owners import Owners, User, give_home
from sync.command_line.environment import refusal
from sync.logs import describe_fault, setup_logging
from sync.protocol.errors import SyncError

log = logging.getLogger(__name__)

KEEPER_TIMEOUT_S = 60.0  # a keeper that starts beside its gateways is there sooner
END_TIMEOUT_S = 15  # longer than a child needs for what it is answering
MAX_RESTARTS = 5  # of children, within RESTARTS_WINDOW_S
RESTARTS_WINDOW_S = 60.0

# Large messages leave little behind: few arenas of glibc, and what is large is given back. What is
# as large as uvloop reads from TLS at a time, 256 KiB, is used again: to give it back and to take
# it anew, page by page, costs more than to decrypt it.
MALLOC = {  # as the units set them
    "MALLOC_ARENA_MAX": "2",
    "MALLOC_MMAP_THRESHOLD_": "1048576",
    "MALLOC_TRIM_THRESHOLD_": "4194304",
}

FIGURES = "PROMETHEUS_MULTIPROC_DIR"  # the variable by which prometheus-client knows the folder

Ready = Callable[[str], None]
Work = Callable[[Callable[[], None]], None]  # of a child; it calls what it is given when it answers


def serve(
    home: Path,
    bind: Bind,
    workers: int,
    owners: Owners | None,
    metrics: tuple[str, int] | None,
    ready: Ready,
) -> None:
    """Serve until SIGTERM or SIGINT. Call `ready` with `https://host:port` when it answers.

    `bind`: address and port (0: one that is free), or the Unix socket to which a front connects.
    `workers`: gateways. `owners`: the users of keeper and gateways; None: this process's own.
    `metrics`: address and port on loopback where they show what they count. Raise CentralError,
    OSError.
    """
    if owners is not None:
        give_home(home, owners)
    keeper, gateway = (owners.keeper, owners.gateway) if owners else (None, None)
    with ExitStack() as opened:
        listening, url = opened.enter_context(listening_on(bind))
        figures = None
        if metrics is not None:
            figures = opened.enter_context(listening_on(metrics))[0]
            opened.enter_context(_counting_together(gateway))
        users = frozenset({gateway.uid if gateway else os.geteuid()})
        path = keeper_socket(home)
        for name, value in MALLOC.items():
            os.environ.setdefault(name, value)
        children = [_Child("the keeper", keeper, partial(_keep, home, path, users))]
        answer = partial(_answer, path, tls_folder(home), listening, figures)
        children += [_Child("a gateway", gateway, answer) for _ in range(workers)]

        def answers() -> None:
            if owners is None:
                log.warning(
                    "keeper and gateways run as one user: a gateway in wrong hands reads the keys"
                )
            ready(url)

        _Family(children, answers).run()


@contextmanager
def _counting_together(gateway: User | None) -> Iterator[None]:
    """Give the gateways a folder in which they count: whichever is asked answers for all."""
    with tempfile.TemporaryDirectory(prefix="gapura-figures-") as folder:
        if gateway is not None:
            os.chown(folder, gateway.uid, gateway.gid)
        os.environ[FIGURES] = folder
        try:
            yield
        finally:
            del os.environ[FIGURES]


def _keep(home: Path, path: Path, users: frozenset[int], ready: Callable[[], None]) -> None:
    os.environ.pop(FIGURES, None)  # the keeper's numbers are its own
    from sync.central.keeper.process import run

    run(home, path, users, ready)


def _answer(
    path: Path,
    tls: Path,
    listening: socket.socket,
    figures: socket.socket | None,
    ready: Callable[[], None],
) -> None:
    from sync.central.gateway.server import run

    run(path, tls, listening, ready, KEEPER_TIMEOUT_S, figures)


def _child(name: str, user: User | None, work: Work, started: Connection) -> None:
    """Run as the main function of a child's process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent, who ends them in order
    setup_logging()
    parent = multiprocessing.parent_process()
    assert parent is not None  # noqa: S101  for the type checker

    def follow() -> None:
        wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=follow, daemon=True).start()
    answering = False

    def answers() -> None:
        nonlocal answering
        started.send(None)
        answering = True

    with started:
        try:
            if user is not None:
                user.become()
            work(answers)
        except (SyncError, FaceEngineError) as error:
            if answering:
                log.error("%s cannot go on: %s", name, error)
            else:
                started.send(str(error))
            sys.exit(2)
        except Exception as error:  # noqa: BLE001  multiprocessing would print its text
            refused = refusal(error) if isinstance(error, OSError) and not answering else None
            if refused is not None:
                started.send(refused)
                sys.exit(2)
            log.error("a fault in %s: %s", name, describe_fault(error))
            sys.exit(1)


@dataclass(slots=True)
class _Child:
    """A process that is to run."""

    name: str
    user: User | None
    work: Work
    process: BaseProcess | None = None
    started: Connection | None = None  # until it says that it answers, or why it cannot


class _Family:
    """The children of this process; the first one ends last."""

    def __init__(self, children: list[_Child], ready: Callable[[], None]) -> None:
        self._children, self._ready = children, ready
        self._spawn = multiprocessing.get_context("spawn")  # threads and forks do not mix
        self._deaths: list[float] = []
        self._stopping = False

    def run(self) -> None:
        """Run until a signal. Raise CentralError when a child cannot start, or they keep dying."""
        before = {each: signal.signal(each, self._stop) for each in (signal.SIGTERM, signal.SIGINT)}
        try:
            for child in self._children:
                self._start(child)
            for child in self._children:
                self._await(child)
            if not self._stopping:
                self._ready()
            while not self._stopping:
                starting = [child.started for child in self._children if child.started]
                sentinels = [_running(child).sentinel for child in self._children]
                wait([*sentinels, *starting], timeout=0.2)
                self._replace()
        finally:
            self._end()
            for each, handler in before.items():
                signal.signal(each, handler)

    def _stop(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002
        self._stopping = True

    def _start(self, child: _Child) -> None:
        child.started, sending = self._spawn.Pipe(duplex=False)
        child.process = self._spawn.Process(
            target=_child, args=(child.name, child.user, child.work, sending)
        )
        child.process.start()
        sending.close()

    def _await(self, child: _Child) -> None:
        """Wait until it answers, or was killed. Raise CentralError when it ended by itself."""
        assert child.started is not None  # noqa: S101  for the type checker
        with child.started as started:
            child.started = None
            try:
                why = started.recv()
                if why is not None and not self._stopping:
                    raise CentralError(why)
            except EOFError:
                _running(child).join(END_TIMEOUT_S)
                if not self._stopping and (_running(child).exitcode or 0) >= 0:
                    raise CentralError(f"{child.name} could not start: its log says why") from None

    def _replace(self) -> None:
        """Replace those that ended. Nobody is waited for: a new gateway waits for the keeper."""
        for child in self._children:
            if self._stopping:
                return
            if child.started is not None and child.started.poll():
                self._await(child)
            ended = _running(child)
            if ended.is_alive():
                continue
            log.error(
                "%s ended with status %s; another one takes its place", child.name, ended.exitcode
            )
            ended.close()
            self._deaths = [at for at in self._deaths if time.monotonic() - at < RESTARTS_WINDOW_S]
            self._deaths.append(time.monotonic())
            if len(self._deaths) > MAX_RESTARTS:
                child.process = None
                raise CentralError("keeper and gateways keep ending: their log says why")
            self._start(child)

    def _end(self) -> None:
        started = [child for child in self._children if child.process is not None]
        for group in (started[1:], started[:1]):
            for child in group:
                _running(child).terminate()
            for child in group:
                process = _running(child)
                process.join(END_TIMEOUT_S)
                if process.is_alive():
                    process.kill()
                    process.join()
                process.close()


def _running(child: _Child) -> BaseProcess:
    assert child.process is not None  # noqa: S101  for the type checker
    return child.process
