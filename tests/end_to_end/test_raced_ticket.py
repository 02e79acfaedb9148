"""One ticket in the hands of several technicians at once makes one terminal."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sync.central.registry import terminals
from tests.end_to_end.system import GAPURA, ROOT, DataCentre, environment

DEVICES = 4


def enrolling(folder: Path, ticket: Path) -> subprocess.Popen[str]:
    command = ["provision", "init", "--state", str(folder), "--ticket", str(ticket)]
    return subprocess.Popen(
        [*GAPURA, *command, "--lane", folder.name],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
        cwd=ROOT,
    )


@pytest.mark.slow
def test_one_of_several_devices_gets_what_a_ticket_is_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    folders = [tmp_path / f"device-{number}" for number in range(DEVICES)]
    ticket, another = tmp_path / "ticket.json", tmp_path / "another.json"
    with DataCentre(tmp_path) as centre:
        centre.publish()
        centre.start()
        ticket.write_bytes(centre.ticket(centre.url).to_json())
        begun = [enrolling(folder, ticket) for folder in folders]
        ended = {
            folder: (*process.communicate(), process.returncode)
            for folder, process in zip(folders, begun, strict=True)
        }
        assert sorted(status for _, _, status in ended.values()) == [0, 2, 2, 2]
        losers = [folder for folder, (_, _, status) in ended.items() if status]
        for folder in losers:
            told = ended[folder][1]
            assert "ask the data centre for a new one" in told
            assert told.count("\n") == 1
        with centre.centre.registry.session() as session:
            (made,) = terminals.fleet(session, datetime.now(UTC))
        assert [made.lane] == [folder.name for folder in folders if folder not in losers]

        another.write_bytes(centre.ticket(centre.url).to_json())
        later = enrolling(losers[0], another)  # in the folder that got nothing
        assert (later.communicate()[1], later.returncode) == ("", 0)
        with centre.centre.registry.session() as session:
            lanes = {each.lane for each in terminals.fleet(session, datetime.now(UTC))}
        assert lanes == {made.lane, losers[0].name}
