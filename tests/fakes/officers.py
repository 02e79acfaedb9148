"""Officers with real PINs, and a session over a real store whose clocks are moved by hand."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from edge_app.desk.readers import ReaderPool
from edge_app.desk.session.session import Session
from edge_app.desk.session.views import SessionView
from edge_app.store.alerts import AlertStore
from edge_app.store.database import StoreDatabase
from sync.protocol.content import Officer, OfficerRole
from sync.protocol.envelope.passphrases import pin_verifier
from tests.present import present
from tests.waiting import until

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
STORE_KEY = bytes(range(32))
PINS = {"1001": "246810", "1002": "135791", "9001": "112233", "7001": "778899"}
NAMES = {
    "1001": ("Sari Wulandari", OfficerRole.OFFICER),
    "1002": ("Budi Hartono", OfficerRole.OFFICER),
    "9001": ("Dewi Anggraini", OfficerRole.SUPERVISOR),
    "7001": ("Joko Prasetyo", OfficerRole.TECHNICIAN),
}


@functools.cache
def officer(number: str) -> Officer:
    """One of NAMES, with a verifier as the data centre makes it."""
    name, role = NAMES[number]
    return Officer(number=number, name=name, role=role, pin_verifier=pin_verifier(PINS[number]))


def everybody() -> tuple[Officer, ...]:
    return tuple(map(officer, NAMES))


class Desk:
    """The session of one kiosk folder; `officers` and both clocks are a test's to change."""

    def __init__(
        self,
        folder: Path,
        officers: tuple[Officer, ...] | None,
        trusted: datetime = NOW,
        monotonic: float = 1000.0,
        record: AlertStore | None = None,
    ) -> None:
        """`record`: what is told of changed PINs; None: a kiosk without a data centre."""
        self.officers = officers
        self.trusted, self.monotonic = trusted, monotonic
        self.setting: str | None = None
        self.threatened: list[str] = []  # who typed the PIN that says so
        self.at_ease = 0  # how often the usual one was typed
        self.database = StoreDatabase(folder / "store.db", STORE_KEY)
        self.store = AlertStore(self.database, lambda: self.trusted)
        self.writer = self.store.writer
        self.readers = ReaderPool(self.writer.every)
        self.session = Session(
            self.database,
            lambda: self.officers,
            lambda: self.trusted,
            self.writer.queue("the session"),
            self.readers,
            record or self.store,
            lambda: self.monotonic,
            lambda: self.setting,
            self.threatened.append,
            self._typed_at_ease,
            lambda: self.monotonic,
        )
        self.store.start()
        self.readers.start()

    def _typed_at_ease(self) -> None:
        self.at_ease += 1

    def pass_time(self, seconds: float) -> None:
        self.monotonic += seconds
        self.trusted += timedelta(seconds=seconds)

    def until(self, holds: Callable[[SessionView], bool]) -> SessionView:
        """The view once it holds; the worker may take some moments."""
        return present(
            until(lambda: view if holds(view := self.session.view()) else None, self.session.view)
        )

    def sign_in(self, number: str, pin: str) -> SessionView:
        """What a try came to."""
        self.session.sign_in(number, pin)
        return self.until(lambda view: view.state.value != "checking")

    def rows(self, *actions: str) -> list[tuple[str, str, str]]:
        """(actor, action, subject) of the chain, once all of `actions` are there."""

        def kept() -> list[tuple[str, str, str]]:
            return [
                (row["actor"], row["action"], row["subject"])
                for row in self.database.rows("SELECT * FROM chain ORDER BY sequence")
            ]

        until(lambda: set(actions) <= {action for _, action, _ in kept()}, kept)
        return kept()

    def close(self) -> None:
        self.readers.stop()
        self.writer.close()
        self.database.close()
