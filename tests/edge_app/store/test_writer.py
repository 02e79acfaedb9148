"""One thread writes: in order, again while the disk refuses, and no queue waits for another."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError

import pytest

from edge_app.errors import StoreError
from edge_app.store import writer as writer_module
from edge_app.store.writer import StoreWriter
from sync.terminal.errors import StateError
from tests.waiting import until


class Disk:
    """Takes lines, or refuses them."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.tries = 0
        self.error: Exception | None = None

    def write(self, line: str) -> Callable[[], str]:
        def write() -> str:
            self.tries += 1
            if self.error is not None:
                raise self.error
            self.lines.append(line)
            return line

        return write


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def writer(monkeypatch: pytest.MonkeyPatch) -> Iterator[StoreWriter]:
    monkeypatch.setattr(writer_module, "RETRY_S", 0.01)
    made = StoreWriter()
    made.start()
    yield made
    made.close()


def test_a_queue_is_written_in_its_order_on_the_writers_thread(
    writer: StoreWriter, disk: Disk
) -> None:
    queue, names = writer.queue("lines"), set[str]()
    for number in range(200):
        queue.submit(disk.write(str(number)))
    last = queue.submit(lambda: names.add(threading.current_thread().name))
    assert last.result(60) is None
    assert disk.lines == [str(number) for number in range(200)]
    assert names == {"writer"}
    assert queue.waiting == 0


def test_a_result_and_an_error_of_ours_reach_who_asked(
    writer: StoreWriter, disk: Disk, caplog: pytest.LogCaptureFixture
) -> None:
    queue = writer.queue("lines")
    nobody: dict[str, str] = {}
    broken, well = queue.submit(lambda: nobody["Budi"]), queue.submit(disk.write("well"))
    assert well.result(60) == "well"
    with pytest.raises(KeyError):
        broken.result(60)
    (line,) = caplog.messages
    assert line.startswith("a write of lines failed: KeyError at ")
    assert "Budi" not in line
    caplog.clear()


