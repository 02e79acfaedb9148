"""What operators read is true: what has ended, what serves, which tickets are good."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sync.central.centre import Centre
from sync.central.cli.options import local_time
from sync.central.registry import audit, calls
from sync.central.registry.locks import TIMERS
from sync.central.registry.schema import AuditEntry
from sync.central.timekeeping.network_time import NetworkTime
from sync.protocol.lanes import LaneMessage
from tests.end_to_end.wrong_clocks import wrong_clock
from tests.sync.central.cli.conftest import Desk


def later(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command of the data centre, 200 days from now: targets have ended, root has not."""
    given = [sys.executable, "-m", "edge_app.cli", "central", *arguments, "--home", str(home)]
    return subprocess.run(
        [*wrong_clock(home.parent, timedelta(days=200)), *given],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_what_has_ended_is_said_and_is_no_success(founded: Desk) -> None:
    shown = founded.json("status")
    assert shown["ended"] == {}
    assert shown["serving"] is False
    done = later(founded.home, "status", "--json")
    assert done.returncode == 1, done.stderr
    assert "targets" in json.loads(done.stdout)["ended"]
    done = later(founded.home, "status")
    assert done.returncode == 1
    assert "targets: ended" in done.stdout
    assert "WIB: terminals accept nothing new" in done.stdout
    assert "nothing waits" not in done.stdout
    done = later(founded.home, "publish")
    assert done.returncode == 2
    assert "targets: ended" in done.stderr


def test_a_silent_call_is_told_for_an_hour_with_who_goes_there(founded: Desk) -> None:
    at = datetime.now(UTC)
    call = LaneMessage(
        kind="call", call_id="c" * 32, at=at, officer="1001", cause="duress", seconds=60
    )
    goes = LaneMessage(kind="coming", call_id="c" * 32, at=at, officer="1002", cause="duress")
    older = call.model_copy(update={"call_id": "d" * 32, "officer": "1009"})
    with Centre.open(founded.home) as centre:
        for when, lane, said in (
            (at - calls.TOLD, "1" * 32, older),
            (at, "2" * 32, call),
        ):
            with centre.registry.transaction() as session:
                calls.keep(session, when, lane, "gate-1", [said, said])  # its kiosk was killed
        shown = founded("status", status=1)
        assert "gate-1 : officer 1001 is threatened" in shown
        assert "nobody has answered" in shown
        assert "1009" not in shown
        assert "nothing waits" not in shown
        with centre.registry.transaction() as session:
            calls.keep(session, at, "3" * 32, "gate-1", [goes])
    (told,) = founded.json("status", status=1)["silent_calls"]
    assert (told["terminal"], told["officer"], told["coming"]) == ("2" * 32, "1001", ["1002"])


def test_a_silent_call_that_waited_for_the_data_centre_is_not_told_as_one_of_now(
    founded: Desk,
) -> None:
    at = datetime.now(UTC)
    call = LaneMessage(
        kind="call", call_id="c" * 32, at=at - timedelta(days=2), officer="1001", cause="duress"
    )
    with Centre.open(founded.home) as centre, centre.registry.transaction() as session:
        calls.keep(session, at, "2" * 32, "gate-1", [call])
    shown = founded("status", status=1)
    assert "officer 1001 is or was threatened" in shown
    assert f"{local_time(call.at)}, heard of here {local_time(at)}" in shown
    (told,) = founded.json("status", status=1)["silent_calls"]
    assert told["heard_at"] > told["at"]


def test_a_clock_without_ntp_is_no_success_unless_the_founder_or_an_operator_said_so(
    founded: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "sync.central.timekeeping.clock_guard.network_time", lambda: NetworkTime(False)
    )
    assert "no NTP keeps its clock, and it is not needed here" in founded("status")
    founded("clock", "ntp", "--needed", by="sari")
    assert "clock ntp --not-needed" in founded("status", status=1)
    assert founded.json("status", status=1)["clock"]["ntp_trouble"]
    founded("clock", "ntp", "--not-needed", by="budi")
    assert founded.json("status")["clock"]["ntp_trouble"] == ""


def test_a_server_that_runs_is_seen(founded: Desk) -> None:
    with Centre.open(founded.home) as centre, centre.registry.lock(TIMERS):
        assert founded.json("status")["serving"] is True
    assert founded.json("status")["serving"] is False
    assert "server: does not run" in founded("status")


def test_an_older_copy_of_the_database_is_noticed(founded: Desk) -> None:
    with Centre.open(founded.home) as centre, centre.registry.transaction() as session:
        sequence = audit.verify(session).rows
        session.delete(session.get_one(AuditEntry, sequence))
    assert "an older copy was put into its place" in founded.json("status", status=1)["journal"]


def test_tickets_are_listed_and_withdrawn(founded: Desk, tmp_path: Path) -> None:
    out = tmp_path / "ticket.json"
    founded("token", "gate-1", "--out", out, by="sari")
    before = out.read_bytes()
    assert "is there already" in founded("token", "gate-1", "--out", out, by="sari", status=2)
    assert out.read_bytes() == before
    (ticket,) = founded.json("token", "list")["tickets"]
    assert (ticket["checkpoint"], ticket["by"], ticket["state"]) == ("gate-1", "sari", "good")
    assert "WIB" in founded("token", "list")
    founded("token", "withdraw", ticket["ticket"][:8], by="budi")
    assert founded.json("token", "list")["tickets"] == []
    (ticket,) = founded.json("token", "list", "--all")["tickets"]
    assert ticket["state"] == "over"
    again = founded("token", "withdraw", ticket["ticket"], by="budi", status=2)
    assert "over already" in again
    assert "no ticket begins so" in founded("token", "withdraw", "ffffffff", by="sari", status=2)
