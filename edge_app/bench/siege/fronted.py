"""The bench's data centre behind HAProxy, which `gapura central front` configures."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType

import psutil

from edge_app.bench.sync.centre import MeasuredCentre
from edge_app.demo.centre import HOST
from edge_app.errors import TerminalError
from models.whole_file import write_whole
from sync.central.centre import Centre
from sync.central.serving.front import Front, certificate_for, configuration

PATIENCE_S = 30.0


class FrontedCentre(MeasuredCentre):
    """A context manager, within which HAProxy stands before the server; `port` is HAProxy's."""

    def _start(self) -> None:
        if shutil.which("haproxy") is None:
            raise TerminalError("haproxy is not installed: packaging/debian-packages.txt")
        self._places = tempfile.TemporaryDirectory(prefix="gapura-front-")
        place = Path(self._places.name) / "gateway.sock"
        command = ["central", "serve", "--home", str(self.home), "--bind", f"unix:{place}"]
        self._server = subprocess.Popen(
            [sys.executable, "-m", "edge_app.cli", *command], stdout=subprocess.PIPE, text=True
        )
        line = self._server.stdout.readline() if self._server.stdout else ""
        if "serving on" not in line:
            self._server.kill()
            raise TerminalError("the bench's data centre did not start; its lines above say why")
        with socket.socket() as asked:
            asked.bind((HOST, 0))
            self.port = asked.getsockname()[1]
        written = self.home.parent / "haproxy.cfg"
        with Centre.open(self.home) as centre:
            certificate = certificate_for(centre)
        front = Front(f"{HOST}:{self.port}", certificate, (place,))
        write_whole(written, configuration(front).encode())
        self._front = subprocess.Popen(["haproxy", "-q", "-f", str(written)])
        ends = time.monotonic() + PATIENCE_S
        while not self._answers():
            if self._front.poll() is not None or time.monotonic() > ends:
                raise TerminalError("HAProxy did not start; its lines above say why")
            time.sleep(0.05)

    def _answers(self) -> bool:
        with suppress(OSError), socket.create_connection((HOST, self.port)):
            return True
        return False

    def processes(self) -> list[psutil.Process]:
        """Return the server's and HAProxy's."""
        return [*super().processes(), psutil.Process(self._front.pid)]

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._front.terminate()
        self._front.wait()
        super().__exit__(kind, error, trace)
        self._places.cleanup()
