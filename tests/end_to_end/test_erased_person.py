"""A person who is erased at the data centre is erased on terminals, by what is published next."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest

from edge_app.terminal.terminal import Terminal
from sync.central.registry import package_erasure, terminals
from sync.central.registry.package_erasure import OlderPackages
from sync.central.releases.erasing import forget
from tests.end_to_end.fake_lane import FakeLane
from tests.end_to_end.system import COLLECTION, PROPOSES, ListedCentre, agent
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
