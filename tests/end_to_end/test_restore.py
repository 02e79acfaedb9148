"""The restore drill: a data centre is lost under 20 terminals, and comes back from yesterday."""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import psycopg
import pytest
from sqlalchemy import select

from edge_app.bench.sync.seats import (
    Address,
    Seat,
    bare_state,
    connect,
    enrolled,
    heartbeat,
    mirror_of,
)
from edge_app.domain import Answer, Decision
from edge_app.jpeg import to_jpeg
from edge_app.terminal.terminal import Terminal as Kiosk
from sync.central.backup.journal import keep_journal
from sync.central.centre import Centre
from sync.central.registry import audit, forgetting, terminals
from sync.central.registry.schema import Person, ReceivedResult, Terminal
from sync.protocol.envelope.random_values import random_id
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.result_content import ResultContent
from sync.protocol.results import seal_result
from sync.protocol.wire import (
    Lease,
    ProblemCode,
    Receipt,
    ResultsBatch,
    SealedResult,
    Statement,
)
from sync.terminal.connection import Connection
from sync.terminal.errors import RequestRefused
from tests.end_to_end.fake_lane import FakeLane, alert_of
from tests.end_to_end.system import (
    APPROVES,
    CHECKPOINT,
    GAPURA,
    LIST,
    PROPOSES,
    DataCentre,
    agent,
    environment,
    members,
    picture,
)
from tests.fakes.alerts import raised
from tests.waiting import until

FLEET = 19  # simulated terminals; the twentieth is a real kiosk with a real agent
BEFORE, AFTER = 2, 3  # results of each, before the backup and after it


class Simulated:
    """A terminal without camera and store: its requests, its TUF client and its keys are real."""

    def __init__(self, folder: Path, address: Address, seat: Seat, public: bytes) -> None:
        self.terminal_id = seat.terminal_id
        self._connection = connect(address, seat, Connection)
        state = bare_state(folder, address)
        self._mirror = mirror_of(state, self._connection, CHECKPOINT)
        self._seat, self._public = seat, public
        self._series, self.sent = random_id(), dict[str, SealedResult]()
        self._received: dict[str, datetime] = {}  # result id -> time of its receipt
        self._heeded: datetime | None = None

    def send(self, count: int) -> None:
        """So many new alerts, with a receipt for each."""
        new = [self._alert(len(self.sent) + each + 1) for each in range(count)]
        self.sent.update({each.result_id: each for each in new})
        self._upload(new)

    def beat(self) -> None:
        """A heartbeat; what its lease asks for again is sent again, once."""
        reply = self._connection.post("/v1/heartbeat", heartbeat(), Statement)
        demand = Lease.from_json(reply.body.body).resend
        if demand is not None and demand.asked_at != self._heeded:
            self._heeded = demand.asked_at
            again = [self.sent[each] for each, at in self._received.items() if at >= demand.since]
            self._upload(again)

    def refresh(self) -> None:
        """Take over what is published; a refusal fails."""
        assert self._mirror.refresh().error == ""

    def close(self) -> None:
        self._connection.close()

    def _upload(self, results: list[SealedResult]) -> None:
        if results:
            batch = ResultsBatch(results=tuple(results))
            reply = self._connection.post("/v1/results", batch, Statement)
            receipt = Receipt.from_json(reply.body.body)
            assert receipt.refused == ()
            self._received.update(dict.fromkeys(receipt.received, receipt.at))

    def _alert(self, number: int) -> SealedResult:
        at = datetime.now(UTC)
        person, face = random_id(), to_jpeg(picture(number, 112))
        body = raised(at, list_id=LIST, reference_id=person, captured=face)
        content = ResultContent(series=self._series, number=number, body=body)
        key = SigningKey(self._seat.kiosk)
        return seal_result(content, self._public, self.terminal_id, at, key)


