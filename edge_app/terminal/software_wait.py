"""Another version that is ready here, and for how long officers let it wait.

Root takes it at a quiet minute, and keeps since when it is ready (`sync.terminal.update_record`).
Operators say in the plan for how long after that it may wait; root holds both against what the
kiosk says (`kiosk_health.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from edge_app.domain import WaitingUpdate
from edge_app.store.audit_log import AuditLog
from edge_app.store.database import StoreDatabase
from sync.protocol.errors import PackageError
from sync.protocol.message import Time, Wire
from sync.protocol.wire import SoftwarePlan, SoftwareVersion
from sync.terminal.errors import StateError
from sync.terminal.software_plan import put_off_at_most
from sync.terminal.update_record import Ready, UpdateRecord, read_record

EACH = timedelta(hours=4)  # one touch lets it wait
FACT = "software.put-off"


class _PutOff(Wire):
    """The fact."""

    version: SoftwareVersion
    until: Time


class SoftwareWait:
    """`poll` on one thread; the rest from any."""

    def __init__(
        self,
        database: StoreDatabase,
        write: Callable[[Callable[[], object]], object],
        audit: AuditLog,
        now: Callable[[], datetime],
        plan: Callable[[], SoftwarePlan | None],
        record: Callable[[], UpdateRecord] = read_record,
    ) -> None:
        """Read what was put off before. `now`: trusted time. Raise StoreError."""
        self._database, self._write, self._audit = database, write, audit
        self._now, self._plan, self._record = now, plan, record
        self._ready: Ready | None = None
        self._put_off = _read(database.fact(FACT))

    def poll(self) -> None:
        """See whether a version is ready."""
        try:
            self._ready = self._record().ready
        except StateError:
            self._ready = None

    def view(self) -> WaitingUpdate | None:
        """Return what is ready and may wait yet; None: nothing."""
        plan, ready, now = self._plan(), self._ready, self._now()
        if plan is None or ready is None or ready.version != plan.version:
            return None
        at_most = put_off_at_most(plan, ready.at)
        if now >= at_most:
            return None
        put_off, until = self._put_off, None
        if put_off is not None and put_off.version == plan.version and put_off.until > now:
            until = min(put_off.until, at_most)
        following = min((until or now) + EACH, at_most)
        return WaitingUpdate(plan.version, until, following if following != until else None)

    def put_off(self, officer: str) -> None:
        """Let it wait for EACH longer, as far as the plan allows it."""
        seen = self.view()
        if seen is None or seen.following is None:
            return
        kept = _PutOff(version=seen.version, until=seen.following)
        self._put_off = kept

        def write() -> None:
            self._database.put_fact(FACT, kept.to_json())
            until = kept.until.isoformat()
            self._audit.note(officer, "software-put-off", version=kept.version, until=until)

        self._write(write)


def _read(data: bytes | None) -> _PutOff | None:
    try:
        return _PutOff.from_json(data) if data else None
    except PackageError:
        return None
