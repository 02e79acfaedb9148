"""What may take long shows on a terminal that it goes on; `--json` prints its object alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import text

from sync.central.centre import Centre
from tests.fakes.alerts import raised
from tests.sync.central.cli.conftest import Desk
from tests.sync.central.registry.shift_rows import add_terminal, keep
from tests.sync.central.releases import registry_rows

ALERT, PERSON = "5c1e" * 8, "0" * 32


@pytest.fixture
def at_a_terminal(founded: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Desk:
    alert = raised(alert_id=ALERT)
    with Centre.open(founded.home) as centre:
        registry_rows.enrol(centre, range(1))
        with centre.registry.transaction() as session:
            keep(session, centre.vault, add_terminal(session, alert.at), alert)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("GAPURA_SECOND_PASSPHRASE_FILE", str(tmp_path / "budi.txt"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "usb").mkdir()
    return founded


@pytest.mark.parametrize(
    ("command", "by", "shown"),
    [
        ("audit verify", None, "verifying the log"),
        ("audit export audit.jsonl", None, "exporting the log"),
        ("results export all.csv", "sari", "reading the alerts"),
        (f"results delete {ALERT} --reason X-1 --second budi", "sari", "alerts erased"),
        (f"person forget {PERSON} --yes", "sari", "erasing"),
        ("keys rotate index", "sari", "hashing anew"),
    ],
)
def test_it_shows_that_it_goes_on(
    at_a_terminal: Desk, command: str, by: str | None, shown: str
) -> None:
    _, err = at_a_terminal._run(tuple(command.split()), by, 0, "")
    assert shown in err


def test_json_is_alone_on_stdout(at_a_terminal: Desk) -> None:
    out, err = at_a_terminal._run(("audit", "verify", "--json"), None, 0, "")
    assert json.loads(out)["broken"] is None
    assert "verifying the log" in err


def test_bringing_a_database_up_shows(at_a_terminal: Desk) -> None:
    with Centre.open(at_a_terminal.home) as centre, centre.registry.transaction() as session:
        session.execute(text("DROP TABLE erased_persons"))
        session.execute(text("UPDATE alembic_version SET version_num = '0013'"))
    _, err = at_a_terminal._run(("audit", "verify"), None, 0, "")
    assert "bringing the database up" in err
    _, err = at_a_terminal._run(("audit", "verify"), None, 0, "")
    assert "bringing the database up" not in err
