"""The demo's data centre as the benches of the sync need it: with more persons and more terminals.

What operators do by hand is done through the registry's services, on the files of the running one.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

import psutil

from edge_app.bench.sync.seats import Address, Seat, enrolled
from edge_app.bench.waiting import wait_until
from edge_app.demo.centre import APPROVES, CHECKPOINT, HOST, LIST, PROPOSES, DemoCentre
from edge_app.demo.scene import BIDEN, REFERENCES
from models.weights import path_of
from sync.central.centre import Centre
from sync.central.publisher import Publisher
from sync.central.registry import proposals, published
from sync.central.registry.list_changes import AddMembers, NewMember, RemoveMembers
from sync.central.registry.proposed_changes import Change
from sync.protocol.roles import Collection, CollectionKind
from sync.terminal.state import TerminalState

COLLECTION = Collection(CollectionKind.LIST, LIST)
MEMORY_INTERVAL_S = 0.5  # to look costs what is measured, too
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108  only where it has room, in a folder of its own

Advance = Callable[[int, int, str], None]  # done, of how many, what


class MeasuredCentre(DemoCentre):
    """A context manager, within which it is served."""

    def __init__(
        self,
        folder: Path,
        prepare: Callable[[Centre], None] = lambda _: None,
    ) -> None:
        """Make a data centre whose list has one person. `prepare` is called before it is served."""
        super().__init__(folder, {BIDEN: path_of(REFERENCES[BIDEN])}, lambda _: None)
        with Centre.open(self.home) as centre:
            prepare(centre)

    def __enter__(self) -> MeasuredCentre:
        super().__enter__()
        self.centre = Centre.open(self.home)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.centre.close()
        super().__exit__(kind, error, trace)

    def address(self, port: int | None = None) -> Address:
        """Return the address of the server, or of what lies before it on `port`."""
        centre = self.centre
        return Address(
            f"https://{HOST}:{port or self.port}",
            centre.centre_id,
            centre.ca.read_bytes(),
            Publisher(centre.blobs, centre.secrets).root_bytes(1),
            centre.statements.public,
        )

    def seats(self, count: int) -> list[Seat]:
        """Let so many terminals in, each with keys of its own."""
        return enrolled(self.centre, CHECKPOINT, count, PROPOSES, APPROVES)

    def add(self, *person_ids: str) -> float:
        """Put persons on the list; return time.monotonic() when the approval began."""
        members = tuple(NewMember(person_id=person_id) for person_id in person_ids)
        return approved(self.centre, AddMembers(list_id=LIST, members=members))

    def remove(self, *person_ids: str) -> float:
        """Take persons off the list; as `add`."""
        return approved(self.centre, RemoveMembers(list_id=LIST, persons=person_ids))

    @property
    def version(self) -> int:
        """Return the version of the list that is published."""
        with self.centre.registry.session() as session:
            return published.releases(session)[COLLECTION.name].version

    def wait_for(self, version: int) -> None:
        """Wait until the list is published in that version. Raise TimeoutError."""
        wait_until(lambda: self.version >= version, f"version {version}")

    def processes(self) -> list[psutil.Process]:
        """Return the processes of the server."""
        return _family(psutil.Process(self._server.pid))

    @contextmanager
    def watched_memory(self) -> Iterator[Callable[[], float]]:
        """Yield what returns the most MB of memory that its processes took together so far.

        What they share is counted once (Linux: the proportional set size).
        """
        most, ended = [0.0], threading.Event()

        def look() -> None:
            while not ended.wait(MEMORY_INTERVAL_S):
                most[0] = max(most[0], sum(_memory_mb(one) for one in self.processes()))

        thread = threading.Thread(target=look, name="memory", daemon=True)
        thread.start()
        try:
            yield lambda: most[0]
        finally:
            ended.set()
            thread.join()


def approved(centre: Centre, change: Change) -> float:
    """Propose `change` and approve it; return time.monotonic() when the approval began."""
    now = datetime.now(UTC)
    with centre.registry.transaction() as session:
        proposal = proposals.propose(session, centre.vault, change, PROPOSES, now)
    began = time.monotonic()
    with centre.registry.transaction() as session:
        proposals.approve(session, centre.vault, proposal, APPROVES, now)
    return began


def _family(process: psutil.Process) -> list[psutil.Process]:
    try:
        return [process, *process.children(recursive=True)]
    except psutil.Error:
        return []


def _memory_mb(process: psutil.Process) -> float:
    try:
        return float(process.memory_full_info().pss) / 1e6
    except psutil.AccessDenied:  # a keeper of ours shows its pages to root alone
        return float(process.memory_info().rss) / 1e6
    except psutil.Error:
        return 0.0


@contextmanager
def agent(state: TerminalState) -> Iterator[None]:
    """Run the terminal's process that has the network, on a provisioned folder."""
    process = subprocess.Popen(
        [sys.executable, "-m", "edge_app.cli", "agent", "--state", str(state.root)],
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait()


@contextmanager
def folder(in_memory: int = 0) -> Iterator[Path]:
    """Yield a new folder; in memory where there is room for `in_memory` bytes, twice."""
    place: Path | None = None
    if in_memory and SHARED_MEMORY.is_dir():
        free = min(psutil.disk_usage(str(SHARED_MEMORY)).free, psutil.virtual_memory().available)
        place = SHARED_MEMORY if free > 2 * in_memory else None
    with tempfile.TemporaryDirectory(prefix="gapura-bench-", dir=place) as name:
        yield Path(name)
