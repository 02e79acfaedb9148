"""A store with a shift's alerts, answers, verifications and figures, and who looks at them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

from edge_app.desk.readers import ReaderPool
from edge_app.desk.session.views import OPEN, SessionState, SessionView, ShiftView, SignedIn
from edge_app.domain import Alert, Answer, Decision
from edge_app.store.audit_log import AuditLog
from edge_app.store.chain import ChainVerdict, verify
from edge_app.store.entries import Verification
from edge_app.store.history import History
from edge_app.store.latency_histogram import histogram
from edge_app.store.shifts import Shifts
from edge_app.store.statistics import CountsDelta, Statistics, count_raised
from sync.protocol.content import OfficerRole
from sync.protocol.envelope.random_values import random_id
from sync.terminal.spool_file import stamp
from tests.edge_app.store.store_fixtures import NOW, Kiosk, alert
from tests.waiting import until

WITA = timezone(timedelta(hours=8), "WITA")
BEGAN = NOW - timedelta(hours=5)


class Shift:
    """A kiosk's folder; `session` is who looks."""

    def __init__(self, folder: Path) -> None:
        self.kiosk = Kiosk(folder)
        self.kiosk.store.start()
        self.database = self.kiosk.database
        self.readers = ReaderPool(self.kiosk.store.writer.every)
        self.seconds = 100.0
        self.shift = Shifts(self.database).begin("1001", BEGAN)
        self.session = self.of(OfficerRole.OFFICER)
        self.journal = AuditLog(self.database, self.now)
        self.history, self.tallies = History(self.database), Statistics(self.database)

    def now(self) -> datetime:
        return self.kiosk.clock

    def clock(self) -> float:
        return self.seconds

    def verify(self) -> ChainVerdict:
        return verify(self.database)

    def of(self, role: OfficerRole | None) -> SessionView:
        """A session of somebody with `role`; None: a terminal without accounts."""
        if role is None:
            return OPEN
        running = ShiftView(self.shift.shift_id, "1001", "Sari Wulandari", BEGAN)
        somebody = SignedIn("1001", "Sari Wulandari", role, BEGAN)
        return SessionView(SessionState.SIGNED_IN, somebody, shift=running)

    def raised(self, name: str, ago: timedelta, answer: Answer | None = None) -> Alert:
        """An alert about `name`, that long ago, and what was said of it a minute later."""
        one = alert()
        one = replace(
            one,
            candidate=replace(one.candidate, reference=replace(one.candidate.reference, name=name)),
        )
        self.kiosk.clock = NOW - ago
        self.kiosk.store.raised(one)
        if answer is not None:
            self.kiosk.clock = NOW - ago + timedelta(minutes=1)
            self.kiosk.store.answered(
                Decision(one.alert_id, answer, self.kiosk.clock, ("1001",), "same_by_eye")
            )
        self.kiosk.clock = NOW
        return one

    def verified(self, label: str, ago: timedelta) -> None:
        self.kiosk.clock = NOW - ago
        one = Verification(random_id(), "1001", "visitor", random_id(), "yes", True, 0.7, 0.4)
        self.kiosk.store.verified(one, label)
        self.kiosk.clock = NOW

    def counted(self, ago: timedelta, people: int, captured: int, alerts: int = 0) -> None:
        latencies = histogram([100.0 + i for i in range(captured)])
        self.tallies.add(NOW - ago, CountsDelta(people, captured, people * 30, latencies))
        with self.database.transaction() as db:
            for _ in range(alerts):
                count_raised(db, NOW - ago)

    def settle(self) -> None:
        """Until the store has written what it was told; before BEGAN nobody was signed in."""
        until(lambda: not self.kiosk.store.unwritten)
        before = [stamp(BEGAN)]
        with self.database.transaction() as db:
            db.execute("UPDATE alerts SET shift_id = '' WHERE raised_at < ?", before)
            db.execute("UPDATE alerts SET answered_in = '' WHERE answered_at < ?", before)
            db.execute("UPDATE verifications SET shift_id = '' WHERE at < ?", before)

    def close(self) -> None:
        self.readers.stop()
        self.kiosk.close()
