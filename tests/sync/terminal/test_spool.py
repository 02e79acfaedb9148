"""The spool: nothing put there is lost, whoever is killed and however full the disk."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import Popen
from typing import Any

import pytest

from sync.protocol.envelope.random_values import random_id
from sync.protocol.wire import Question, SealedResult, Statement
from sync.terminal.errors import StateError
from sync.terminal.spool import Spool, SpooledAnswer
from sync.terminal.spool_schema import FORMAT
from tests.disks import SmallDisk, failing_disk, fill
from tests.fakes.receipts import bring, receipt
from tests.present import present

ROOT = Path(__file__).resolve().parents[3]
NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


def result(number: int | None = None, size: int = 100, at: datetime = NOW) -> SealedResult:
    made = random_id() if number is None else f"{number:032x}"
    return SealedResult(result_id=made, created_at=at, sealed=os.urandom(size))


def test_results_come_out_oldest_first_as_they_were_put(spool: Spool) -> None:
    put = [result(number) for number in range(5, 0, -1)]
    for each in put:
        spool.put_results([each])
    found = spool.waiting(100, 10_000)
    assert [row.result_id for row in found] == [each.result_id for each in put]
    assert [row.sealed for row in found] == [each.sealed for each in put]
    assert datetime.fromisoformat(found[0].created_at) == NOW


def test_a_batch_is_bounded_but_never_empty(spool: Spool) -> None:
    spool.put_results([result(number, 1000) for number in range(10)])
    assert len(spool.waiting(3, 10_000)) == 3
    assert len(spool.waiting(100, 2500)) == 2
    assert len(spool.waiting(100, 1)) == 1


def test_what_the_kiosk_puts_again_waits_again_whatever_became_of_it(spool: Spool) -> None:
    first, second, third = (result(number) for number in range(3))
    spool.put_results([first, second, third])
    bring(spool, receipt(NOW, [first.result_id]))
    spool.refuse({second.result_id: "unreadable"})
    spool.put_results([first, second, third])
    assert [row.result_id for row in spool.waiting(9, 10_000)] == [
        each.result_id for each in (first, second, third)
    ]
    bring(spool, receipt(NOW, [first.result_id]))
    spool.forget([first.result_id])
    spool.put_results([first])
    assert spool.states([first.result_id]) == {first.result_id: "waiting"}
    assert len(spool.waiting(9, 10_000)) == 3


def test_a_receipt_stays_until_the_kiosk_has_taken_it_to_heart(spool: Spool) -> None:
    first, second = result(1), result(2)
    spool.put_results([first, second])
    statement = receipt(NOW, [first.result_id], {second.result_id: "of another year"})
    bring(spool, statement)
    bring(spool, statement)
    assert spool.states([first.result_id, second.result_id]) == {
        first.result_id: "acknowledged",
        second.result_id: "refused",
    }
    one, other = spool.receipts(9)
    assert Statement.from_json(one.statement) == statement
    spool.drop_receipts(one.number)
    assert spool.receipts(9) == (other,)


def test_the_kiosks_signature_travels_with_its_result(spool: Spool) -> None:
    signed = result(1).model_copy(update={"signature": bytes(range(64))})
    spool.put_results([signed, result(2)])
    assert [row.signature for row in spool.waiting(9, 10_000)] == [signed.signature, None]


def test_what_waits_is_never_forgotten(spool: Spool) -> None:
    kept, gone = result(), result()
    spool.put_results([kept, gone])
    bring(spool, receipt(NOW, [gone.result_id]))
    spool.forget([kept.result_id, gone.result_id])
    assert spool.states([kept.result_id, gone.result_id]) == {kept.result_id: "waiting"}


def test_what_was_acknowledged_cannot_be_refused_afterwards(spool: Spool) -> None:
    each = result()
    spool.put_results([each])
    bring(spool, receipt(NOW, [each.result_id]))
    spool.refuse({each.result_id: "late"})
    assert spool.counts().acknowledged == 1


def test_a_row_that_failed_alone_waits_behind_the_others(spool: Spool) -> None:
    spool.put_results([result(number) for number in range(3)])
    spool.retry_later([f"{0:032x}"])
    assert [int(row.result_id, 16) for row in spool.waiting(9, 10_000)] == [1, 2, 0]


def test_counts(spool: Spool) -> None:
    assert spool.counts().oldest is None
    for number in range(4):
        spool.put_results([result(number, at=NOW + timedelta(minutes=number))])
    bring(spool, receipt(NOW, [f"{0:032x}"]))
    spool.refuse({f"{1:032x}": "x"})
    counts = spool.counts()
    assert (counts.waiting, counts.refused, counts.acknowledged) == (2, 1, 1)
    assert counts.oldest == NOW + timedelta(minutes=2)


# ---- questions, status, facts ----------------------------------------------------------------


def test_a_question_is_answered_once(spool: Spool) -> None:
    question = Question(question_id=random_id(), sealed=b"who")
    spool.ask(question, NOW)
    spool.ask(question, NOW)
    assert spool.open_questions(NOW - timedelta(minutes=2)) == (question,)
    assert spool.pop_answer(question.question_id) is None
    spool.put_answer(question.question_id, b"her", NOW)
    assert spool.open_questions(NOW - timedelta(minutes=2)) == ()
    assert spool.pop_answer(question.question_id) == SpooledAnswer(b"her", "")
    assert spool.pop_answer(question.question_id) is None


def test_why_there_is_no_answer_is_said(spool: Spool) -> None:
    question = Question(question_id=random_id(), sealed=b"who")
    spool.ask(question, NOW)
    spool.put_answer(question.question_id, None, NOW, "invalid")
    assert spool.pop_answer(question.question_id) == SpooledAnswer(None, "invalid")


def test_an_answer_to_a_withdrawn_question_goes_nowhere(spool: Spool) -> None:
    question = Question(question_id=random_id(), sealed=b"who")
    spool.ask(question, NOW)
    spool.withdraw(question.question_id)
    spool.put_answer(question.question_id, b"her", NOW)
    assert spool.pop_answer(question.question_id) is None


def test_old_questions_and_answers_nobody_took_are_dropped(spool: Spool) -> None:
    asked, answered = (Question(question_id=random_id(), sealed=b"who") for _ in range(2))
    spool.ask(asked, NOW)
    spool.ask(answered, NOW)
    spool.put_answer(answered.question_id, b"her", NOW)
    assert spool.open_questions(NOW + timedelta(seconds=1)) == ()
    assert spool.pop_answer(answered.question_id) is None


def test_status_and_facts_are_the_last_that_were_put(spool: Spool) -> None:
    assert spool.status("kiosk") is None
    assert spool.fact("clock") is None
    spool.put_status("kiosk", {"camera": "live"}, NOW)
    spool.put_status("kiosk", {"camera": "lost"}, NOW + timedelta(seconds=1))
    spool.put_facts({"clock": "1", "lease": "2"})
    spool.put_facts({"clock": "3"})
    status = present(spool.status("kiosk"))
    assert (status.value, status.at) == ({"camera": "lost"}, NOW + timedelta(seconds=1))
    assert (spool.fact("clock"), spool.fact("lease")) == ("3", "2")
    spool.drop_fact("clock")
    assert spool.fact("clock") is None


# ---- a disk that is full ---------------------------------------------------------------------


def fill_up(spool: Spool) -> None:
    """Let the file grow no further, as a full disk would."""
    spool._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    pages = spool._connection.execute("PRAGMA page_count").fetchone()[0]
    spool._connection.execute(f"PRAGMA max_page_count = {pages}")


def test_a_full_disk_loses_nothing_and_says_so(spool: Spool) -> None:
    spool.put_results([result(number, 50_000) for number in range(10)])
    fill_up(spool)
    with pytest.raises(StateError, match="full") as full:
        spool.put_results([result(99), result(100, 200_000)])
    assert full.value.kind == "full"
    assert [int(row.result_id, 16) for row in spool.waiting(100, 10**9)] == list(range(10))


def test_on_a_full_disk_the_oldest_acknowledged_make_room(spool: Spool) -> None:
    spool.put_results([result(number, 50_000) for number in range(200)])
    for number in range(150):
        bring(spool, receipt(NOW + timedelta(seconds=number), [f"{number:032x}"]))
    fill_up(spool)
    spool.put_results([result(999, 200_000)])
    states = spool.states(f"{number:032x}" for number in [*range(200), 999])
    assert states[f"{999:032x}"] == "waiting"
    assert list(states.values()).count("waiting") == 51
    left = sorted(int(each, 16) for each, state in states.items() if state == "acknowledged")
    assert left == list(range(left[0], 150))  # the newest of them
    assert left[0] > 0


def put_until_full(spool: Spool, number: int = 0) -> int:
    """Returns the number of the first result that found no room."""
    kind = ""
    while not kind:
        try:
            spool.put_results([result(number, 100_000)])
            number += 1
        except StateError as error:
            kind = error.kind
    assert kind == "full"
    return number


@pytest.fixture
def disk(tmp_path: Path, small_disk: SmallDisk) -> Path:
    return small_disk(tmp_path / "disk", "40m")


def test_a_disk_without_a_byte_left(disk: Path) -> None:
    """A real file system: the write-ahead log cannot grow either."""
    with Spool(disk / "spool.db") as spool:
        number = put_until_full(spool)
        fill(disk / "ballast")
        assert put_until_full(spool, number) == number
        assert len(spool.waiting(10_000, 10**9)) == number
        (disk / "ballast").unlink()
        bring(spool, receipt(NOW, [f"{each:032x}" for each in range(number // 2)]))
        fill(disk / "ballast")
        spool.put_results([result(9999, 500_000)])
        assert spool.counts().waiting == number - number // 2 + 1
    with Spool(disk / "spool.db") as again:
        assert again.counts().waiting == number - number // 2 + 1


def test_it_opens_on_a_disk_without_a_byte_left(disk: Path) -> None:
    """As an agent that is started there does: SQLite wants pages beside the file."""
    with Spool(disk / "spool.db") as spool:
        spool.put_results([result(1, 100_000)])
    fill(disk / "ballast")
    with Spool(disk / "spool.db") as again:
        assert again.counts().waiting == 1


# ---- two processes ---------------------------------------------------------------------------

WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from sync.protocol.wire import SealedResult
from sync.terminal.spool import Spool
first, count = int(sys.argv[2]), int(sys.argv[3])
with Spool(Path(sys.argv[1])) as spool:
    for number in range(first, first + count):
        spool.put_results([SealedResult(
            result_id=f"{number:032x}", created_at=datetime.now(UTC), sealed=bytes(5000))])
        print(number, flush=True)
"""


