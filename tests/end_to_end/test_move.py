"""The data centre moves: terminals know both addresses during the overlap, and nobody is lost."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from edge_app import cli
from sync.central.centre import Centre
from sync.central.errors import CentralError
from sync.central.exchange.addresses import change, stranded, used
from tests.end_to_end.outbox import Outbox
from tests.end_to_end.system import HOST, PROPOSES, DataCentre, agent
from tests.waiting import until


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def moving(tmp_path: Path) -> Iterator[DataCentre]:
    with DataCentre(tmp_path) as made:
        made.publish()
        made.start()
        yield made


def set_addresses(data_centre: DataCentre, *urls: str) -> None:
    """As an operator does, while the server runs."""
    with Centre.open(data_centre.home) as centre:
        change(centre, urls, PROPOSES, datetime.now(UTC))


@pytest.mark.slow
def test_a_move_takes_every_terminal_along(
    moving: DataCentre, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    state = moving.provision(tmp_path / "terminal")
    old = moving.url
    new_port = free_port()
    new = f"https://{HOST}:{new_port}"
    outbox = Outbox(moving, state)
    with agent(state) as running:
        until(lambda: used(moving.centre) == {old: 1}, "a heartbeat by the old address")
        set_addresses(moving, new, old)
        # Nobody answers there yet: the terminal goes on by the old address.
        until(lambda: running._addresses.known == (new, old), "the notice")
        ids = outbox.put(2)
        until(lambda: outbox.delivered().keys() >= ids, "results by the old address")
        moving.stop()
        moving.port = new_port
        moving.start()
        until(lambda: used(moving.centre) == {new: 1}, "a heartbeat by the new address")
        set_addresses(moving, new)
        ids = outbox.put(2)
        until(lambda: outbox.delivered().keys() >= ids, "results by the new address")
    with agent(state):  # it remembers
        ids = outbox.put(1)
        until(lambda: outbox.delivered().keys() >= ids, "results after a restart")
    caplog.clear()


@pytest.mark.slow
def test_a_certificate_that_strands_terminals_is_refused(
    moving: DataCentre, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    state = moving.provision(tmp_path / "terminal")
    assert stranded(moving.centre, ["localhost"]) == {state.config().terminal_id: ""}
    with agent(state):
        until(lambda: used(moving.centre) == {moving.url: 1}, "a heartbeat")
    assert stranded(moving.centre, ["localhost"]) == {state.config().terminal_id: moving.url}
    assert stranded(moving.centre, [HOST, "new.example"]) == {}
    with pytest.raises(CentralError, match="https://HOST:PORT"):
        set_addresses(moving, "http://new.example")
    assert cli.main(["central", "address", "show", "--home", str(moving.home), "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["others"] == {moving.url: 1}  # not where terminals are told to go


@pytest.mark.slow
def test_a_technician_puts_an_address_right(
    moving: DataCentre, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    state = moving.provision(tmp_path / "terminal", url="https://127.0.0.1:1")
    given = ["provision", "set", "--state", str(state.root)]
    for wrong in ("http://x", "https://a/b", ""):
        assert cli.main([*given, "--url", wrong]) == 2
        assert len(capsys.readouterr().err.splitlines()) <= 3
    assert cli.main(given) == 2
    assert cli.main([*given, "--url", moving.url]) == 0
    assert state.config().url == moving.url
    ids = Outbox(moving, state).put(1)
    with agent(state):
        until(lambda: Outbox(moving, state).delivered().keys() >= ids, "a result")
