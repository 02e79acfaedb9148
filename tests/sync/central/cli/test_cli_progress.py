"""What may take long shows on a terminal that it goes on; `--json` prints its object alone."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.command import upgrade
from sqlalchemy import MetaData

from sync.central.centre import Centre
from sync.central.cli.list import EXAMPLE
from sync.central.cli.tables import print_table
from sync.central.registry import persons
from sync.central.registry.migrations import _config
from sync.central.registry.persons import Identity, identity_of
from sync.central.registry.schema import Person
from sync.command_line.asking import agreed
from sync.command_line.output import busy
from sync.protocol.envelope.vault import Vault
from tests.fakes.alerts import raised
from tests.sync.central.cli.conftest import Desk
from tests.sync.central.registry.shift_rows import add_terminal, keep
from tests.sync.central.releases import registry_rows

TAKEN_AWAY = "\x1b[1A\x1b[2K"  # the line above, and it is empty
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
    (tmp_path / "dpo.toml").write_text(EXAMPLE)
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
        ("keys renew --offline stick", "sari", "signing"),
        ("keys reset-time --offline stick", "sari", "signing"),
        ("keys rotate online --offline stick", "sari", "making and signing keys"),
        ("keys sign-request renew --out asked.json", "sari", "preparing the request"),
        ("certificate renew --offline stick", "sari", "signing"),
        ("delegate --offline stick", None, "signing"),
        ("list create dpo --from dpo.toml", "sari", "proposing"),
        (f"person show {PERSON}", "sari", "looking the person up"),
    ],
)
def test_it_shows_that_it_goes_on(
    at_a_terminal: Desk, command: str, by: str | None, shown: str
) -> None:
    _, err = at_a_terminal._run(tuple(command.split()), by, 0, "")
    assert shown in err


def test_proposals_and_members_show_that_they_go_on(at_a_terminal: Desk) -> None:
    at_a_terminal("list", "create", "dpo", "--from", "dpo.toml", by="sari")
    for command, by, shown in (
        ("proposals 1", "budi", "reading the proposal"),
        ("approve 1", "budi", "making the change"),
        ("list members show dpo", "sari", "reading the members"),
        ("list end dpo", "sari", "proposing"),
        ("reject 2", "budi", "rejecting"),
    ):
        _, err = at_a_terminal._run(tuple(command.split()), by, 0, "")
        assert shown in err, command


def test_founding_shows_that_it_goes_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    trial = ("--one-stick", "--no-ntp", "--host", "localhost", "--offline", tmp_path / "stick")
    _, err = desk._run(("init", *trial), None, 0, "")
    assert "making keys and a database" in err


def test_a_long_table_shows_that_it_is_drawn(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    for most, shown in ((3, False), (2, True)):
        monkeypatch.setattr("sync.command_line.tables.MANY", most)
        print_table(["name"], ([f"Orang {number}"] for number in range(3)))
        out, err = capsys.readouterr()
        assert ("drawing the table" in err) is shown
        assert "drawing" not in out
        assert out.count("Orang") == 3


def test_who_is_asked_reads_the_question_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = []
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)

    def answer(_question: str, **_: object) -> bool:
        shown.append(capsys.readouterr().err)
        return True

    monkeypatch.setattr("click.confirm", answer)
    with busy("signing"):
        agreed("Sign this?")
    assert "signing" in shown[0]
    assert shown[0].endswith(TAKEN_AWAY)
    assert "signing" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["list members show dpo", f"person show {PERSON}"])
def test_others_write_while_persons_are_read(
    founded: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: str
) -> None:
    (tmp_path / "dpo.toml").write_text(EXAMPLE)
    founded("list", "create", "dpo", "--from", tmp_path / "dpo.toml", by="sari")
    founded("approve", 1, by="budi")
    with Centre.open(founded.home) as centre:
        registry_rows.enrol(centre, range(1))
        registry_rows.put_on(centre, "dpo", range(1))
    free = []

    def written_meanwhile(vault: Vault, row: Person) -> Identity:
        with closing(sqlite3.connect(founded.home / "registry.sqlite3", timeout=0)) as other:
            other.execute("BEGIN IMMEDIATE")  # fails where anybody else writes
            other.rollback()
        free.append(row.person_id)
        return identity_of(vault, row)

    monkeypatch.setattr(persons, "identity_of", written_meanwhile)
    assert "Orang 0" in founded(*command.split(), by="sari")
    assert free == [PERSON]


def test_json_is_alone_on_stdout(at_a_terminal: Desk) -> None:
    out, err = at_a_terminal._run(("audit", "verify", "--json"), None, 0, "")
    assert json.loads(out)["broken"] is None
    assert "verifying the log" in err


def test_bringing_a_database_up_shows(at_a_terminal: Desk) -> None:
    with Centre.open(at_a_terminal.home) as centre, centre.registry.transaction() as session:
        connection = session.connection()
        whole = MetaData()
        whole.reflect(connection)
        whole.drop_all(connection)
        config = _config()
        config.attributes["connection"] = connection
        upgrade(config, "0013")
    _, err = at_a_terminal._run(("audit", "verify"), None, 0, "")
    assert "bringing the database up" in err
    _, err = at_a_terminal._run(("audit", "verify"), None, 0, "")
    assert "bringing the database up" not in err
