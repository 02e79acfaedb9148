"""Two keepers and two gateways as one data centre: one PostgreSQL, HAProxy before both.

Real processes on loopback. The second home is a copy of the first one's keys; packages lie in a
folder that both reach. One of each kind is killed in mid-work: nothing is lost, nothing twice.
"""

from __future__ import annotations

import re
import shutil
import signal
import ssl
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import httpx
import psycopg
import pytest
from sqlalchemy import func, select

from edge_app import cli
from sync.central.registry import audit
from sync.central.registry.locks import TIMERS
from sync.central.registry.schema import ReceivedResult
from sync.protocol.envelope.random_values import random_id
from sync.protocol.wire import RefreshRequest, ResultsBatch, SealedResult
from tests.fakes.heartbeats import heartbeat
from tests.present import present
from tests.sync.central.gateway.conftest import ROOT, Gate, House, founded, problem
from tests.sync.central.gateway.test_events import listening
from tests.sync.central.gateway.test_front import free_port
from tests.sync.central.gateway.test_results import alert, receipt, stored
from tests.waiting import PATIENCE_S, until

pytestmark = pytest.mark.slow

AWAY = (429, 502, 503, 504)  # it comes again, as a terminal does
BATCH = 5
NETWORKS = range(1, 7)  # of which HAProxy gives some to either gateway


@dataclass
class Site(House):
    """The house as terminals of one network see it."""

    address: str = "127.0.1.1"

    def client(self) -> httpx.Client:
        context = ssl.create_default_context(cafile=str(self.centre.ca))
        transport = httpx.HTTPTransport(verify=context, local_address=self.address)
        return httpx.Client(base_url=self.url, transport=transport, timeout=PATIENCE_S)


