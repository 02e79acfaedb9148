"""The server: uvicorn with the home's certificate, one process or several on one socket.

A worker ends with its parent, however that one ended, so that a new server finds the port free. A
worker that died is replaced; one that cannot start ends the server.
"""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import os
import signal
import socket
import ssl
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import FrameType

import uvicorn

from models.errors import FaceEngineError
from sync.central import limits
from sync.central.api.app import build
from sync.central.centre import Centre
from sync.central.errors import CentralError
from sync.central.http_connection import Admission, HttpConnection
from sync.central.limits import Connections, LivedClock
from sync.central.listener import JUDGE_INTERVAL_S, Listener
from sync.central.refusals import Refusals
from sync.central.template_models import known_models
from sync.central.timers import Timers
from sync.logs import describe_fault, setup_logging
from sync.protocol.errors import SyncError

log = logging.getLogger(__name__)

BACKLOG = 2048
DRAIN_TIMEOUT_S = 10  # for requests that are being answered when the server ends
IDLE_TIMEOUT_S = 75  # a connection without a request; longer than the terminals' pool
USER_TIMEOUT_MS = 60_000  # a client that takes nothing for that long is gone
MAX_RESTARTS = 5  # of workers, within RESTARTS_WINDOW_S
RESTARTS_WINDOW_S = 60.0

Ready = Callable[[str], None]


class _Server(uvicorn.Server):
    """uvicorn's server; it ends event streams before it waits for the connections to end."""

    def __init__(
        self, config: uvicorn.Config, ending: Callable[[], None], ready: Callable[[], None]
    ) -> None:
        super().__init__(config)
        self._ending, self._ready = ending, ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start as uvicorn does, but accept by a Listener; then call `ready`."""
        await super().startup([])
        most = limits.max_connections(limits.raise_open_files())
        admission = Admission(Connections(most), LivedClock(2 * JUDGE_INTERVAL_S), Refusals())
        loop = asyncio.get_running_loop()
        assert sockets  # noqa: S101  for the type checker
        self._listener = Listener(
            sockets[0],
            self.config.ssl,
            admission,
            lambda address: HttpConnection(
                self.config, self.server_state, self.lifespan.state, loop, admission, address
            ),
        )
        self._listener.start()
        self._ready()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Handle signals as uvicorn does, but do not kill the process: there is more to close."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        ends = (signal.SIGTERM, signal.SIGINT)
        before = {number: signal.signal(number, self.handle_exit) for number in ends}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the event streams, then shut down as uvicorn does."""
        self._ending()
        self._listener.stop()
        await super().shutdown(sockets)


def serve(home: Path, address: tuple[str, int], workers: int, ready: Ready) -> None:
    """Serve until SIGTERM or SIGINT. Call `ready` with `https://host:port` when it answers.

    Port 0: one that is free. Raise CentralError, ManifestError, OSError.
    """
    known_models()  # a manifest that does not fit ends it here, and not each of its timers
    with Centre.open(home) as centre:
        centre.registry  # noqa: B018  an address that is none is told before the workers start
    listening = _listening(address)
    host, port = listening.getsockname()[:2]
    url = f"https://{f'[{host}]' if ':' in host else host}:{port}"
    with listening:
        if workers == 1:
            _work(home, listening, lambda: ready(url))
        else:
            _Workers(home, listening, workers, lambda: ready(url)).run()


def _listening(address: tuple[str, int]) -> socket.socket:
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # Inherited by every connection: gates vanish without a word.
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, 60)
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, USER_TIMEOUT_MS)
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        listening.bind(address)
        listening.listen(BACKLOG)
        listening.setblocking(False)
    except OSError as error:
        listening.close()
        raise CentralError(f"{address[0]}:{address[1]}: {error.strerror}") from error
    return listening


def _context(
    config: uvicorn.Config,  # noqa: ARG001  uvicorn's signature
    make: Callable[[], ssl.SSLContext],
) -> ssl.SSLContext:
    """Return what uvicorn makes, for TLS 1.3 alone: every terminal speaks it."""
    context = make()
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    return context


