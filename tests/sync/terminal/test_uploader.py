"""The uploader against a real server that keeps results and signs receipts."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from sync.protocol.envelope.digests import fingerprint
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.wire import ProblemCode, Receipt, RefusedResult, ResultsBatch, SealedResult
from sync.terminal.errors import RequestRefused, Unreachable
from sync.terminal.outbox import OutboxRow
from sync.terminal.spool import Spool
from sync.terminal.uploader import Uploader
from tests.sync.terminal.fake_centre import Answer, Asked, FakeCentre, problem

NOW = datetime.now(UTC)


class Ingest:
    """Keeps what comes in; `poison` makes a batch fail, `unreadable` is refused by name.

    Of what is in `early` nothing is said.
    """

    def __init__(self, centre: FakeCentre) -> None:
        self.centre = centre
        self.kept: list[str] = []
        self.batches: list[list[str]] = []
        self.poison: dict[str, Answer] = {}
        self.unreadable: set[str] = set()
        self.early: set[str] = set()

    def __call__(self, asked: Asked) -> Answer:
        signer = self.centre.signer(asked)
        batch = ResultsBatch.from_json(asked.body)
        ids = [each.result_id for each in batch.results]
        self.batches.append(ids)
        for each in ids:
            if each in self.poison:
                return self.poison[each]
        refused = [each for each in ids if each in self.unreadable]
        received = [each for each in ids if each not in self.unreadable | self.early]
        self.kept += received
        return self.receipt(signer.key_id, signer.nonce, received, refused)

    def receipt(
        self, terminal_id: str, nonce: str, received: Sequence[str], refused: Sequence[str] = ()
    ) -> Answer:
        body = Receipt(
            terminal_id=terminal_id,
            nonce=nonce,
            at=datetime.now(UTC),
            received=tuple(received),
            refused=tuple(RefusedResult(result_id=each, reason="unreadable") for each in refused),
        )
        return Answer(self.centre.state("receipt", body).to_json())


@pytest.fixture
def ingest(centre: FakeCentre) -> Ingest:
    made = Ingest(centre)
    centre.answer = made
    return made


@pytest.fixture
def uploader(centre: FakeCentre, key: SigningKey, spool: Spool) -> Iterator[Uploader]:
    honest = (centre.statements.public,)
    with centre.connection(key) as connection:
        yield Uploader(
            connection.post_json,
            spool,
            lambda: honest,
            fingerprint(key.public)[:32],
        )


def name(number: int) -> str:
    return f"{number:032x}"


def fill(spool: Spool, count: int, size: int = 1000) -> None:
    spool.put_results(
        [
            SealedResult(result_id=name(number), created_at=NOW, sealed=bytes(size))
            for number in range(count)
        ]
    )


def test_everything_arrives_once_and_oldest_first(
    uploader: Uploader, ingest: Ingest, spool: Spool
) -> None:
    fill(spool, 250)
    assert uploader.drain() == 250
    assert ingest.kept == [name(number) for number in range(250)]
    assert [len(batch) for batch in ingest.batches] == [100, 100, 50]
    assert spool.counts().acknowledged == 250


def test_large_results_travel_in_small_batches(
    uploader: Uploader, ingest: Ingest, spool: Spool
) -> None:
    fill(spool, 5, size=1_500_000)
    uploader.drain()
    assert ingest.kept == [name(number) for number in range(5)]
    assert len(ingest.batches[0]) == 1


def test_what_the_centre_cannot_read_is_set_aside_and_blocks_nothing(
    uploader: Uploader, ingest: Ingest, spool: Spool, caplog: pytest.LogCaptureFixture
) -> None:
    fill(spool, 10)
    ingest.unreadable = {name(3)}
    assert uploader.drain() == 10
    assert spool.counts().refused == 1
    assert spool.states([name(3)]) == {name(3): "refused"}
    assert "set aside" in caplog.text
    caplog.clear()


def test_what_is_dated_before_its_time_waits_behind_the_others(
    uploader: Uploader, ingest: Ingest, spool: Spool
) -> None:
    fill(spool, 250)
    ingest.early = {name(number) for number in range(120)}  # a batch and more of nothing else
    for _ in range(2):
        with pytest.raises(Unreachable):
            uploader.drain()
    assert sorted(ingest.kept) == [name(number) for number in range(120, 250)]
    counts = spool.counts()
    assert (counts.waiting, counts.refused) == (120, 0)
    ingest.early = set()
    assert uploader.drain() == 120
    assert sorted(ingest.kept) == [name(number) for number in range(250)]


@pytest.mark.parametrize(
    "failure", [problem(ProblemCode.INVALID, 422), problem(ProblemCode.TOO_LARGE, 413)]
)
def test_a_row_that_spoils_its_batch_is_found_and_set_aside(
    uploader: Uploader,
    ingest: Ingest,
    spool: Spool,
    failure: Answer,
    caplog: pytest.LogCaptureFixture,
) -> None:
    fill(spool, 100)
    ingest.poison = {name(42): failure}
    assert uploader.drain() == 100
    assert spool.states([name(42)]) == {name(42): "refused"}
    assert sorted(ingest.kept) == [name(number) for number in range(100) if number != 42]
    caplog.clear()


@pytest.mark.parametrize(
    "failure", [problem(ProblemCode.BUSY, 500), Answer(b"<html>", 500, "text/html")]
)
def test_a_row_that_the_centre_stumbles_over_waits_behind_the_others(
    uploader: Uploader, ingest: Ingest, spool: Spool, failure: Answer
) -> None:
    fill(spool, 250)
    ingest.poison = {name(7): failure}
    with pytest.raises((RequestRefused, Unreachable)):
        uploader.drain()
    assert spool.counts().acknowledged == 249
    assert spool.states([name(7)]) == {name(7): "waiting"}
    ingest.poison = {}  # mended
    assert uploader.drain() == 1
    assert spool.counts().waiting == 0


def test_a_centre_that_fails_at_everything_is_left_alone(
    uploader: Uploader, ingest: Ingest, spool: Spool
) -> None:
    fill(spool, 100)
    ingest.poison = {name(number): problem(ProblemCode.BUSY, 500) for number in range(100)}
    with pytest.raises(RequestRefused):
        uploader.drain()
    assert len(ingest.batches) < 12
    assert spool.counts().waiting == 100


def test_a_row_that_was_damaged_here_is_set_aside(
    uploader: Uploader, ingest: Ingest, spool: Spool, caplog: pytest.LogCaptureFixture
) -> None:
    fill(spool, 3)
    spool._connection.execute("UPDATE outbox SET result_id = 'rust' WHERE queued = 2")
    assert uploader.drain() == 3
    assert ingest.kept == [name(0), name(2)]
    assert spool.counts().refused == 1
    caplog.clear()


@pytest.mark.parametrize(
    "code", [ProblemCode.BUSY, ProblemCode.PENDING, ProblemCode.CLOCK, ProblemCode.REVOKED]
)
def test_a_refusal_of_the_terminal_touches_no_row(
    uploader: Uploader, centre: FakeCentre, spool: Spool, code: ProblemCode
) -> None:
    fill(spool, 3)
    centre.answer = lambda _: problem(code)
    with pytest.raises(RequestRefused):
        uploader.drain()
    assert len(centre.asked) == 1
    assert spool.counts().waiting == 3


# ---- receipts --------------------------------------------------------------------------------


def forged_key(ingest: Any, signer: Any, ids: Any) -> Any:
    ingest.centre.statements = SigningKey.generate()
    return ingest.receipt(signer.key_id, signer.nonce, ids)


def other_nonce(ingest: Any, signer: Any, ids: Any) -> Any:
    return ingest.receipt(signer.key_id, "0" * 32, ids)


def other_terminal(ingest: Any, signer: Any, ids: Any) -> Any:
    return ingest.receipt("0" * 32, signer.nonce, ids)


def not_sent(ingest: Any, signer: Any, ids: Any) -> Any:
    return ingest.receipt(signer.key_id, signer.nonce, [*ids, name(9999)])


def nothing(ingest: Any, signer: Any, ids: Any) -> Any:  # noqa: ARG001
    return ingest.receipt(signer.key_id, signer.nonce, [])


def lease(ingest: Any, signer: Any, ids: Any) -> Any:
    statement = ingest.receipt(signer.key_id, signer.nonce, ids).body
    return Answer(statement.replace(b'"kind":"receipt"', b'"kind":"lease"'))


@pytest.mark.parametrize(
    "receipt", [forged_key, other_nonce, other_terminal, not_sent, nothing, lease]
)
def test_nothing_is_forgotten_without_the_right_receipt(
    uploader: Uploader,
    ingest: Ingest,
    spool: Spool,
    centre: FakeCentre,
    receipt: Callable[..., Any],
) -> None:
    fill(spool, 3)
    centre.answer = lambda asked: receipt(
        ingest, centre.signer(asked), [name(number) for number in range(3)]
    )
    with pytest.raises(Unreachable):
        uploader.drain()
    assert spool.counts().waiting == 3


def test_a_part_that_was_received_is_not_sent_again(
    uploader: Uploader, ingest: Ingest, spool: Spool, centre: FakeCentre
) -> None:
    fill(spool, 4)
    first: list[Asked] = []

    def half(asked: Any) -> Any:
        if first:
            return ingest(asked)
        first.append(asked)
        signer = centre.signer(asked)
        return ingest.receipt(signer.key_id, signer.nonce, [name(0), name(1)])

    centre.answer = half
    assert uploader.drain() == 4
    assert ingest.kept == [name(2), name(3)]


def test_a_receipt_that_is_lost_sends_the_same_again(
    uploader: Uploader, ingest: Ingest, spool: Spool, centre: FakeCentre
) -> None:
    """The data centre keeps a result once: here is only that nothing is taken for delivered."""
    fill(spool, 2)

    def lost(asked: Any) -> Any:
        whole = ingest(asked).body
        assert isinstance(whole, bytes)
        return Answer(whole[:50], length=len(whole))

    centre.answer = lost
    with pytest.raises(Unreachable):
        uploader.drain()
    assert spool.counts().waiting == 2
    centre.answer = ingest
    uploader.drain()
    assert ingest.kept == [name(0), name(1)] * 2
    assert spool.counts().waiting == 0


def test_after_a_cut_less_is_sent_at_once(
    uploader: Uploader, ingest: Ingest, spool: Spool, centre: FakeCentre
) -> None:
    fill(spool, 100, size=20_000)
    centre.answer = lambda _: Answer(b"", length=10)
    for _ in range(6):
        with pytest.raises(Unreachable):
            uploader.drain()
    centre.answer = ingest
    uploader.drain()
    assert len(ingest.batches[0]) < 5
    assert max(map(len, ingest.batches)) > 20
    assert spool.counts().waiting == 0


def test_a_line_that_breaks_after_some_went_up_is_no_failure(
    uploader: Uploader, ingest: Ingest, spool: Spool, centre: FakeCentre
) -> None:
    fill(spool, 350)
    cut = Answer(b"", length=10)
    centre.answer = lambda asked: cut if len(ingest.batches) == 2 else ingest(asked)
    assert uploader.drain() == 200
    with pytest.raises(Unreachable):  # nothing went up since
        uploader.drain()
    centre.answer = ingest
    uploader.drain()
    assert ingest.kept == [name(number) for number in range(350)]


def test_logs_name_no_content(
    uploader: Uploader, ingest: Ingest, spool: Spool, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    fill(spool, 2)
    ingest.unreadable = {name(0)}
    uploader.drain()
    assert "AAAA" not in caplog.text
    caplog.clear()


def test_what_was_read_ahead_goes_up_only_while_it_waits(
    uploader: Uploader, ingest: Ingest, spool: Spool, centre: FakeCentre
) -> None:
    fill(spool, 300)

    def answer(asked: Asked) -> Answer:
        reply = ingest(asked)
        if len(ingest.batches) == 2:  # the third has been read, or is about to be
            in_time.append(read_ahead.wait(30))
            spool.refuse(dict.fromkeys([name(250)], "a stick brought it"))
        return reply

    read_ahead, in_time = threading.Event(), list[bool]()
    read = spool.waiting

    def waiting(limit: int, size: int, skip: int = 0) -> tuple[OutboxRow, ...]:
        found = read(limit, size, skip)
        if found and found[0].result_id == name(200):
            read_ahead.set()
        return found

    centre.answer = answer
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spool, "waiting", waiting)
        uploader.drain()
    assert in_time == [True]  # read before the answer to the one before it
    assert name(250) not in ingest.kept
    assert sorted(ingest.kept) == sorted({name(n) for n in range(300)} - {name(250)})
    assert len(ingest.kept) == len(set(ingest.kept))