@dataclass
class Machine:
    """A home, its keeper and its gateway."""

    home: Path
    folder: Path  # a short one, for sockets
    running: dict[str, subprocess.Popen[str]] = field(default_factory=dict)

    def start(self, *which: str) -> None:
        for name in which or ("keeper", "gateway"):
            given = ["--home", str(self.home), "--socket", str(self.folder / "keeper.sock")]
            if name == "gateway":
                given += ["--bind", f"unix:{self.folder / 'gateway.sock'}"]
            command = [sys.executable, "-m", "edge_app.cli", "central", name, *given]
            with (self.folder / f"{name}.log").open("a") as log:
                process = subprocess.Popen(
                    command, cwd=ROOT, stdout=subprocess.PIPE, stderr=log, text=True
                )
            self.running[name] = process
            line = present(process.stdout).readline()
            assert line.startswith(("answering at", "serving on")), self.said(name)

    def kill(self, name: str) -> None:
        process = self.running.pop(name)
        process.send_signal(signal.SIGKILL)
        process.communicate()

    def stop(self) -> None:
        for process in reversed(list(self.running.values())):
            process.terminate()
        for process in self.running.values():
            process.communicate(timeout=PATIENCE_S)

    def said(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text()


@dataclass
class Pair:
    site: Site
    machines: tuple[Machine, Machine]

    def gate(self, network: int) -> Gate:
        """A terminal of a network of its own, or of others."""
        return replace(self.site, address=f"127.0.{network}.1").gate()


@pytest.fixture(scope="module")
def pair(postgresql: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    if shutil.which("haproxy") is None:
        pytest.skip("Debian's haproxy is not installed: packaging/debian-packages.txt")
    folder, name = tmp_path_factory.mktemp("machines"), f"t{random_id()}"
    port, figures = free_port(), free_port()
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    url = postgresql.replace("/postgres?", f"/{name}?")
    with ExitStack() as opened:
        centre = opened.enter_context(founded(folder, url, str(folder / "blobs")))
        other = folder / "other"
        shutil.copytree(centre.home, other, ignore=shutil.ignore_patterns("journal", "keeper"))
        made = []
        for home in (centre.home, other):
            short = opened.enter_context(tempfile.TemporaryDirectory(prefix="gapura-"))
            machine = Machine(home, Path(short))
            opened.callback(machine.stop)
            machine.start()
            made.append(machine)
        written = folder / "haproxy.cfg"
        asked = ["central", "front", "--home", str(centre.home), "--out", str(written)]
        asked += ["--bind", f"127.0.0.1:{port}", "--user", ""]
        asked += ["--metrics", f"127.0.0.1:{figures}"]
        for machine in made:
            asked += ["--socket", str(machine.folder / "gateway.sock")]
        assert cli.main(asked) == 0
        front = opened.enter_context(
            subprocess.Popen(["haproxy", "-f", str(written), "-q"], text=True)
        )
        opened.callback(front.terminate)
        site = Site(centre, folder / "offline", f"https://127.0.0.1:{port}", front)
        found = Pair(site, (made[0], made[1]))
        until(lambda: beating(found) and len(served(figures)) == 2, "both gateways")
        yield found


def served(port: int) -> set[str]:
    """The gateways that have answered terminals, as HAProxy tells it."""
    text = httpx.get(f"http://127.0.0.1:{port}/metrics").text
    said = re.findall(r'server_http_responses_total\{.*server="(\w+)",code="2xx"\} (\d+)', text)
    return {name for name, count in said if int(count) > 0}


def beating(pair: Pair) -> bool:
    """Whether a terminal of each network gets its lease."""
    gates = [pair.gate(network) for network in NETWORKS]
    return all(tried(partial(beats, each)) for each in gates)


def beats(gate: Gate) -> bool:
    return gate.post("/v1/heartbeat", heartbeat()).status_code == 200


def tried(act: Callable[[], bool]) -> bool:
    """Whether it came out well; a line that is cut is none."""
    try:
        return act()
    except httpx.TransportError:
        return False


class Working(threading.Thread):
    """A terminal that raises alerts and brings each batch until it has a receipt."""

    def __init__(self, gate: Gate) -> None:
        super().__init__(daemon=True)
        self.gate, self.ended = gate, threading.Event()
        self.made: set[str] = set()
        self.fault = ""

    def run(self) -> None:
        while not self.ended.is_set() and not self.fault:
            batch = tuple(self.gate.sealed(alert()) for _ in range(BATCH))
            self.made |= {one.result_id for one in batch}
            self._bring(batch)

    def _bring(self, batch: tuple[SealedResult, ...]) -> None:
        until(lambda: tried(lambda: self._brought(batch)) or self.fault, "a receipt")

    def _brought(self, batch: tuple[SealedResult, ...]) -> bool:
        answer = self.gate.post("/v1/results", ResultsBatch(results=batch))
        if answer.status_code in AWAY:
            return False
        if answer.status_code != 200:
            self.fault = f"{answer.status_code} {answer.text}"
            return False
        said = receipt(self.gate, answer)
        assert (len(said.received), said.refused) == (BATCH, ())
        return True


def published(pair: Pair, number: int) -> None:
    """Put somebody on the list; whoever has the timers publishes it."""
    head = pair.site.head("cekal")
    before = 0 if head is None else head.version
    pair.site.enlist("cekal", number)
    until(lambda: present(pair.site.head("cekal")).version > before, "a publication")


def test_one_of_each_is_killed_in_mid_work_and_nothing_is_lost_or_twice(pair: Pair) -> None:
    first, second = pair.machines
    workers = [Working(pair.gate(network)) for network in NETWORKS]
    for each in workers:
        each.start()

    def more() -> None:
        """Every terminal has brought another batch."""
        before = [len(each.made) for each in workers]
        until(lambda: all(len(e.made) > b for e, b in zip(workers, before, strict=True)), "alerts")
        assert [each.fault for each in workers] == [""] * len(workers)

    more()
    published(pair, 30)
    for number, machine in enumerate((first, second)):
        machine.kill("keeper")  # one of the two publishes
        more()
        published(pair, 31 + number)
        machine.start("keeper")
        machine.kill("gateway")
        more()
        machine.start("gateway")
    more()
    for each in workers:
        each.ended.set()
    for each in workers:
        each.join(PATIENCE_S)
        assert not each.is_alive()
    for each in workers:
        assert stored(pair.site, each.gate) == each.made
    with pair.site.centre.registry.session() as session:
        assert audit.verify(session).broken is None
        kept = session.scalar(select(func.count()).select_from(ReceivedResult))
    assert kept == sum(len(each.made) for each in workers)
    assert pair.site.centre.registry.is_locked(TIMERS)
    for machine in pair.machines:
        for name in ("keeper", "gateway"):
            assert " ERROR " not in machine.said(name), machine.said(name)


def test_a_request_is_answered_once_by_one_of_the_keepers(pair: Pair) -> None:
    gate = pair.gate(1)
    body = RefreshRequest(metadata={}, packages=()).to_json()
    headers = gate.headers("POST", "/v1/refresh", body)
    statuses = []
    for network in NETWORKS:
        with replace(pair.site, address=f"127.0.{network}.1").client() as client:
            answer = client.post("/v1/refresh", content=body, headers=headers)
        statuses.append(answer.status_code)
        assert answer.status_code == 200 or problem(answer) == "replay"
    assert statuses.count(200) == 1


def test_a_revocation_holds_at_both_within_seconds(pair: Pair) -> None:
    gate = pair.gate(1)
    sites = [replace(pair.site, address=f"127.0.{network}.1") for network in NETWORKS]

    asked = RefreshRequest(metadata={}, packages=())

    def answers() -> set[int]:
        found = set()
        for site in sites:
            gate.house = site
            found.add(gate.post("/v1/refresh", asked).status_code)
        return found

    assert answers() == {200}
    pair.site.set_state(gate, "revoked")
    until(lambda: answers() == {403})


def test_a_stream_hears_of_what_the_other_keeper_published(pair: Pair) -> None:
    with ExitStack() as stack:
        gates = [pair.gate(network) for network in NETWORKS]
        streams = [stack.enter_context(listening(each.house, each)) for each in gates]
        before = [heard.get(timeout=PATIENCE_S).sequence for heard in streams]
        pair.site.enlist("cekal", 40)
        for heard, sequence in zip(streams, before, strict=True):
            while heard.get(timeout=PATIENCE_S).sequence <= sequence:
                pass