def _work(home: Path, listening: socket.socket, ready: Callable[[], None]) -> None:
    """Run one worker in this process."""
    with Centre.open(home) as centre:
        app, ending = build(centre)
        config = uvicorn.Config(
            app,
            loop="uvloop",
            http="httptools",
            ws="none",
            lifespan="on",
            log_config=None,
            log_level="error",  # of what strangers send, `refusals` keeps the log
            access_log=False,
            proxy_headers=False,
            server_header=False,
            date_header=False,
            backlog=BACKLOG,
            timeout_keep_alive=IDLE_TIMEOUT_S,
            timeout_graceful_shutdown=DRAIN_TIMEOUT_S,
            ssl_keyfile=centre.server_key,
            ssl_certfile=centre.server_certificate,
            ssl_context_factory=_context,
        )
        with Timers(centre):
            _Server(config, ending, ready).run([listening])


def _worker(home: Path, listening: socket.socket, started: Connection) -> None:
    """Run as the main function of a worker's process."""
    setup_logging()
    parent = multiprocessing.parent_process()
    assert parent is not None  # noqa: S101  for the type checker

    def follow() -> None:
        wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=follow, daemon=True).start()
    with started:
        try:
            _work(home, listening, lambda: started.send(True))
        except (SyncError, FaceEngineError) as error:
            log.error("a worker cannot go on: %s", error)
            sys.exit(2)
        except Exception as error:  # noqa: BLE001  multiprocessing would print its text
            log.error("a fault in a worker: %s", describe_fault(error))
            sys.exit(1)


class _Workers:
    """Several processes that accept from one socket."""

    def __init__(
        self, home: Path, listening: socket.socket, count: int, ready: Callable[[], None]
    ) -> None:
        self._home, self._listening, self._count, self._ready = home, listening, count, ready
        self._spawn = multiprocessing.get_context("spawn")  # threads and forks do not mix
        self._workers: list[BaseProcess] = []
        self._deaths: list[float] = []
        self._stopping = False

    def run(self) -> None:
        """Run until a signal. Raise CentralError when a worker cannot start, or they keep dying."""
        before = {each: signal.signal(each, self._stop) for each in (signal.SIGTERM, signal.SIGINT)}
        try:
            started = [self._start() for _ in range(self._count)]
            for receiving in started:
                self._await(receiving)
            if not self._stopping:
                self._ready()
            while not self._stopping:
                wait([worker.sentinel for worker in self._workers], timeout=0.2)
                self._replace()
        finally:
            self._end()
            for each, handler in before.items():
                signal.signal(each, handler)

    def _stop(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002
        self._stopping = True

    def _start(self) -> Connection:
        receiving, sending = self._spawn.Pipe(duplex=False)
        worker = self._spawn.Process(
            target=_worker,
            args=(self._home, self._listening, sending),
        )
        worker.start()
        sending.close()
        self._workers.append(worker)
        return receiving

    def _await(self, receiving: Connection) -> None:
        with receiving:
            try:
                receiving.recv()
            except EOFError:
                if not self._stopping:
                    raise CentralError("a worker could not start: its log says why") from None

    def _replace(self) -> None:
        for worker in [each for each in self._workers if not each.is_alive()]:
            if self._stopping:
                return
            self._workers.remove(worker)
            log.error("a worker ended with status %s; another one takes its place", worker.exitcode)
            worker.close()
            self._deaths = [at for at in self._deaths if time.monotonic() - at < RESTARTS_WINDOW_S]
            self._deaths.append(time.monotonic())
            if len(self._deaths) > MAX_RESTARTS:
                raise CentralError("the workers keep ending: their log says why")
            self._await(self._start())

    def _end(self) -> None:
        for worker in self._workers:
            if worker.is_alive():
                worker.terminate()
        for worker in self._workers:
            worker.join(DRAIN_TIMEOUT_S + 5)
            if worker.is_alive():
                worker.kill()
                worker.join()
            worker.close()
