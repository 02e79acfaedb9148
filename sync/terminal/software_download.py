"""Packages of the release that is planned here, fetched by the agent while the lane works on.

The refresh says what is wanted, as the release keys signed it; a thread of its own fetches it, so
that no list waits for 400 MB on a thin line. What was cut off goes on where it was. Nothing here is
trusted by whoever installs it: software_update.py proves every byte anew.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from models.whole_file import traits_of
from sync.protocol.roles import SOFTWARE
from sync.protocol.software_releases import SoftwareRelease, SoftwareReleases
from sync.protocol.wire import SoftwarePlan
from sync.terminal.errors import StateError, UpdateRefused
from sync.terminal.software_plan import Machine, planned_release
from sync.terminal.state import TerminalState
from sync.terminal.updater import Fetch, TargetFile, fetch_onto

Wanted = tuple[TargetFile, ...]


class SoftwareDownload:
    """What is wanted, and how much of it is here. `want` may be called from another thread."""

    def __init__(
        self,
        state: TerminalState,
        terminal_id: str,
        fetch: Fetch,
        on: Machine | None,
        runs: str | None,
    ) -> None:
        """Fetch nothing yet. `fetch`: from the data centre.

        `on`: this machine, and `runs`: the version here; None: not installed by packages, so that
        no package is of use.
        """
        self._terminal_id, self._on, self._runs = terminal_id, on, runs
        self._folder = state.targets / SOFTWARE
        self._fetch = fetch
        self._lock = threading.Lock()
        self._wanted: Wanted | None = None  # None: nobody has said it yet
        # Files proven in this process: a plan that waits for its hours hashes nothing again.
        self._proven: dict[str, tuple[str, int, int, int]] = {}  # by path; sha256 and traits

    def planned(
        self, plan: SoftwarePlan, releases: Callable[[], SoftwareReleases | None]
    ) -> SoftwareRelease | None:
        """Return the release that this terminal shall come to; None: what runs stays."""
        if self._runs is None:
            return None
        return planned_release(plan, releases, self._on, self._terminal_id, self._runs)

    def want(self, wanted: Wanted) -> None:
        """Note what shall be here."""
        with self._lock:
            self._wanted = wanted

    def step(self) -> bool:
        """Bring all here that is wanted, and remove the rest. Return whether anything came.

        Raise Unreachable, RequestRefused, UpdateRefused, StateError.
        """
        with self._lock:
            wanted = self._wanted
        if wanted is None:  # without a network what a stick brought stays
            return False
        try:
            self._forget({each.path.partition("/")[2] for each in wanted})
        except OSError as error:  # the kiosk writes in the mirror, too
            raise StateError(f"{self._folder}: {error.strerror}", "unwritable") from error
        came = False
        for each in wanted:
            place = self._folder.parent / each.path
            if self._is_proven(each, place):
                continue
            try:
                came |= fetch_onto(self._while(wanted), each, place)
                self._proven[each.path] = (each.hashes["sha256"], *traits_of(place))
            except UpdateRefused:
                if self._wants(wanted):
                    raise
                break  # an operator stopped it, or planned another one
        return came

    def _is_proven(self, info: TargetFile, place: Path) -> bool:
        try:
            return self._proven.get(info.path) == (info.hashes["sha256"], *traits_of(place))
        except OSError:
            return False

    def _while(self, wanted: Wanted) -> Fetch:
        """Return the fetch that ends where something else is wanted."""

        def fetch(path: str, offset: int) -> Iterator[bytes]:
            for piece in self._fetch(path, offset):
                if not self._wants(wanted):
                    return
                yield piece

        return fetch

    def _wants(self, wanted: Wanted) -> bool:
        with self._lock:
            return self._wanted == wanted

    def _forget(self, names: set[str]) -> None:
        if not self._folder.is_dir():
            return
        for place in self._folder.iterdir():
            begun = place.name.endswith(".part") and any(
                place.name.startswith(f"{name}.") for name in names
            )
            if place.name not in names and not begun:
                _remove(place)


def _remove(place: Path) -> None:
    if not place.is_dir():
        place.unlink(missing_ok=True)
