"""A person who is erased at the data centre is erased on terminals, by what is published next."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest
from sqlalchemy import select

from edge_app.domain import Answer, Decision
from edge_app.jpeg import to_jpeg
from edge_app.store.cases import Cases, CaseStep
from edge_app.store.entries import Verification
from edge_app.store.handovers import Handovers
from edge_app.terminal.terminal import Terminal
from sync.central.registry import package_erasure, result_retention, terminals
from sync.central.registry.package_erasure import OlderPackages
from sync.central.registry.received import opened
from sync.central.registry.schema import ReceivedResult
from sync.central.releases.erasing import forget
from sync.protocol.envelope.random_values import random_id
from sync.protocol.result_content import AlertFollowed, AlertRaised
from sync.terminal.state import TerminalState
from tests.end_to_end.fake_lane import FakeLane, alert_of
from tests.end_to_end.system import COLLECTION, PROPOSES, ListedCentre, agent, picture
from tests.fakes.carving import pages
from tests.waiting import until


@pytest.fixture
def centre(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ListedCentre]:
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    with ListedCentre(tmp_path) as made:
        made.persons = made.people(range(20))
        made.add(made.persons)
        made.publish()
        made.start()
        yield made


def older(centre: ListedCentre) -> tuple[OlderPackages, list[str]]:
    """What status tells of the list: older packages, and who serves them."""
    with centre.centre.registry.session() as session:
        (found,) = package_erasure.older_packages(session)
        return found, found.holders(terminals.fleet(session, datetime.now(UTC)))


@pytest.mark.slow
def test_a_terminal_keeps_no_package_with_somebody_who_was_erased(
    centre: ListedCentre, tmp_path: Path
) -> None:
    state = centre.provision(tmp_path / "terminal")
    terminal, lane = Terminal(state), FakeLane()
    terminal.start(cast("Any", lane))
    gone = centre.persons[7]
    try:
        with agent(state):
            until(lambda: lane.lists, "the list")
            (snapshot,) = state.targets.rglob("*.snapshot")
            (key,) = state.content_keys.glob("*.key")
            carved = tmp_path / "what lay in the key's blocks"
            os.link(key, carved)
            assert any(carved.read_bytes())
            centre.remove([gone])
            until(lambda: lane.lists[0].watch_list.version == 2, "the removal")
            until(lambda: len(list(state.content_keys.glob("*.key"))) == 2, "the delta's key")
            assert snapshot.exists(), "the removal rests on it"
            forget(centre.centre, gone, PROPOSES, datetime.now(UTC))
            until(lambda: lane.lists[0].watch_list.version == 3, "the list packed anew")
            until(lambda: not snapshot.exists(), "the older package's end")
            until(lambda: not key.exists(), "its key's end")
            assert not any(carved.read_bytes()), "a key is overwritten where it lies"
            until(lambda: not older(centre)[0].here, "the end of older packages at the centre")
            until(lambda: not older(centre)[1], "the terminal's word")
            assert older(centre)[0].name == COLLECTION
            assert len(list(state.targets.rglob("*.snapshot"))) == 1
            assert not list(state.targets.rglob("*.delta"))
    finally:
        terminal.stop()


@pytest.mark.slow
def test_a_terminal_that_was_away_says_nothing_of_whoever_was_erased(
    centre: ListedCentre, tmp_path: Path
) -> None:
    """Alerts, notes, a document, a verification, the hand-over: here, and what comes to the centre.

    Searched for with the store's own key, in free pages and the log too.
    """
    state = centre.provision(tmp_path / "terminal")
    terminal, lane = Terminal(state), FakeLane()
    terminal.start(cast("Any", lane))
    gone, stays = centre.persons[7], centre.persons[8]
    store, vault = terminal.store, centre.centre.vault
    try:
        with agent(state):
            until(lambda: lane.lists, "the list")
        alerts = [alert_of(lane.lists[0], each, picture(99, 512)) for each in (gone, stays)]
        for alert, said in zip(alerts, ("dengan RAHASIA", "TETAP"), strict=True):
            store.raised(alert)
            store.answered(
                Decision(alert.alert_id, Answer.CONFIRMED, datetime.now(UTC), (), "face-agrees")
            )
            card = to_jpeg(picture(len(said), 256))
            for step in (
                CaseStep(random_id(), (alert.alert_id,), "note", None, "typed", text=said),
                CaseStep(random_id(), (alert.alert_id,), "photograph", None, picture=card),
            ):
                assert store.followed(step).result(60)
            seen = Verification(random_id(), None, "document", None, "not_compared", True)
            store.verified(replace(seen, alert_id=alert.alert_id), alert.candidate.reference.name)
        handovers = Handovers(terminal.database)
        handovers.write("1001", datetime.now(UTC), text="Awasi Rahmat Wibisono, nomor 7.")
        handovers.write("1001", datetime.now(UTC), text="Lampu mati")
        until(lambda: not store.unwritten, "the store's writer")
        portrait = to_jpeg(alerts[0].candidate.reference.portrait)
        card = to_jpeg(picture(len("dengan RAHASIA"), 256))
        secrets = [b"RAHASIA", b"Nomor 7 ", b"nomor 7", portrait[-200:-150], card[600:650]]
        assert len(found_in(state, secrets)) == len(secrets), "the search finds what it looks for"

        centre.remove([gone])
        centre.publish()
        forget(centre.centre, gone, PROPOSES, datetime.now(UTC))
        with agent(state):
            until(lambda: not named(terminal, gone), "the erasure")
            until(lambda: len(centre.received("case")) == 2, "what waited")
            until(lambda: lane.lists[0].watch_list.version > 1, "the list without the person")
        assert found_in(state, secrets) == []
        assert [row["text"] for row in terminal.database.rows("SELECT text FROM notes")] == [
            "Lampu mati"
        ]
        kept = {case.alert_ids[0]: case for case in Cases(terminal.database).unclosed()}
        assert kept[alerts[0].alert_id].person_name == ""
        assert kept[alerts[1].alert_id].person_name == alerts[1].candidate.reference.name
        assert [note.text for note in kept[alerts[1].alert_id].notes] == ["TETAP"]

        with centre.centre.registry.transaction() as session:
            result_retention.erase_due(session, vault, datetime.now(UTC))
        with centre.centre.registry.session() as session:
            bodies = [opened(vault, row) for row in session.scalars(select(ReceivedResult))]
        steps = [body for body in bodies if isinstance(body, AlertFollowed)]
        assert {body.alert_id for body in steps} == {alerts[1].alert_id}
        assert {body.alert_id for body in bodies if isinstance(body, AlertRaised)} == {
            alert.alert_id for alert in alerts
        }
    finally:
        terminal.stop()


def named(terminal: Terminal, person: str) -> list[dict[str, Any]]:
    """The alerts that name the person."""
    query = "SELECT alert_id FROM alerts WHERE facts LIKE ? AND name <> ''"
    return terminal.database.rows(query, f"%{person}%")


def found_in(state: TerminalState, secrets: list[bytes]) -> list[bytes]:
    """The secrets that any file of the terminal holds, as it is or with the store's key."""
    files = [path.read_bytes() for path in state.root.rglob("*") if path.is_file()]
    key = state.credential("store.key")
    held = [*files, *(page for data in files for page in pages(data, key))]
    return [secret for secret in secrets if any(secret in each for each in held)]