@pytest.mark.parametrize("error", [StoreError("the disk is full", "full"), StateError("no spool")])
def test_what_is_refused_waits_in_order_and_is_told_once(
    writer: StoreWriter, disk: Disk, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    queue = writer.queue("lines")
    disk.error = error
    for line in ("one", "two"):
        queue.submit(disk.write(line))
    until(lambda: disk.tries >= 4)
    assert (queue.waiting, queue.fault, disk.lines) == (2, str(error), [])
    assert caplog.messages == [f"lines cannot be written yet: {error}"]
    caplog.clear()
    disk.error = None
    until(lambda: not queue.waiting)
    assert (queue.fault, disk.lines) == ("", ["one", "two"])


def test_no_queue_waits_for_another(writer: StoreWriter, disk: Disk) -> None:
    refused, taken = writer.queue("alerts", log_refusals=False), writer.queue("the desk")
    full = Disk()
    full.error = StoreError("the data centre's key is not known yet")
    refused.submit(full.write("alert"))
    until(lambda: refused.fault)
    assert taken.submit(disk.write("note")).result(60) == "note"
    assert (refused.waiting, taken.fault) == (1, "")
    full.error = None


def test_what_waits_is_written_at_the_end_also_without_a_beginning(disk: Disk) -> None:
    early = StoreWriter()
    queue = early.queue("lines")
    queue.submit(disk.write("early"))
    assert (disk.lines, queue.waiting) == ([], 1)
    early.close()
    early.close()
    assert (disk.lines, queue.waiting) == (["early"], 0)
    late = queue.submit(disk.write("late"))
    assert late.cancelled()
    assert (disk.lines, queue.waiting) == (["early"], 0)


def test_what_a_write_gives_up_while_closing_is_written_too(disk: Disk) -> None:
    closed = StoreWriter()
    first, second = closed.queue("first"), closed.queue("second")
    first.submit(lambda: second.submit(disk.write("second")))
    closed.close()
    assert disk.lines == ["second"]


def test_the_end_does_not_wait_for_a_disk_that_takes_nothing(disk: Disk) -> None:
    writer = StoreWriter()  # tries again after 2 s
    queue = writer.queue("lines", log_refusals=False)
    writer.start()
    disk.error = StoreError("the disk is full", "full")
    given = [queue.submit(disk.write(str(number))) for number in range(500)]
    until(lambda: queue.fault)
    writer.close()
    assert disk.tries == 2  # the first, once more
    with pytest.raises(StoreError):
        given[0].result(0)
    with pytest.raises(CancelledError):
        given[1].result(0)
    assert (queue.waiting, queue.fault) == (0, "the disk is full")


def test_a_step_is_repeated_until_it_is_ended(
    writer: StoreWriter, caplog: pytest.LogCaptureFixture
) -> None:
    steps: list[int] = []

    def step() -> None:
        steps.append(len(steps))
        if len(steps) == 2:
            raise RuntimeError("Budi")

    end = writer.every(0.005, step)
    until(lambda: len(steps) > 4)
    end()
    writer.queue("lines").submit(lambda: None).result(60)  # a step that had begun is over
    count = len(steps)
    time.sleep(0.05)
    assert len(steps) == count
    (line,) = caplog.messages
    assert line.startswith("a repeated step failed: RuntimeError at ")
    caplog.clear()


def test_a_repeated_step_ends_with_the_writer() -> None:
    writer, steps = StoreWriter(), list[int]()
    writer.every(0.001, lambda: steps.append(0))
    writer.every(3600.0, lambda: steps.append(1))
    writer.start()
    until(lambda: steps)
    writer.close()
    count = len(steps)
    time.sleep(0.02)
    assert len(steps) == count
    assert 1 not in steps


def test_the_end_before_the_beginning_waits_for_no_repetition() -> None:
    writer = StoreWriter()
    writer.every(3600.0, lambda: pytest.fail("it is over"))
    closing = threading.Thread(target=writer.close, daemon=True)
    closing.start()
    closing.join(60)
    assert not closing.is_alive()


class Panic(BaseException):
    """As a library in Rust raises."""


def test_a_panic_in_a_write_is_told_and_counted_as_over(
    writer: StoreWriter, disk: Disk, caplog: pytest.LogCaptureFixture
) -> None:
    def panic() -> None:
        raise Panic("Budi")

    queue = writer.queue("lines")
    broken, well = queue.submit(panic), queue.submit(disk.write("well"))
    assert well.result(60) == "well"
    with pytest.raises(Panic):
        broken.result(60)
    assert queue.waiting == 0
    (line,) = caplog.messages
    assert line.startswith("a write of lines failed: Panic at ")
    caplog.clear()


def test_what_is_cancelled_before_its_turn_is_not_written(
    writer: StoreWriter, disk: Disk, caplog: pytest.LogCaptureFixture
) -> None:
    queue, go = writer.queue("lines"), threading.Event()
    queue.submit(lambda: go.wait(60))
    cancelled, after = queue.submit(disk.write("cancelled")), queue.submit(disk.write("after"))
    assert cancelled.cancel()
    go.set()
    assert after.result(60) == "after"
    assert (disk.lines, queue.waiting) == (["after"], 0)
    assert not after.cancel()
    assert caplog.messages == []


def test_two_hundred_threads_lose_nothing(writer: StoreWriter, disk: Disk) -> None:
    queue = writer.queue("lines")

    def submit(number: int) -> None:
        for turn in range(10):
            queue.submit(disk.write(f"{number}-{turn}"))

    threads = [threading.Thread(target=submit, args=(number,)) for number in range(200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    writer.close()
    assert len(set(disk.lines)) == len(disk.lines) == 2000
    for number in (0, 99, 199):
        own = [line for line in disk.lines if line.startswith(f"{number}-")]
        assert own == [f"{number}-{turn}" for turn in range(10)]
