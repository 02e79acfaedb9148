"""A month's results go home: how fast, and whether each arrives once.

Every LOST_EVERY-th answer of the data centre is lost on the way, so that batches come twice.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TypeVar

from edge_app.bench.report import Row
from edge_app.bench.sync.centre import Advance, MeasuredCentre, folder
from edge_app.bench.sync.seats import Seat, connect
from edge_app.demo.centre import LIST
from models.manifest import load_manifest
from sync.central.registry import received
from sync.central.registry.schema import ReceivedResult
from sync.protocol.envelope.random_values import random_id
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.result_content import AlertRaised, ResultContent
from sync.protocol.results import seal_result
from sync.protocol.wire import MAX_BATCH, ResultsBatch, SealedResult, Statement, Wire
from sync.terminal.connection import Connection, Reply
from sync.terminal.errors import Unreachable
from sync.terminal.spool import Spool
from sync.terminal.uploader import Post, Uploader

CAPTURED = 20_000  # bytes of the officer's picture
LOST_EVERY = 100  # answers
ALONE = 300  # results of the baseline: a request each
# What a JPEG of 512 x 512 pixels begins and ends with: its size is read, no pixel is.
_START = bytes.fromhex("ffd8ffc0000b080200020001011100")
_END = bytes.fromhex("ffd9")

Model = TypeVar("Model", bound=Wire)


class _Lossy:
    """Connection.post_json, whose answers are lost now and then after the data centre gave them."""

    def __init__(self, connection: Connection) -> None:
        self._connection, self.asked = connection, 0

    def __call__(
        self,
        path: str,
        body: bytes,
        reply_type: type[Model],
        meanwhile: Callable[[], None] | None = None,
    ) -> Reply[Model]:
        reply = self._connection.post_json(path, body, reply_type, meanwhile)
        self.asked += 1
        if self.asked % LOST_EVERY == 1:
            raise Unreachable("the bench lost this answer")
        return reply


def measure(results: int, advance: Advance) -> list[Row]:
    """Return `drain_per_s`, `drain_lost`, `drain_doubled`."""
    with folder() as place, MeasuredCentre(place) as centre:
        seat, other = centre.seats(2)
        address, public = centre.address(), centre.centre.sealing.public
        with Spool(place / "spool.db") as spool, connect(address, seat, Connection) as connection:
            ids: list[str] = []
            while len(ids) < results:
                advance(len(ids), results, "results are sealed")
                batch = sealed_results(public, seat, min(1000, results - len(ids)))
                spool.put_results(batch)
                ids += [each.result_id for each in batch]
            advance(0, results, "results go home")
            began = time.monotonic()
            drain(spool, _Lossy(connection), address.statements_key, seat.terminal_id)
            seconds = time.monotonic() - began
            waiting = spool.counts().waiting
        with connect(address, other, Connection) as connection:
            each_s = alone(connection, sealed_results(public, other, min(ALONE, results)))
        found, rows = _held(centre, seat, ids)
    rate = results / seconds
    return [
        Row("drain_per_s", rate, "results/s", results, 1 / each_s, rate * each_s),
        Row("drain_lost", results - found + waiting, "results", results),
        Row("drain_doubled", rows - found, "results", results),
    ]


def sealed_results(public: bytes, seat: Seat, count: int) -> list[SealedResult]:
    """Return alerts with a picture, signed and sealed to the data centre as the kiosk does it."""
    sealed, now = [], datetime.now(UTC)
    key, series = SigningKey(seat.kiosk), random_id()
    for number in range(1, count + 1):
        body = AlertRaised(
            alert_id=random_id(),
            at=now,
            lane="1",
            list_id=LIST,
            list_version=1,
            reference_id=random_id(),
            score=0.6,
            threshold=0.5,
            model_id=load_manifest().model.model_id,
            quality=0.8,
            captured=_START + secrets.token_bytes(CAPTURED) + _END,
        )
        content = ResultContent(series=series, number=number, body=body)
        sealed.append(seal_result(content, public, seat.terminal_id, now, key))
    return sealed


def drain(spool: Spool, post: Post, statements_key: bytes, terminal_id: str) -> None:
    """Upload until nothing waits, whatever is lost on the way."""
    uploader = Uploader(post, spool, lambda: (statements_key,), terminal_id)
    while spool.counts().waiting:
        try:
            uploader.drain()
        except Unreachable:
            continue


def alone(connection: Connection, results: Sequence[SealedResult]) -> float:
    """Return the seconds of a result that is sent in a request of its own."""
    began = time.monotonic()
    for result in results:
        connection.post("/v1/results", ResultsBatch(results=(result,)), Statement)
    return (time.monotonic() - began) / len(results)


def _held(centre: MeasuredCentre, seat: Seat, ids: list[str]) -> tuple[int, int]:
    """Return how many of `ids` are there, and how many rows the terminal has there."""
    found = 0
    with centre.centre.registry.session() as session:
        for start in range(0, len(ids), MAX_BATCH):
            found += len(received.owners(session, ids[start : start + MAX_BATCH]))
        rows = session.query(ReceivedResult).filter_by(terminal_id=seat.terminal_id).count()
    return found, rows
