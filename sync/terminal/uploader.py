"""Results go up, oldest first; the receipts that the data centre signed go down to the kiosk."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

from pydantic import ValidationError

from sync.protocol.wire import (
    MAX_BATCH,
    ProblemCode,
    Receipt,
    ResultsBatch,
    SealedResult,
    Statement,
    Wire,
)
from sync.terminal.connection import Reply
from sync.terminal.errors import RequestRefused, Unreachable
from sync.terminal.outbox import OutboxRow
from sync.terminal.spool import Spool
from sync.terminal.statements import verify_statement

log = logging.getLogger(__name__)

MAX_BATCH_BYTES = 8 * 2**20  # bytes of sealed results in a batch: 11 MB of JSON, of the 16 allowed
MIN_BATCH_BYTES = 2**10  # on a line that breaks again and again: one by one
_BAD = {ProblemCode.INVALID, ProblemCode.TOO_LARGE}  # of a batch: one of its rows is at fault

Model = TypeVar("Model", bound=Wire)


class Post(Protocol):
    """Connection.post."""

    def __call__(self, path: str, body: Wire, reply_type: type[Model]) -> Reply[Model]: ...


class Uploader:
    """Empties the outbox."""

    def __init__(
        self,
        post: Post,
        spool: Spool,
        statements_keys: Callable[[], Sequence[bytes]],
        terminal_id: str,
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        """Take `statements_keys`, any of which signs receipts: 32 bytes each."""
        self._post, self._spool, self._stopped = post, spool, stopped
        self._statements_keys, self._terminal_id = statements_keys, terminal_id
        self._size = 2 * 2**20  # bytes of a batch: halved when the network breaks, doubled after
        self._faulty = 0  # rows in a row that the data centre had a fault with

    def drain(self) -> int:
        """Upload until nothing waits; return how many were acknowledged or set aside.

        Raise Unreachable or RequestRefused when it must be tried again later; what was
        acknowledged until then stays so.
        """
        done, self._faulty = 0, 0
        while not self._stopped():
            batch = self._spool.waiting(MAX_BATCH, self._size)
            if not batch:
                break
            try:
                done += self._send(batch)
            except Unreachable:
                sent = sum(len(row.sealed) for row in batch)
                self._size = max(MIN_BATCH_BYTES, min(self._size, sent) // 2)
                raise
            self._size = min(MAX_BATCH_BYTES, self._size * 2)
        return done

    def _send(self, batch: tuple[OutboxRow, ...]) -> int:
        """Upload a batch, or its halves when one of its rows is in the way."""
        readable, broken = _readable(batch)
        if broken:
            self._set_aside(dict.fromkeys(broken, "damaged on the terminal"))
        if not readable:
            return len(broken)
        try:
            return len(broken) + self._deliver(readable)
        except RequestRefused as error:
            if error.problem not in _BAD and error.status < 500:
                raise
            failure: RequestRefused | Unreachable = error
        except Unreachable as error:
            if error.status is None or error.status < 500:
                raise
            failure = error
        if len(readable) > 1:
            left = {result.result_id for result in readable[: len(readable) // 2]}
            return (
                len(broken)
                + self._send(tuple(row for row in batch if row.result_id in left))
                + self._send(tuple(row for row in batch if row.result_id not in left | broken))
            )
        return len(broken) + self._retry_or_set_aside(readable[0].result_id, failure)

    def _retry_or_set_aside(self, result_id: str, failure: RequestRefused | Unreachable) -> int:
        """Put a row that failed by itself aside, or behind all the others."""
        if isinstance(failure, RequestRefused) and failure.problem in _BAD:
            self._set_aside({result_id: str(failure)})
            return 1
        self._spool.retry_later([result_id])
        self._faulty += 1
        if self._faulty > 1:  # not this row: the data centre
            raise failure
        return 0

    def _deliver(self, results: tuple[SealedResult, ...]) -> int:
        reply = self._post("/v1/results", ResultsBatch(results=results), Statement)
        receipt = verify_statement(
            reply.body, Receipt, self._statements_keys(), self._terminal_id, reply.nonce
        )
        sent = {result.result_id for result in results}
        refused = {each.result_id: each.reason for each in receipt.refused}
        received = set(receipt.received)
        if not received | refused.keys() <= sent or received & refused.keys():
            raise Unreachable("the receipt names results that were not sent")
        self._spool.take_receipt(reply.body, receipt)
        _warn(refused)
        self._spool.retry_later(sent - received - refused.keys())  # their time has not come
        if not received and not refused:
            raise Unreachable("the receipt names none of the results that were sent")
        self._faulty = 0
        return len(received) + len(refused)

    def _set_aside(self, reasons: dict[str, str]) -> None:
        self._spool.refuse(reasons)
        _warn(reasons)


def _warn(reasons: Iterable[str]) -> None:
    for result_id in reasons:
        log.warning("result %s was set aside: the data centre does not take it", result_id)


def _readable(batch: tuple[OutboxRow, ...]) -> tuple[tuple[SealedResult, ...], set[str]]:
    """Return the rows as they travel, and the ids of rows that cannot be made to."""
    results: list[SealedResult] = []
    broken: set[str] = set()
    for row in batch:
        try:
            results.append(
                SealedResult.model_validate(
                    {
                        "result_id": row.result_id,
                        "created_at": row.created_at,
                        "sealed": row.sealed,
                        "signature": row.signature,
                    }
                )
            )
        except ValidationError:
            broken.add(row.result_id)
    return tuple(results), broken
