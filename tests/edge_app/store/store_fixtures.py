"""What the tests of the store share: alerts, an open store, and a look at what lies where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from edge_app.domain import Alert, Answer, Candidate, Decision, Phrase, Reference, WatchList
from edge_app.store.alerts import AlertStore
from edge_app.store.database import StoreDatabase
from edge_app.store.entries import Verification
from edge_app.store.outgoing import Outgoing
from edge_app.store.results import Origin
from models.geometry import Box
from sync.protocol.envelope.random_values import random_id
from sync.protocol.envelope.sealing import SealingKey
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.result_content import ResultContent
from sync.protocol.wire import Receipt, Statement
from sync.terminal.spool import Spool
from sync.terminal.statements import verify_statement
from tests.fakes.receipts import STATEMENTS, bring, receipt
from tests.fakes.receipts import TERMINAL as TERMINAL

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
KIOSK = SigningKey(bytes(reversed(range(32))))
STORE_KEY = bytes(range(32))
CENTRE = SealingKey(bytes(range(96)))
WATCH_LIST = WatchList(
    list_id="dpo",
    name="Daftar Pencarian",
    owner="Polri",
    target_fpir=0.001,
    instruction=Phrase(id="Minta menunggu.", en="Ask to wait."),
    version=42,
    issued_at=NOW,
    officers=2,
    expires_at=NOW,
)


def alert(seed: int = 0) -> Alert:
    noise = np.random.default_rng(seed)
    portrait, captured = noise.integers(0, 255, (2, 160, 160, 1)).repeat(3, 3).astype(np.uint8)
    reference = Reference(random_id(), "Budi Santoso", "dpo", portrait)
    candidate = Candidate(reference, WATCH_LIST, 0.71, 0.41, 1e-6)
    return Alert(random_id(), 7, 12, 0.4, Box(1, 2, 3, 4), captured, candidate, 150.0, 0.8)


def decision(of: Alert, answer: Answer = Answer.CONFIRMED, *officers: str) -> Decision:
    return Decision(of.alert_id, answer, NOW, officers, "face-differs" if officers else "")


def verification(visitor_id: str | None = None, admitted: bool = True) -> Verification:
    return Verification(
        random_id(), "1001", "visitor", visitor_id, "yes", admitted, 0.62, 0.37, True
    )


class Kiosk:
    """The store and the spool of one folder; `clock` is moved by hand."""

    def __init__(
        self,
        folder: Path,
        key: bytes = STORE_KEY,
        spool: Path | None = None,
        signing: SigningKey | None = KIOSK,
    ) -> None:
        self.clock = NOW
        self.woken = 0
        self.database = StoreDatabase(folder / "store.db", key)
        self.spool = Spool(spool or folder / "spool.db")
        origin = Origin(TERMINAL, "Lajur 2", "sface")
        self.outgoing = Outgoing(
            self.database, self.spool, origin, self._wake, self._open_receipt, signing
        )
        self.store = AlertStore(self.database, lambda: self.clock, self.outgoing)
        self.outgoing.seal_to(CENTRE.public)

    def _wake(self) -> None:
        self.woken += 1

    @staticmethod
    def _open_receipt(statement: Statement) -> Receipt:
        return verify_statement(statement, Receipt, [STATEMENTS.public], TERMINAL, None)

    def acknowledge(
        self,
        received: Iterable[str],
        at: datetime = NOW,
        refused: Mapping[str, str] | None = None,
    ) -> None:
        """The data centre's receipt comes, and the kiosk believes it."""
        bring(self.spool, receipt(at, received, refused))
        self.store.follow(None)

    def close(self) -> None:
        self.store.close()
        self.spool.close()
        self.database.close()

    def __enter__(self) -> Kiosk:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def results(self) -> dict[str, ResultContent]:
        """Every result that lies in the spool, opened by the data centre."""
        found = {}
        for one in self.spool.waiting(10_000, 2**40):
            context = f"result {one.result_id} {TERMINAL}"
            found[one.result_id] = ResultContent.from_json(CENTRE.unseal(one.sealed, context))
        return found