def writer(path: Path, first: int, count: int) -> Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), str(first), str(count)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_two_processes_make_and_fill_one_spool(tmp_path: Path) -> None:
    path = tmp_path / "spool.db"
    with writer(path, 0, 100) as one, writer(path, 1000, 100) as other:
        assert len(present(one.stdout).readlines()) == len(present(other.stdout).readlines()) == 100
    with Spool(path) as spool:
        assert spool.counts().waiting == 200


def test_one_reads_and_acknowledges_while_the_other_writes(tmp_path: Path) -> None:
    path = tmp_path / "spool.db"
    done = 0
    with Spool(path) as spool, writer(path, 0, 300) as process:
        while process.poll() is None or spool.counts().waiting:
            ids = [row.result_id for row in spool.waiting(50, 10**6)]
            bring(spool, receipt(NOW, ids))
            done += len(ids)
        present(process.stdout).read()
        assert done == spool.counts().acknowledged == 300


@pytest.mark.kills
def test_what_was_put_before_a_kill_is_there(tmp_path: Path) -> None:
    path = tmp_path / "spool.db"
    said = set()
    for round_ in range(8):
        with writer(path, round_ * 100_000, 100_000) as process:
            assert process.stdout is not None
            for _ in range(5 + 7 * round_):
                said.add(int(process.stdout.readline()))
            process.send_signal(signal.SIGKILL)
            said.update(int(line) for line in process.stdout if line.endswith("\n"))
    with Spool(path) as spool:
        there = {int(row.result_id, 16) for row in spool.waiting(10**6, 10**12)}
    assert said <= there
    assert len(there - said) <= 8  # put, and killed before it could say so
    assert sqlite3.connect(path).execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_threads_share_one_spool(spool: Spool) -> None:
    def put(first: Any) -> None:
        for number in range(first, first + 50):
            spool.put_results([result(number)])

    threads = [threading.Thread(target=put, args=(each * 1000,)) for each in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert spool.counts().waiting == 200


# ---- a file that is none ---------------------------------------------------------------------


def test_a_damaged_spool_is_named(tmp_path: Path) -> None:
    (tmp_path / "spool.db").write_bytes(b"this was a spool once" * 1000)
    with pytest.raises(StateError, match=r"spool\.db is damaged") as damaged:
        Spool(tmp_path / "spool.db")
    assert damaged.value.kind == "damaged"


def test_a_disk_that_fails_is_not_called_a_damaged_spool_and_loses_nothing(tmp_path: Path) -> None:
    with Spool(tmp_path / "spool.db") as spool:
        large = result(1, size=2**21)
        with failing_disk(), pytest.raises(StateError, match=r"the disk of .* fails") as failed:
            spool.put_results([large])
        assert failed.value.kind == "unwritable"
        spool.put_results([result(2), large])  # without a restart
        assert spool.counts().waiting == 2


def test_a_spool_that_only_a_newer_gapura_reads_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "spool.db"
    Spool(path).close()
    newer = sqlite3.connect(path)
    newer.execute(f"PRAGMA user_version = {FORMAT + 1}")
    newer.close()
    with pytest.raises(StateError, match=r"spool\.db is of a newer Gapura"):
        Spool(path)


def test_only_the_owner_reads_it(spool: Spool, tmp_path: Path) -> None:
    spool.put_results([result()])
    modes = {place.stat().st_mode & 0o077 for place in tmp_path.glob("spool.db*")}
    assert modes == {0}
