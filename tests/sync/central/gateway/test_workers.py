"""A keeper and two gateways on one database: as one, also when one of them is killed."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path

import psutil
import psycopg
import pytest
from httpx import Response

from sync.central.registry.schema import Checkpoint
from sync.protocol.content import OfficerRole
from sync.protocol.envelope.random_values import random_id
from sync.protocol.question_content import Answered
from sync.protocol.wire import RefreshRequest, ResultsBatch, SealedAnswer
from tests.fakes.heartbeats import heartbeat
from tests.present import present
from tests.sync.central.conftest import BOTH
from tests.sync.central.gateway.conftest import Gate, House, founded, problem, running
from tests.sync.central.gateway.test_events import listening
from tests.sync.central.gateway.test_questions import OFFICER, near
from tests.sync.central.gateway.test_questions import sealed as question
from tests.sync.central.gateway.test_results import alert, receipt, stored
from tests.sync.central.releases import registry_rows as rows
from tests.waiting import PATIENCE_S, until


@pytest.fixture(scope="module", params=BOTH)
def pair(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """A data centre with two gateways."""
    folder, url = tmp_path_factory.mktemp("pair"), None
    if request.param == "postgresql":
        cluster: str = request.getfixturevalue("postgresql")
        name = f"t{random_id()}"
        with psycopg.connect(cluster, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        url = cluster.replace("/postgres?", f"/{name}?")
    with founded(folder, url) as centre, running(centre, folder / "offline", workers=2) as house:
        yield house


def posted(house: House, path: str, requests: list[tuple[bytes, dict[str, str]]]) -> list[Response]:
    """The answers to bodies and headers, sent at the same time over connections of their own."""

    def post(request: tuple[bytes, dict[str, str]]) -> Response:
        with house.client() as client:
            return client.post(path, content=request[0], headers=request[1])

    with ThreadPoolExecutor(len(requests)) as pool:
        return list(pool.map(post, requests))


def test_a_request_is_answered_once_by_one_of_them(pair: House) -> None:
    gate = pair.gate()
    body = RefreshRequest(metadata={}, packages=()).to_json()
    for _ in range(3):
        headers = gate.headers("POST", "/v1/refresh", body)
        answers = posted(pair, "/v1/refresh", [(body, headers)] * 8)
        assert [answer.status_code for answer in answers].count(200) == 1
        assert {problem(answer) for answer in answers if answer.status_code != 200} == {"replay"}


def test_the_same_results_to_both_are_kept_once(pair: House) -> None:
    gate = pair.gate()
    batch = [gate.sealed(alert()) for _ in range(20)]
    bodies = [ResultsBatch(results=tuple(part)).to_json() for part in (batch, batch[::-1])] * 4
    requests = [(body, gate.headers("POST", "/v1/results", body)) for body in bodies]
    for answer in posted(pair, "/v1/results", requests):
        said = receipt(gate, answer)
        assert (len(said.received), said.refused) == (20, ())
    assert stored(pair, gate) == {result.result_id for result in batch}


def test_every_stream_of_both_hears_of_a_publication(pair: House) -> None:
    with ExitStack() as stack:
        streams = [stack.enter_context(listening(pair, pair.gate())) for _ in range(8)]
        before = [heard.get(timeout=PATIENCE_S).sequence for heard in streams]
        pair.enlist("cekal", 40)
        for heard, sequence in zip(streams, before, strict=True):
            while heard.get(timeout=PATIENCE_S).sequence <= sequence:
                pass


def beats(house: House, gate: Gate) -> set[int]:
    """How both answer a terminal's heartbeats now: 429 while one looks for its keeper."""
    body = heartbeat().to_json()
    requests = [(body, gate.headers("POST", "/v1/heartbeat", body)) for _ in range(8)]
    return {answer.status_code for answer in posted(house, "/v1/heartbeat", requests)}


def test_a_revocation_holds_in_both(pair: House) -> None:
    gate = pair.gate()
    assert beats(pair, gate) == {200}
    pair.set_state(gate, "revoked")
    until(lambda: beats(pair, gate) == {403})


def children_of(house: House) -> dict[str, psutil.Process]:
    """The keeper, and the gateways by number: who listens on the network is a gateway."""
    found: dict[str, psutil.Process] = {}
    for child in psutil.Process(house.process.pid).children():
        with suppress(psutil.Error):  # it is ending
            if "spawn_main" in " ".join(child.cmdline()):
                on_network = bool(child.net_connections("tcp"))
                found[f"gateway {child.pid}" if on_network else "keeper"] = child
    return found


