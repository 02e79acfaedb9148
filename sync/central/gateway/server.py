"""The gateway's HTTP server: uvicorn with the data centre's certificate, on a socket that is open.

At a Unix socket it stands behind a front, which ends TLS. `uvicorn_config` is the one place that
says how HTTP is parsed; limits.py says what bounds it.
"""

from __future__ import annotations

import asyncio
import gc
import signal
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import uvicorn
from starlette.types import ASGIApp

from sync.central.errors import CentralError
from sync.central.gateway import limits
from sync.central.gateway.app import build
from sync.central.gateway.figures_app import FiguresApp
from sync.central.gateway.http_connection import Admission, HttpConnection
from sync.central.gateway.limits import Connections, LivedClock
from sync.central.gateway.listener import JUDGE_INTERVAL_S, Listener
from sync.central.gateway.refusals import Refusals
from sync.central.gateway_files import SERVER, SERVER_KEY
from sync.central.listening import BACKLOG

DRAIN_TIMEOUT_S = 10  # for requests that are being answered when the server ends
IDLE_TIMEOUT_S = 75  # a connection without a request; longer than the terminals' pool


@dataclass(frozen=True, slots=True)
class Watched:
    """Where Prometheus asks, and what answers."""

    listening: socket.socket
    app: FiguresApp

    def config(self) -> uvicorn.Config:
        """Return how it is served: without TLS, to this machine alone."""
        config = uvicorn_config(self.app, None)
        config.load()
        return config


class _Server(uvicorn.Server):
    """uvicorn's server; it ends event streams before it waits for the connections to end.

    While it still waits for its keeper, a signal ends it as well.
    """

    def __init__(
        self,
        config: uvicorn.Config,
        refusals: Refusals,
        ending: Callable[[], None],
        ready: Callable[[], None],
        watched: Watched | None,
        wait_no_longer: Callable[[], None],
    ) -> None:
        super().__init__(config)
        self._refusals, self._ending, self._ready = refusals, ending, ready
        self._wait_no_longer = wait_no_longer
        self._watched, self._listeners = watched, list[Listener]()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start as uvicorn does, but accept by a Listener; then call `ready`."""
        await super().startup([])
        if self.should_exit:
            return
        most = limits.max_connections(limits.raise_open_files())
        admission = Admission(Connections(most), LivedClock(2 * JUDGE_INTERVAL_S), self._refusals)
        assert sockets  # noqa: S101  for the type checker
        self._listen(sockets[0], self.config, admission)
        if self._watched is not None:
            self._watched.app.connections = admission.connections
            self._listen(self._watched.listening, self._watched.config(), admission)
        gc.collect()
        gc.freeze()  # what is there now stays: the listeners collect what comes and goes
        self._ready()

    def _listen(
        self, listening: socket.socket, config: uvicorn.Config, admission: Admission
    ) -> None:
        loop, state = asyncio.get_running_loop(), self.lifespan.state

        def make(address: str) -> HttpConnection:
            return HttpConnection(config, self.server_state, state, loop, admission, address)

        listener = Listener(listening, config.ssl, admission, make)
        self._listeners.append(listener)
        listener.start()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """End as uvicorn does."""
        super().handle_exit(sig, frame)
        self._wait_no_longer()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Handle signals as uvicorn does, but do not kill the process: there is more to close."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {
            number: signal.signal(number, self.handle_exit)
            for number in (signal.SIGTERM, signal.SIGINT)
            if signal.getsignal(number) is not signal.SIG_IGN
        }
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the event streams, then shut down as uvicorn does."""
        self._ending()
        for listener in self._listeners:
            listener.stop()
        await super().shutdown(sockets)


def run(
    keeper: Path,
    tls: Path,
    listening: socket.socket,
    ready: Callable[[], None],
    patience_s: float = 0.0,
    figures: socket.socket | None = None,
) -> None:
    """Answer on `listening` until SIGTERM or SIGINT; call `ready` when it does.

    `keeper`: its socket; it is waited for so long before anybody is answered.
    `tls`: the folder of the server's key and certificate. `figures`: a socket on loopback where
    Prometheus asks. Raise CentralError.
    """
    refusals = Refusals()
    app, app_state = build(keeper, refusals, patience_s)
    fronted = listening.family == socket.AF_UNIX
    config = uvicorn_config(app, None if fronted else tls)
    watched = None if figures is None else Watched(figures, FiguresApp(app_state.keeper))
    ending, wait_no_longer = app_state.announcer.close, app_state.keeper.wait_no_longer
    _Server(config, refusals, ending, ready, watched, wait_no_longer).run([listening])


def uvicorn_config(app: ASGIApp, tls: Path | None) -> uvicorn.Config:
    """Return how `app` is served; `tls`: None behind a front.

    Raise CentralError: key or certificate cannot be read.
    """
    for path in (tls / SERVER_KEY, tls / SERVER) if tls else ():
        try:
            path.open("rb").close()
        except OSError as error:
            raise CentralError(f"{path}: {error.strerror}") from error
    return uvicorn.Config(
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
        ssl_keyfile=tls / SERVER_KEY if tls else None,
        ssl_certfile=tls / SERVER if tls else None,
        ssl_context_factory=_context if tls else None,
    )


def _context(
    config: uvicorn.Config,  # noqa: ARG001  uvicorn's signature
    make: Callable[[], ssl.SSLContext],
) -> ssl.SSLContext:
    """Return what uvicorn makes, for TLS 1.3 alone: every terminal speaks it."""
    context = make()
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    return context
