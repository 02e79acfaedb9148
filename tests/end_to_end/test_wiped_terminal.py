"""A terminal that is wiped tells its data centre, revoked or not, and is never let in again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from edge_app import cli
from sync.central.registry import terminal_places, terminals
from sync.central.registry.schema import Terminal
from sync.terminal.addresses import CentreAddresses
from sync.terminal.spool import Spool
from tests.end_to_end.system import APPROVES, DataCentre


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[DataCentre]:
    with DataCentre(tmp_path) as made:
        made.start()
        yield made


@pytest.mark.slow
@pytest.mark.parametrize("revoked", [False, True])
def test_the_data_centre_keeps_what_the_wiped_terminal_signed(
    centre: DataCentre, tmp_path: Path, revoked: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    state = centre.provision(tmp_path / "terminal")
    terminal_id = state.config().terminal_id
    registry = centre.centre.registry
    if revoked:
        with registry.transaction() as session:
            terminals.revoke(session, terminal_id, APPROVES, datetime.now(UTC))
    with Spool(state.spool) as spool:  # it moved, and is not there yet
        addresses = CentreAddresses(centre.url, spool.fact, spool.put_facts)
        addresses.take(("https://127.0.0.1:9",))
        assert len(addresses.known) == 2
    given = ("provision", "wipe", "--yes", "--state", str(state.root))
    assert cli.main([*given, "--kept", str(tmp_path / "releases")]) == 0
    assert "the data centre has the proof" in capsys.readouterr().out
    assert list(state.root.iterdir()) == []
    with registry.session() as session:
        row = session.get_one(Terminal, terminal_id)
        told = [each.words for each in terminal_places.history(session, terminal_id)]
    assert (row.state, row.wiped_at is not None, row.wipe_proof is not None) == (
        "revoked",
        True,
        True,
    )
    assert told[-1] == "wiped, as it signed itself, results lost: 0"