@pytest.fixture
def new_database(database_url: str, request: pytest.FixtureRequest) -> Callable[[], str | None]:
    """An empty database to restore into; None: a file in the home."""

    def made() -> str | None:
        if database_url.startswith("sqlite"):
            return None
        cluster: str = request.getfixturevalue("postgresql")
        name = f"t{random_id()}"
        with psycopg.connect(cluster, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return cluster.replace("/postgres?", f"/{name}?")

    return made


def command(*arguments: object, **more: str) -> str:
    """`gapura central` with these arguments, as a process."""
    done = subprocess.run(
        [*GAPURA, "central", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env=environment(**more),
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def held(centre: Centre) -> set[str]:
    """Every result that the data centre holds."""
    with centre.registry.session() as session:
        return set(session.scalars(select(ReceivedResult.result_id)))


def results_of(centre: Centre, terminal_id: str) -> set[str]:
    with centre.registry.session() as session:
        query = select(ReceivedResult.result_id).where(ReceivedResult.terminal_id == terminal_id)
        return set(session.scalars(query))


@contextlib.contextmanager
def kiosk_at(state: Any) -> Iterator[tuple[Kiosk, FakeLane]]:
    """A real kiosk but for camera and models, and its agent."""
    lane, made = FakeLane(), Kiosk(state)
    made.start(cast("Any", lane))
    try:
        with agent(state):
            yield made, lane
    finally:
        made.stop()


@pytest.mark.slow
def test_a_day_old_backup_comes_back_under_twenty_terminals(
    tmp_path: Path,
    database_url: str,
    new_database: Callable[[], str | None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    sqlite = database_url.startswith("sqlite")
    with contextlib.ExitStack() as opened:
        lost = opened.enter_context(DataCentre(tmp_path, None if sqlite else database_url))
        persons = lost.people(range(6))
        lost.add(persons[:5])
        lost.publish()
        lost.start()
        centre = lost.centre
        address = Address(
            lost.url,
            centre.centre_id,
            centre.ca.read_bytes(),
            lost.publisher.root_bytes(1),
            centre.statements.public,
        )
        fleet = [
            Simulated(tmp_path / f"terminal{number}", address, seat, centre.sealing.public)
            for number, seat in enumerate(enrolled(centre, CHECKPOINT, FLEET, PROPOSES, APPROVES))
        ]
        for each in fleet:
            opened.callback(each.close)
        state = lost.provision(tmp_path / "kiosk")
        kiosk, lane = opened.enter_context(kiosk_at(state))
        own = state.config().terminal_id

        def alerts(count: int) -> None:
            """As many at the kiosk, confirmed and delivered."""
            (one,) = lane.lists
            before = len(results_of(centre, own))
            for number in range(count):
                alert = alert_of(one, sorted(members(lane))[0], picture(number, 112))
                kiosk.store.raised(alert)
                kiosk.store.answered(Decision(alert.alert_id, Answer.CONFIRMED, datetime.now(UTC)))
            until(lambda: len(results_of(centre, own)) >= before + 2 * count, "the kiosk's results")

        until(lambda: lane.lists, "the list")
        for each in fleet:
            each.refresh()
            each.beat()
            each.send(BEFORE)
        alerts(BEFORE)

        # Yesterday: a backup while the server runs.
        (key,) = lost.offline.glob("gapura-recovery-*.key")
        backup = tmp_path / "yesterday.gapura"
        made = json.loads(command("backup", "make", backup, "--home", lost.home, "--json"))
        assert made["rows"]["terminals"] == FLEET + 1

        # Today: results, a stolen terminal, somebody taken off and erased, newer lists.
        stolen = fleet[3]
        for each in fleet:
            if each is not stolen:
                each.send(AFTER)
        alerts(AFTER)
        now = datetime.now(UTC)
        with centre.registry.transaction() as session:
            terminals.revoke(session, stolen.terminal_id, PROPOSES, now)
        forgotten, removed = persons[0], persons[1]
        lost.add([persons[5]])
        lost.publish()
        lost.remove([forgotten, removed])
        lost.publish()
        with centre.registry.transaction() as session:
            forgetting.forget(
                session, centre.blobs, centre.vault, forgotten, PROPOSES, datetime.now(UTC)
            )
        seen = lost.version()
        for each in fleet:
            if each is not stolen:
                each.refresh()
        until(lambda: forgotten not in members(lane), "the removal")
        everything = held(centre)
        keep_journal(centre)
        with centre.registry.session() as session:
            audited = audit.verify(session)
        journal = tmp_path / "another disk"
        shutil.copytree(centre.journal_folder, journal)

        # The machine burns down.
        lost.stop()
        centre.close()
        shutil.rmtree(lost.home)

        database = new_database()
        where = ["--home", lost.home, "--journal", journal, "--json"]
        given = {} if database is None else {"GAPURA_DATABASE": database}
        told = json.loads(command("restore", backup, "--key", key, *where, **given))
        assert told["revoked"] == [stolen.terminal_id]
        assert told["forgotten"] == [forgotten]
        assert told["waiting"] == 0
        lost.centre = centre = Centre.open(lost.home)
        assert len(held(centre)) < len(everything)
        lost.start()
        caplog.clear()  # the agent said that nobody answered

        # Within a heartbeat of each terminal, all is as it should be.
        for each in fleet:
            if each is stolen:
                with pytest.raises(RequestRefused) as refused:
                    each.beat()
                assert refused.value.problem is ProblemCode.REVOKED
                continue
            each.refresh()
            each.beat()
        until(lambda: held(centre) >= everything, lambda: everything - held(centre))
        assert held(centre) == everything
        until(lambda: members(lane) == set(persons[2:5]), "the restored list")
        assert lost.version() > seen
        alerts(1)
        with centre.registry.session() as session:
            chain = audit.verify(session)
            assert chain.broken is None
            assert chain.rows > audited.rows
            assert session.get(Person, forgotten) is None
            standing = {row.terminal_id: row.state for row in session.scalars(select(Terminal))}
        assert standing.pop(stolen.terminal_id) == "revoked"
        assert set(standing.values()) == {"active"}
        status = json.loads(command("status", "--home", lost.home, "--json"))
        assert (status["serving"], status["journal"]) == (True, "")
        caplog.clear()
