"""A fleet is never of one version: a newer data centre with an older terminal, and the reverse.

Real processes: the server, the agent and a kiosk without camera. The newer side writes a field more
in every message; the older one is this version's code.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import cv2
import pytest

from sync.central.registry import terminals
from sync.central.registry.schema import ReceivedResult
from sync.central.registry.terminals import TerminalStatus
from sync.protocol.envelope.random_values import random_id
from sync.protocol.envelope.sealing import seal
from sync.protocol.result_content import OtherResult, ResultContent
from sync.protocol.wire import SealedResult
from sync.terminal.kiosk_status import read_kiosk_status
from sync.terminal.spool import Spool
from sync.terminal.state import TerminalState
from sync.terminal.statements import kept_lease
from sync.terminal.wake import Waker
from tests.end_to_end.system import (
    COLLECTION,
    GAPURA,
    ROOT,
    DataCentre,
    environment,
    picture,
    served,
)
from tests.present import present
from tests.sync.newer_version import FIELD, KIND
from tests.waiting import until

NEWER = [sys.executable, "-m", "tests.sync.newer_version"]
KIOSK = [sys.executable, "-m", "tests.end_to_end.light_kiosk"]


@contextmanager
def processes(*commands: list[str], log: Path) -> Iterator[None]:
    """Run these until the end; then each must have been running still."""
    with log.open("ab") as told:
        running = [
            subprocess.Popen(each, stdout=told, stderr=told, env=environment(), cwd=ROOT)
            for each in commands
        ]
    try:
        try:
            yield
        except AssertionError as error:
            error.add_note(log.read_text())  # one that ended may be why
            raise
        assert [each.poll() for each in running] == [None] * len(running), log.read_text()
    finally:
        for each in running:
            each.terminate()
        for each in running:
            each.wait()


def terminal(state: TerminalState, folder: Path, *, newer: bool) -> list[list[str]]:
    """Return the commands of agent and kiosk."""
    cv2.imwrite(str(folder / "face.jpg"), picture(1, 112))
    kiosk = [str(state.root), str(folder / "kiosk.journal"), str(folder / "face.jpg")]
    agent = ["agent", "--state", str(state.root)]
    if newer:
        return [[*NEWER, *agent], [*NEWER, "light-kiosk", *kiosk]]
    return [[*GAPURA, *agent], [*KIOSK, *kiosk]]


def of_fleet(centre: DataCentre) -> TerminalStatus:
    with centre.centre.registry.session() as session:
        (found,) = terminals.fleet(session, datetime.now(UTC))
    return found


def lease_at(state: TerminalState) -> datetime | None:
    config = state.config()
    with Spool(state.spool) as spool:
        lease = kept_lease(spool.fact, (config.statements_key,), config.terminal_id)
    return lease.lease.at if lease is not None else None


def serves(state: TerminalState, version: int) -> bool:
    held = served(state)
    return held is not None and (held.version, held.state) == (version, "serving")


def change_of_list(centre: DataCentre, state: TerminalState, people: int) -> None:
    """Add somebody; the terminal serves the new version, and its alerts of it arrive."""
    before, alerts = centre.version(), len(centre.received())
    centre.add(centre.people([people]))
    until(lambda: centre.version() > before, "a publication")
    until(lambda: serves(state, centre.version()), "the new version at the gate")
    until(lambda: len(centre.received()) > alerts, "an alert")
    until(lambda: centre.received("answer"), "an answer")


def newer_result(centre: DataCentre, state: TerminalState) -> str:
    """Put a result of a type that nobody knows yet into the outbox; its id."""
    result_id, at = random_id(), datetime.now(UTC)
    body = {"type": "handover", "at": at.isoformat(), "to": {"officer": "1001"}}
    text = json.dumps({"series": random_id(), "number": 1, "body": body}).encode()
    context = f"{result_id} {state.config().terminal_id}"
    result = SealedResult(
        result_id=result_id,
        created_at=at,
        sealed=seal(text, centre.centre.sealing.public, f"result {context}"),
        signature=present(state.kiosk_signing_key()).sign("result", f"{context}\n".encode() + text),
    )
    with Spool(state.spool) as spool:
        spool.put_results([result])
    Waker(state.agent_socket).send()
    return result_id


@pytest.fixture
def centre(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[DataCentre]:
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    with DataCentre(tmp_path) as made:
        yield made


@pytest.mark.slow
def test_an_older_terminal_works_with_a_newer_data_centre(
    centre: DataCentre, tmp_path: Path
) -> None:
    centre.start(gapura=NEWER)
    state = centre.provision(tmp_path / "terminal")
    with processes(*terminal(state, tmp_path, newer=False), log=tmp_path / "terminal.log"):
        change_of_list(centre, state, 1)
        first = present(until(lambda: lease_at(state), "a lease"))
        change_of_list(centre, state, 2)
        until(lambda: present(lease_at(state)) > first, "the next lease")
        until(lambda: of_fleet(centre).report, "what the older kiosk signed of itself")
        with Spool(state.spool) as spool:
            lease = json.loads(json.loads(present(spool.fact("lease")))["body"])
            status = present(present(read_kiosk_status(spool)).status)
        assert lease[FIELD], "the data centre was none of a newer version"
        places = {each.collection: each for each in status.collections}
        assert places[KIND].state == "failed"
        assert "update Gapura" in places[KIND].error
        assert (status.update_refused, status.fault) == ("", "")
        head = json.loads(
            next((state.metadata / "targets" / COLLECTION).glob("*.head.json")).read_text()
        )
        assert head[FIELD]


@pytest.mark.slow
def test_a_newer_terminal_works_with_an_older_data_centre(
    centre: DataCentre, tmp_path: Path
) -> None:
    centre.start()
    state = centre.provision(tmp_path / "terminal")
    with processes(*terminal(state, tmp_path, newer=True), log=tmp_path / "terminal.log"):
        change_of_list(centre, state, 1)
        first = present(until(lambda: lease_at(state), "a lease"))
        newer = newer_result(centre, state)
        change_of_list(centre, state, 2)
        until(lambda: present(lease_at(state)) > first, "the next lease")
        until(lambda: received(centre, newer), "the result of a newer type")
        with Spool(state.spool) as spool:
            assert present(spool.status("kiosk")).value[FIELD], (
                "the terminal was none of a newer version"
            )
            assert spool.counts().refused == 0
        row = present(received(centre, newer))
        assert (row.type, row.subject_id) == ("handover", newer)
        kept = centre.centre.vault.unseal(row.sealed, f"results {newer}")
        assert json.loads(kept)["body"]["to"] == {"officer": "1001"}, "it is kept whole"
        assert isinstance(ResultContent.from_json(kept).body, OtherResult)
        found = until(
            lambda: of_fleet(centre).heartbeat and of_fleet(centre), "a heartbeat that is read"
        )
        assert isinstance(found, TerminalStatus)
        kiosk = present(present(found.heartbeat).kiosk)
        assert kiosk.collections[0].collection == COLLECTION
        assert present(found.report).number > 0, "its signature holds over what is unknown here too"
        # The result above was put beside the kiosk's, in a series of its own.
        assert {each.code for each in found.troubles} - {"behind", "anew"} == set()


def received(centre: DataCentre, result_id: str) -> ReceivedResult | None:
    with centre.centre.registry.session() as session:
        return session.get(ReceivedResult, result_id)
