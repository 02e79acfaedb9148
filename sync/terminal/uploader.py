"""Results go up, oldest first; the receipts that the data centre signed go down to the kiosk."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
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
from sync.terminal.errors import RequestRefused, StateError, Unreachable
from sync.terminal.http_answers import ConnectionBroken
from sync.terminal.outbox import OutboxRow
from sync.terminal.spool import Spool
from sync.terminal.statements import verify_statement

log = logging.getLogger(__name__)

MAX_BATCH_BYTES = 8 * 2**20  # bytes of sealed results in a batch: 11 MB of JSON, of the 16 allowed
MIN_BATCH_BYTES = 2**10  # on a line that breaks again and again: one by one
_BAD = {ProblemCode.INVALID, ProblemCode.TOO_LARGE}  # of a batch: one of its rows is at fault

Model = TypeVar("Model", bound=Wire)


class Post(Protocol):
    """Connection.post_json."""

    def __call__(
        self,
        path: str,
        body: bytes,
        reply_type: type[Model],
        meanwhile: Callable[[], None] | None = None,
    ) -> Reply[Model]: ...


@dataclass(frozen=True, slots=True)
class _Batch:
    """Results as they travel."""

    results: tuple[SealedResult, ...]
    broken: frozenset[str]  # of rows that cannot be made to travel
    json: bytes  # of a ResultsBatch

    @property
    def ids(self) -> set[str]:
        return {result.result_id for result in self.results}

    @property
    def size(self) -> int:
        """Return the bytes of all that is sealed."""
        return sum(len(result.sealed) for result in self.results)

    def part(self, start: int, end: int | None) -> _Batch:
        """Return some of the results."""
        return _batch(self.results[start:end])


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
        self._ahead: _Batch | None = None  # read while the last one was under way
        self._faulty = 0  # rows in a row that the data centre had a fault with

    def drain(self) -> int:
        """Upload until nothing waits; return how many were acknowledged or set aside.

        Where the line breaks after some were, return at once: the next call goes on. Raise
        Unreachable or RequestRefused when it must be tried again later; what was acknowledged
        until then stays so.
        """
        done, self._faulty = 0, 0
        while not self._stopped():
            batch = self._next()
            if batch is None:
                break
            try:
                done += self._send(batch)
            except Unreachable as error:
                self._ahead = None  # this one is sent again before it
                self._size = max(MIN_BATCH_BYTES, min(self._size, batch.size) // 2)
                if not done or not isinstance(error, ConnectionBroken):
                    raise
                break
            self._size = min(MAX_BATCH_BYTES, self._size * 2)
        return done

    def _next(self) -> _Batch | None:
        """Return the oldest that wait; None: nothing does."""
        ahead, self._ahead = self._ahead, None
        if ahead is not None and ahead.size <= self._size:
            states = self._spool.states(ahead.ids | ahead.broken)
            if all(states.get(each) == "waiting" for each in ahead.ids | ahead.broken):
                return ahead
        return self._read(0)

    def _read(self, skip: int) -> _Batch | None:
        rows = self._spool.waiting(MAX_BATCH, self._size, skip)
        if not rows:
            return None
        return _batch(*_readable(rows))

    def _read_ahead(self, skip: int) -> None:
        """Make the batch after the one under way ready, while the data centre works on that."""
        with contextlib.suppress(StateError):  # if the spool is unwell, `_next` meets it too
            self._ahead = self._read(skip)

    def _send(self, batch: _Batch) -> int:
        """Upload a batch, or its halves when one of its rows is in the way."""
        if batch.broken:
            self._set_aside(dict.fromkeys(batch.broken, "damaged on the terminal"))
        count = len(batch.results)
        if not count:
            return len(batch.broken)
        try:
            return len(batch.broken) + self._deliver(batch)
        except RequestRefused as error:
            if error.problem not in _BAD and error.status < 500:
                raise
            failure: RequestRefused | Unreachable = error
        except Unreachable as error:
            if error.status is None or error.status < 500:
                raise
            failure = error
        if count > 1:
            parts = batch.part(0, count // 2), batch.part(count // 2, None)
            return len(batch.broken) + sum(map(self._send, parts))
        return len(batch.broken) + self._retry_or_set_aside(batch.results[0].result_id, failure)

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

    def _deliver(self, batch: _Batch) -> int:
        sent = batch.ids
        reply = self._post(
            "/v1/results", batch.json, Statement, lambda: self._read_ahead(len(sent))
        )
        receipt = verify_statement(
            reply.body, Receipt, self._statements_keys(), self._terminal_id, reply.nonce
        )
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


def _batch(results: tuple[SealedResult, ...], broken: frozenset[str] = frozenset()) -> _Batch:
    json = ResultsBatch(results=results).to_json() if results else b""
    return _Batch(results, broken, json)


def _readable(batch: tuple[OutboxRow, ...]) -> tuple[tuple[SealedResult, ...], frozenset[str]]:
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
    return tuple(results), frozenset(broken)
