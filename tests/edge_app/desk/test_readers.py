"""A few threads for all desks: each desk's commands in order, and no desk waits for another."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial

import pytest

from edge_app.desk.readers import MAX_COMMANDS, THREADS, ReaderPool
from edge_app.store.writer import StoreWriter
from tests.waiting import PATIENCE_S, until


@pytest.fixture
def readers() -> Iterator[ReaderPool]:
    made = ReaderPool()
    yield made
    made.stop()


def test_commands_are_done_in_order_one_at_a_time(readers: ReaderPool) -> None:
    done: list[int] = []
    at_once: list[int] = []
    working = threading.Lock()
    commands = readers.queue()
    readers.start()

    def do(number: int) -> None:
        assert working.acquire(blocking=False)
        at_once.append(threading.get_ident())
        done.append(number)
        working.release()

    for number in range(500):
        until(partial(commands.submit, partial(do, number)))
    until(lambda: len(done) == 500)
    assert done == list(range(500))


def test_a_desk_that_works_for_long_keeps_no_other_waiting(readers: ReaderPool) -> None:
    ended, compared = threading.Event(), threading.Event()
    busy = [readers.queue() for _ in range(THREADS - 1)]
    free = readers.queue()
    readers.start()
    for one in busy:
        one.submit(lambda: ended.wait(PATIENCE_S))
    free.submit(compared.set)
    assert compared.wait(PATIENCE_S)
    ended.set()


def test_what_was_given_before_the_start_is_done_then(readers: ReaderPool) -> None:
    polls, done = list[int](), list[int]()
    commands = readers.queue(poll=lambda: polls.append(0))
    commands.submit(lambda: done.append(1))
    assert (polls, done) == ([], [])
    readers.start()
    until(lambda: polls)
    assert done == [1]


def test_leaving_drops_what_waits_but_for_what_was_decided(readers: ReaderPool) -> None:
    done: list[str] = []
    commands = readers.queue(poll=lambda: done.append("poll"))
    for name in ("a", "decided", "b"):
        commands.submit(partial(done.append, name), stays=name == "decided")
    commands.submit(lambda: done.append("leave"), first=True)
    commands.run_pending()
    assert done == ["decided", "leave", "poll"]


def test_a_finger_cannot_pile_up_commands(readers: ReaderPool) -> None:
    commands = readers.queue()
    taken = [commands.submit(lambda: None) for _ in range(MAX_COMMANDS + 3)]
    assert taken == [True] * MAX_COMMANDS + [False] * 3


def test_a_fault_of_ours_is_told_and_ends_nothing(
    readers: ReaderPool, caplog: pytest.LogCaptureFixture
) -> None:
    faults, done = list[int](), list[int]()
    commands = readers.queue(on_fault=lambda: faults.append(1))
    readers.start()
    nobody: dict[str, str] = {}
    commands.submit(lambda: nobody["Budi"])
    commands.submit(lambda: done.append(1))
    until(lambda: done)
    assert faults == [1]
    assert "KeyError" in caplog.text
    assert "Budi" not in caplog.text
    caplog.clear()


class Panic(BaseException):
    """As a library in Rust raises."""


def test_neither_a_panic_nor_a_fault_in_telling_of_it_ends_a_desk(
    readers: ReaderPool, caplog: pytest.LogCaptureFixture
) -> None:
    def panic() -> None:
        raise Panic("Budi")

    def fail() -> None:
        raise ValueError("Budi")

    done = threading.Event()
    commands = readers.queue(on_fault=fail)
    readers.start()
    commands.submit(panic)
    commands.submit(done.set)
    assert done.wait(PATIENCE_S)
    assert [said.split(" at ")[0] for said in caplog.messages] == [
        "a step of the desk failed: Panic",
        "a step of the desk failed: ValueError",
    ]
    caplog.clear()


def test_it_is_polled_only_while_somebody_looks() -> None:
    writer, shown = StoreWriter(), threading.Event()
    polls: list[bool] = []
    readers = ReaderPool(writer.every)
    readers.queue(lambda: polls.append(shown.is_set()), every_s=0.001, is_open=shown.is_set)
    writer.start()
    readers.start()
    until(lambda: polls == [False])  # once, at the start
    shown.set()
    until(lambda: len(polls) > 5)
    readers.stop()
    count = len(polls)
    writer.queue("turns").submit(lambda: None).result(60)
    writer.close()
    assert len(polls) == count
    assert polls[1:] == [True] * (count - 1)


def test_the_end_drops_what_waits_and_may_come_before_the_beginning(readers: ReaderPool) -> None:
    begun, go_on, done = threading.Event(), threading.Event(), list[str]()
    commands = readers.queue()
    readers.stop()
    readers.start()

    def work() -> None:
        begun.set()
        go_on.wait(PATIENCE_S)
        done.append("begun")

    commands.submit(work)
    commands.submit(lambda: done.append("waits"))
    assert begun.wait(PATIENCE_S)
    threading.Timer(0.05, go_on.set).start()
    readers.stop()
    assert done == ["begun"]
    commands.submit(lambda: done.append("late"))
    assert done == ["begun"]


def test_no_more_threads_than_it_needs(readers: ReaderPool) -> None:
    queues = [readers.queue() for _ in range(20)]
    readers.start()
    done: list[int] = []
    for _ in range(20):
        for queue in queues:
            queue.submit(lambda: done.append(0))
    until(lambda: len(done) == 400)
    named = [one for one in threading.enumerate() if one.name.startswith("reader")]
    assert 1 <= len(named) <= THREADS
