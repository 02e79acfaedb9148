"""Files as offices save them, lists that are not there, pipes that close, narrow screens."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from sync.central.centre import Centre
from sync.central.cli.list import EXAMPLE
from sync.central.registry.schema import AuditEntry, Person
from sync.protocol.jakarta import jakarta_day
from tests.sync.central.cli.conftest import Desk

GAPURA = [sys.executable, "-m", "edge_app.cli"]
ROOT = Path(__file__).resolve().parents[4]
NO_LIST = "dpp: there is no such list; `gapura central list show` shows what there is"


def in_shell(desk: Desk, command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `gapura central` in bash; $G is the command."""
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=ROOT,
        env={"G": f"{sys.executable} -m edge_app.cli central", "GAPURA_HOME": str(desk.home)}
        | {"PATH": "/usr/bin:/bin"}
        | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_reader_that_has_seen_enough_of_a_table_is_no_error(founded: Desk) -> None:
    """The reader is gone before the first row comes."""
    done = in_shell(founded, "$G operator list | true")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_closed_output_is_no_fault(founded: Desk) -> None:
    done = in_shell(founded, "$G operator list --json >&-")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_narrow_screen_cuts_no_number_off(founded: Desk, tmp_path: Path) -> None:
    founded("token", "gate-1", "--out", tmp_path / "ticket.json", by="sari")
    (ticket,) = founded.json("token", "list")["tickets"]
    shown = in_shell(founded, "$G token list", COLUMNS="40").stdout
    assert ticket["ticket"][:8] in shown
    assert "…" not in shown


def test_a_list_that_is_not_there_is_told_before_the_work(founded: Desk, tmp_path: Path) -> None:
    """Photographs take seconds each: nothing is enrolled for a list that was mistyped."""
    (tmp_path / "persons.csv").write_text("photo,name\na.jpg,Siti\n")
    said = founded("import", tmp_path / "persons.csv", "--list", "dpp", by="sari", status=2)
    assert said == f"gapura: {NO_LIST}\n"
    said = founded("person", "add", tmp_path / "a.jpg", "--list", "dpp", by="sari", status=2)
    assert said == f"gapura: {NO_LIST}\n"


@pytest.mark.parametrize(
    ("typed", "shown_by"),
    [
        (("approve", 99), "proposals --all"),
        (("visitors", "status", "gate-9"), "checkpoint list"),
        (("terminal", "revoke", "0" * 32, "--yes"), "terminals --all"),
        (("results", "show", "0000"), "results list"),
        (("token", "withdraw", "ffffffff"), "token list"),
        (("results", "list", "--list", "dpp"), "list show"),
        (("checkpoint", "change", "gate-9", "--identify"), "checkpoint list"),
        (("bundle", "write", ".", "--checkpoint", "gate-9"), "checkpoint list"),
    ],
)
def test_what_is_not_there_is_told_with_the_command_that_shows_what_is(
    founded: Desk, typed: tuple[Any, ...], shown_by: str
) -> None:
    by = None if typed[0] in ("visitors", "results") and typed[1] != "show" else "sari"
    said = founded(*typed, by=by, status=2)
    assert f"`gapura central {shown_by}` shows what there is" in said
    assert founded(*shown_by.split()) is not None


def test_a_checkpoint_that_is_there_is_told_with_the_command_that_changes_it(founded: Desk) -> None:
    said = founded("checkpoint", "add", "gate-1", "--identify", by="sari", status=2)
    assert "`gapura central checkpoint change gate-1`" in said