@pytest.mark.slow
@pytest.mark.parametrize("victim", ["gateway", "keeper"])
def test_a_killed_process_is_replaced_and_nothing_is_lost(pair: House, victim: str) -> None:
    until(lambda: len(children_of(pair)) == 3)
    before = children_of(pair)
    killed = next(process for name, process in before.items() if name.startswith(victim))
    killed.send_signal(signal.SIGKILL)
    until(lambda: killed.pid not in {each.pid for each in children_of(pair).values()})
    until(lambda: len(children_of(pair)) == 3)
    # Each gateway finds the keeper by itself. A new terminal for each look: one that comes so
    # often has had all the heartbeats that a minute allows it.
    until(lambda: beats(pair, pair.gate()) == {200})
    until(lambda: pair.head("dpo") is not None)  # else both changes make one package
    packages = len(present(pair.head("dpo")).packages)
    pair.enlist("dpo", 41 if victim == "gateway" else 42)
    until(lambda: len(present(pair.head("dpo")).packages) > packages)
    until(lambda: any("takes its place" in line for line in pair.lines))
    pair.lines[:] = [line for line in pair.lines if "takes its place" not in line]


def test_who_is_this_is_answered_by_both(pair: House) -> None:
    with pair.centre.registry.transaction() as session:
        session.get_one(Checkpoint, "gate-2").may_identify = True
    rows.employ(pair.centre, "gate-2", OFFICER, OfficerRole.SUPERVISOR)
    gate = pair.gate(checkpoint_id="gate-2")
    questions = [question(pair, gate, near(7, 0.85), None) for _ in range(8)]
    requests = [
        (q.to_json(), gate.headers("POST", "/v1/questions", q.to_json())) for q in questions
    ]
    for asked, response in zip(questions, posted(pair, "/v1/questions", requests), strict=True):
        assert response.status_code == 200, response.text
        answer = SealedAnswer.from_json(response.content).sealed
        context = f"answer {asked.question_id} {gate.terminal_id}"
        content = Answered.from_json(gate.sealing.unseal(answer, context)).answer
        assert [each.name for each in content.candidates] == ["Orang 7"]


@pytest.mark.slow
def test_keeper_and_gateways_end_with_their_parent(tmp_path: Path) -> None:
    with founded(tmp_path) as centre, running(centre, tmp_path / "offline", workers=2) as house:
        orphans = list(children_of(house).values())
        assert len(orphans) == 3
        os.kill(house.process.pid, signal.SIGKILL)
        house.process.wait()
        until(lambda: not any(orphan.is_running() for orphan in orphans))


FAILING = """
import multiprocessing, sys
from sync.central.serving import serve
from sync.central.errors import CentralError
def fail(*given):
    raise {error}
def answer_and_fail(answers):
    answers()
    fail()
context = multiprocessing.get_context("fork")
receiving, sending = context.Pipe(duplex=False)
child = context.Process(target=serve._child, args=("the keeper", None, {work}, sending))
child.start(); sending.close(); child.join()
while receiving.poll():
    try:
        print(receiving.recv())
    except EOFError:
        break
sys.exit(child.exitcode)
"""


def failing(error: str, work: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", FAILING.format(error=error, work=work)],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("error", "work", "status", "told"),
    [
        (
            "KeyError('Siti Rahayu')",
            "fail",
            1,
            r"a fault in the keeper: KeyError at sync/central/serving/serve\.py:\d+",
        ),
        ("CentralError('no home')", "answer_and_fail", 2, "the keeper cannot go on: no home"),
    ],
)
def test_a_child_that_fails_says_why_and_no_exceptions_text(
    error: str, work: str, status: int, told: str
) -> None:
    done = failing(error, work)
    (line,) = done.stderr.splitlines()
    assert re.search(f"ERROR sync.central.serving.serve: {told}$", line)
    assert done.returncode == status


def test_a_child_that_cannot_start_tells_its_parent_why_and_says_it_once() -> None:
    done = failing("CentralError('no home')", "fail")
    assert (done.stdout, done.stderr, done.returncode) == ("no home\n", "", 2)


@pytest.mark.parametrize("bind", [(), ("--bind", "127.0.0.1:0")])
def test_a_home_that_is_none_is_one_line(tmp_path: Path, bind: tuple[str, ...]) -> None:
    command = ["central", "serve", "--home", str(tmp_path / "nowhere"), *bind]
    done = subprocess.run(
        [sys.executable, "-m", "edge_app.cli", *command],
        capture_output=True,
        text=True,
        check=False,
    )
    *_, line = done.stderr.splitlines()
    assert line == (
        f"gapura: {tmp_path / 'nowhere'}: no data centre here; make one with `gapura central init`"
    )
    assert done.returncode == 2
