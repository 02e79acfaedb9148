"""Receipts as the data centre signs them, and as an agent brings them to the kiosk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sync.central.exchange import statements
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.wire import Receipt, RefusedResult, Statement
from sync.terminal.spool import Spool

STATEMENTS = SigningKey(bytes(range(32)))
TERMINAL = "0123456789abcdef0123456789abcdef"


def receipt(
    at: datetime,
    received: Iterable[str],
    refused: Mapping[str, str] | None = None,
    key: SigningKey = STATEMENTS,
    terminal_id: str = TERMINAL,
) -> Statement:
    """Return the data centre's signed word on these results."""
    aside = [RefusedResult(result_id=i, reason=why) for i, why in (refused or {}).items()]
    return statements.receipt(key, terminal_id, "0" * 32, at, received, aside)


def bring(spool: Spool, statement: Statement) -> None:
    """Do what an agent does with a receipt that it has verified."""
    spool.take_receipt(statement, Receipt.from_json(statement.body))
