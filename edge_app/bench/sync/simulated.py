"""A terminal without camera and kiosk: connection, stream and mirror are a real agent's."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from edge_app.bench.sync.centre import COLLECTION
from edge_app.bench.sync.seats import Address, Seat, bare_state, connect, heartbeat, mirror_of
from edge_app.demo.centre import CHECKPOINT
from sync.protocol.envelope.sealing import SealingKey
from sync.protocol.wire import RefreshReply, Statement, Wire
from sync.terminal.connection import Connection, Reply
from sync.terminal.erasure import ErasableKeys
from sync.terminal.errors import SyncTerminalError

AGAIN_S = 1.0  # after a stream that broke
_NAMES = re.compile(r"(?:[0-9]+-)?([0-9]+)\.(?:delta|snapshot)")

Model = TypeVar("Model", bound=Wire)


class OneByOne(Connection):
    """The baseline: nothing comes along with /v1/refresh, so that each file is fetched alone."""

    bare = False

    def post(
        self, path: str, body: Wire, reply_type: type[Model], limit: int = 2**24
    ) -> Reply[Model]:
        """Post as Connection does; while `bare`, answer a refresh here, with nothing in it."""
        if self.bare and reply_type is RefreshReply:
            return Reply(
                reply_type.model_validate({"root_version": 1, "files": (), "keys": {}}), ""
            )
        return super().post(path, body, reply_type, limit)


class Simulated:
    """One of them; `start` and `stop` are called once."""

    def __init__(
        self, folder: Path, address: Address, seat: Seat, turn: threading.Semaphore
    ) -> None:
        """Send nothing yet; refresh when `turn` lets it."""
        self._turn = turn
        self._state, self._seat = bare_state(folder, address), seat
        self.connection = connect(address, seat, OneByOne)
        self.mirror = mirror_of(self._state, self.connection, CHECKPOINT)
        self._stopping = threading.Event()
        self._wanted: int | None = None
        self.ready = threading.Event()  # it holds what there is, and its stream stands
        self.held_at: float | None = None  # time.monotonic() when it held what was expected
        self.failures = 0
        self._thread = threading.Thread(target=self._run, name=seat.terminal_id[:8], daemon=True)

    def start(self) -> None:
        """Listen, and refresh whenever something is announced."""
        self._thread.start()

    def stop(self) -> None:
        """End it."""
        self._stopping.set()
        self.connection.stop()

    def join(self) -> None:
        """Wait for its thread, and close what is open."""
        self._thread.join(20.0)
        self.connection.close()

    def expect(self, version: int, bare: bool) -> None:
        """Let `held_at` be about that version of the list from now on; `bare`: see OneByOne."""
        self.connection.bare = bare
        self.held_at, self._wanted = None, version

    def package(self, version: int) -> Path | None:
        """Return the package that leads to that version of the list, if it is here and verified."""
        for place in (self._state.targets / COLLECTION.name).iterdir():
            found = _NAMES.fullmatch(place.name)
            if found and int(found[1]) == version:
                return place
        return None

    def beat(self) -> None:
        """Send a heartbeat, as an agent does every half minute."""
        try:
            self.connection.post("/v1/heartbeat", heartbeat(), Statement)
        except SyncTerminalError:
            self.failures += 1

    def keys_held(self) -> int:
        """Return how many content keys it holds that it can open; each is opened."""
        key, found = SealingKey(self._seat.sealing), 0
        kept = ErasableKeys(self._state.content_keys)
        for package_id in kept.ids():
            context = f"content-key {package_id} {self._seat.terminal_id}"
            key.unseal(kept.read(package_id), context)
            found += 1
        return found

    def packages_held(self) -> Iterator[Path]:
        """Return the files of its packages."""
        return (place for place in self._state.targets.glob("*/*") if place.suffix != ".part")

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                for announced in self.connection.events():
                    if announced is not None:
                        self._look()
            except SyncTerminalError:
                if not self._stopping.is_set():
                    self.failures += 1
            self._stopping.wait(AGAIN_S)

    def _look(self) -> None:
        with self._turn:
            refreshed = self.mirror.refresh()
        wanted = self._wanted
        if refreshed.error:
            self.failures += 1
        elif wanted is None:
            self.ready.set()
        elif self.held_at is None and self.package(wanted) is not None:
            self.held_at = time.monotonic()