def test_a_row_for_a_list_that_is_not_there_is_refused_and_the_others_are_taken(
    founded: Desk, tmp_path: Path
) -> None:
    (tmp_path / "persons.csv").write_text("photo,name,list\na.jpg,Siti,dpp\nb.jpg,Budi,\n")
    report = founded.json("import", tmp_path / "persons.csv", by="sari", status=2)
    assert [(row["row"], row["reason"]) for row in report["rows"]] == [(2, "list"), (3, "no-file")]
    assert "dpp: there is no such list" in report["rows"][0]["text"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_file_of_an_editor_is_read_whatever_mark_it_begins_with(
    founded: Desk, tmp_path: Path, encoding: str
) -> None:
    description, persons = tmp_path / "dpo.toml", tmp_path / "ids.txt"
    description.write_bytes(EXAMPLE.replace("\n", "\r\n").encode(encoding))
    founded("list", "create", "dpo", "--from", description, by="sari")
    founded("approve", 1, by="budi")
    persons.write_bytes("3171015505900011\r\n".encode(encoding))
    said = founded("list", "members", "add", "dpo", "--persons", persons, by="sari", status=2)
    assert said == "gapura: line 1: nobody here has that NIK\n"


@pytest.mark.parametrize("stdin", ["\ufeff3171015505900011\n", "\udcff\udcfe\n"])
def test_who_is_read_from_stdin_ends_with_one_line(founded: Desk, stdin: str) -> None:
    said = founded("person", "show", "-", by="sari", stdin=stdin, status=2)
    assert (said.count("\n"), "fault" in said) == (1, False)


@pytest.mark.parametrize(
    ("line", "wrong", "word"),
    [
        ('checkpoints = ["gate-1"]', 'checkpoints = "gate-1"', "checkpoints is a list"),
        ('checkpoints = ["gate-1"]', 'checkpoints = [1, "gate-1"]', "checkpoints is a list"),
        ("ends = 2027-12-31", "ends = 9999-12-31", "after the year 9000"),
    ],
)
def test_a_description_is_refused_by_what_is_wrong(
    founded: Desk, tmp_path: Path, line: str, wrong: str, word: str
) -> None:
    assert line in EXAMPLE
    (tmp_path / "dpo.toml").write_text(EXAMPLE.replace(line, wrong))
    said = founded("list", "create", "dpo", "--from", tmp_path / "dpo.toml", by="sari", status=2)
    assert (said.count("\n"), word in said) == (1, True)


def test_nobody_looked_at_a_list_that_is_not_there(founded: Desk) -> None:
    assert "no such list" in founded("list", "members", "show", "dpp", by="sari", status=2)
    with Centre.open(founded.home) as centre, centre.registry.session() as session:
        assert "members-viewed" not in session.scalars(select(AuditEntry.action)).all()
        assert session.scalar(select(func.count()).select_from(Person)) == 0


def test_a_proposal_without_faces_writes_no_picture_of_them(founded: Desk, tmp_path: Path) -> None:
    (tmp_path / "dpo.toml").write_text(EXAMPLE)
    founded("list", "create", "dpo", "--from", tmp_path / "dpo.toml", by="sari")
    out = tmp_path / "faces.png"
    assert "nobody's face" in founded("proposals", 1, "--out", out, by="budi", status=2)
    assert not out.exists()


def test_people_read_the_log_in_jakartas_time_and_programs_with_the_offset(
    founded: Desk, tmp_path: Path
) -> None:
    founded("token", "gate-1", "--out", tmp_path / "ticket.json", by="sari")
    shown = founded("audit", "list").splitlines()[-1]
    assert "token-issued" in shown
    assert shown.endswith(" WIB")
    row = json.loads(founded("audit", "list", "--json").splitlines()[-1])
    assert row["details"]["expires_at"].endswith("+00:00")


@pytest.mark.parametrize("form", ["{:%d/%m/%Y}", "{:%d-%m-%Y}", "{:%d.%m.%Y} 00.00"])
def test_days_are_read_as_a_spreadsheet_here_writes_them(
    founded: Desk, tmp_path: Path, form: str
) -> None:
    tomorrow = jakarta_day(datetime.now(UTC)) + timedelta(days=1)
    day = form.format(tomorrow)
    (tmp_path / "day.csv").write_text(f"hari;nama;nik\n{day};Siti;3171015505900011\n")
    report = founded.json(
        "visitors", "import", tmp_path / "day.csv", "--checkpoint", "gate-1", by="sari"
    )
    assert report["stored"] == 1, report
    assert "read as day, month, year" in " ".join(report["notes"])
    (row,) = founded.json("visitors", "list")["visitors"]
    assert row["day"] == tomorrow.isoformat()


def test_of_a_file_with_the_month_first_no_day_is_guessed(founded: Desk, tmp_path: Path) -> None:
    rows = "01/02/2099,Siti,3171015505900011\n12/25/2098,Budi,3171015505900012\n"
    (tmp_path / "day.csv").write_text(f"day,name,nik\n{rows}")
    report = founded.json(
        "visitors", "import", tmp_path / "day.csv", "--checkpoint", "gate-1", by="sari", status=2
    )
    assert (report["stored"], report["refused"]) == (0, 2), json.dumps(report)
