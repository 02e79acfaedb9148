"""What this terminal witnesses of the data centre's audit log: the newest head that it signed.

Kept while the data centre names no newer one: a shorter log, or none, replaces nothing.
"""

from __future__ import annotations

from sync.protocol.errors import PackageError
from sync.protocol.wire import AuditHead
from sync.terminal.spool import Spool

_FACT = "centre.audit"


def held(spool: Spool) -> AuditHead | None:
    """Return the head that is held; None: none yet. Raise StateError."""
    text = spool.fact(_FACT)
    try:
        return AuditHead.from_json(text) if text is not None else None
    except PackageError:
        return None


def keep(spool: Spool, head: AuditHead | None) -> None:
    """Keep a head that a verified lease brought, if it is of more rows. Raise StateError."""
    before = held(spool)
    if head is not None and (before is None or head.rows > before.rows):
        spool.put_facts({_FACT: head.to_json().decode()})
