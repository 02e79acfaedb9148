"""What was set on this terminal; each change is on the audit chain."""

from __future__ import annotations

import hashlib

from edge_app.store.audit_log import AuditLog
from edge_app.store.chain import append, as_code
from edge_app.store.database import StoreDatabase


class Settings:
    """Short texts by their key; from any thread. Every method raises StoreError."""

    def __init__(self, database: StoreDatabase, journal: AuditLog) -> None:
        self._database, self._now = database, journal.now

    def get(self, key: str) -> str | None:
        """Return what was put last; None: nothing yet."""
        found = self._database.rows("SELECT value FROM settings WHERE key = ?", key)
        return str(found[0]["value"]) if found else None

    def everything(self) -> dict[str, str]:
        """Return all that was put, by key."""
        rows = self._database.rows("SELECT key, value FROM settings")
        return {row["key"]: row["value"] for row in rows}

    def put(self, key: str, value: str, actor: str) -> None:
        """Set it. The chain names the value, or its hash where it is more than a code.

        Raise ValueError for a key or actor that cannot stand on the chain.
        """
        if self.get(key) == value:
            return
        shown = {"value": value}
        if as_code(value) != value:
            shown = {"sha256": hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()}
        with self._database.transaction() as db:
            db.execute("INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)", [key, value])
            append(db, self._now(), actor, "setting-changed", key, shown)
