"""Imports rename nobody and merge nobody; a change of somebody on a list takes two operators."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from models.manifest import load_manifest
from sync.central.centre import Centre
from sync.central.cli.list import EXAMPLE
from sync.central.registry import approved_state, comparisons, persons, visitors
from sync.central.registry.schema import Person
from sync.protocol.jakarta import jakarta_day, jakarta_text
from tests.present import present
from tests.sync.central.cli.conftest import Desk
from tests.waiting import until

NIK = "3171014808610001"
OTHER_NIK = "3171010408610002"
MODEL = load_manifest().model.model_id


def write(folder: Path, text: str, name: str = "persons.csv") -> Path:
    (folder / name).write_text(text)
    return folder / name


@pytest.fixture
def album(tmp_path: Path, portraits: dict[str, Path]) -> Path:
    folder = tmp_path / "album"
    folder.mkdir()
    for name in ("obama.jpg", "obama2.jpg", "obama3.jpg", "biden.jpg"):
        shutil.copy(portraits[name], folder)
    return folder


@pytest.fixture
def listed(founded: Desk, album: Path, tmp_path: Path) -> Desk:
    """A home in whose list Satu Dua stands."""
    (tmp_path / "dpo.toml").write_text(EXAMPLE)
    founded("list", "create", "dpo", "--from", tmp_path / "dpo.toml", by="sari")
    founded("approve", 1, by="budi")
    file = write(album, f"photo,name,nik\nobama.jpg,Satu Dua,{NIK}\n")
    founded("import", file, "--list", "dpo", by="sari")
    founded("approve", 2, by="budi")
    return founded


def names(desk: Desk) -> list[str]:
    shown = desk.json("list", "members", "show", "dpo", by="sari")
    return [each["name"] for each in shown["persons"]]


def on_terminals(desk: Desk) -> tuple[int, int]:
    """How often the list changed, and how many photographs of it go out."""
    with Centre.open(desk.home) as centre, centre.registry.session() as session:
        (row,) = approved_state.lists(session)
        return row.changes, len(list(approved_state.templates(session, "dpo", MODEL)))


def compared(desk: Desk) -> int:
    """How many photographs a 1:1 question is answered from."""
    with Centre.open(desk.home) as centre, centre.registry.session() as session:
        index = persons.nik_index(centre.vault, NIK)
        now = datetime.now(UTC)
        found = comparisons.templates_of_nik(session, index, MODEL, ["dpo"], "gate-1", now, 99)
    return len(found)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("obama.jpg,PAK MENTERI", "other-name"),  # the same photograph, renamed
        ("obama2.jpg,PAK MENTERI", "other-name"),
        ("biden.jpg,PAK MENTERI", "other-name"),
        ("biden.jpg,Satu Dua", "other-face"),
    ],
)
def test_a_row_renames_nobody_and_gives_nobody_another_face(
    listed: Desk, album: Path, tmp_path: Path, row: str, reason: str
) -> None:
    file = write(album, f"photo,name,nik\n{row},{NIK}\n")
    before = on_terminals(listed), compared(listed)
    taken = listed.json("import", file, "--report", tmp_path / "report", by="sari", status=2)
    (told,) = taken["rows"]
    assert (taken["stored"], taken["refused"], taken["proposals"]) == (0, 1, {})
    assert (told["row"], told["file"], told["reason"]) == (2, row.partition(",")[0], reason)
    assert "another" in told["text"]
    assert "put the row right" in told["text"]
    assert "Satu" not in (tmp_path / "report.csv").read_text()
    assert (on_terminals(listed), compared(listed)) == before
    assert names(listed) == ["Satu Dua"]


@pytest.mark.slow
def test_a_photograph_of_somebody_listed_counts_nowhere_before_a_second_operator(
    listed: Desk, album: Path
) -> None:
    file = write(album, f"photo,name,nik\nobama2.jpg,SATU  DUA,{NIK}\nobama2.jpg,Satu Dua,{NIK}\n")
    before = on_terminals(listed), compared(listed)
    taken = listed.json("import", file, by="sari")
    assert (taken["stored"], taken["proposed"], taken["proposals"]) == (0, 2, {"persons": 3})
    assert (on_terminals(listed), compared(listed)) == before
    again = listed.json("import", file, by="sari")
    assert (again["unchanged"], again["proposals"]) == (2, {})
    assert "another operator" in listed("approve", 3, by="sari", status=2)
    (shown,) = listed.json("proposals", 3, by="budi")["persons"]
    assert (shown["photographs"], shown["new"]["photograph"]) == (2, True)
    listed("approve", 3, by="budi")
    (changes, photographs), held = before
    assert (on_terminals(listed), compared(listed)) == ((changes + 1, photographs + 1), held + 1)
    assert listed.json("import", file, by="sari")["unchanged"] == 2


def test_a_rejected_photograph_leaves_nothing(listed: Desk, album: Path) -> None:
    def blobs() -> list[str]:
        with Centre.open(listed.home) as centre:
            return sorted(centre.blobs.names())

    before = blobs()
    file = write(album, f"photo,name,nik\nobama2.jpg,Satu Dua,{NIK}\n")
    listed("import", file, by="sari")
    assert len(blobs()) == len(before) + 2
    listed("reject", 3, by="budi")
    assert blobs() == before


def test_the_name_of_somebody_listed_is_changed_by_two(listed: Desk) -> None:
    (person,) = listed.json("list", "members", "show", "dpo", by="sari")["persons"]
    edited = listed.json(
        "person", "edit", person["person"], "--stdin", by="sari", stdin='{"name": "Satu Tiga"}'
    )
    assert (edited["proposal"], names(listed)) == (3, ["Satu Dua"])
    text = listed("proposals", 3, by="budi")
    assert "Satu Dua" in text
    assert "new name: Satu Tiga" in text
    again = ("person", "edit", person["person"], "--stdin")
    refused = listed(*again, by="sari", status=2, stdin='{"name": "Satu Tiga"}')
    assert "proposed already" in refused
    before = on_terminals(listed)[0]
    listed("approve", 3, by="budi")
    assert names(listed) == ["Satu Tiga"]
    assert on_terminals(listed)[0] == before + 1
    assert "Satu" not in listed("audit", "list", "--json")


@pytest.mark.slow
def test_somebody_on_no_list_is_corrected_by_one_and_it_is_kept(founded: Desk, album: Path) -> None:
    write(album, f"photo,name,nik\nobama.jpg,Satu Dau,{NIK}\n")
    founded("import", album, by="sari")
    shown = founded.json("person", "show", "-", by="sari", stdin=NIK)
    assert (shown["name"], shown["lists"]) == ("Satu Dau", [])
    change = ("person", "edit", shown["person"])
    stdin = json.dumps({"name": "Satu Dua", "nik": "317101 040861 0002"})
    assert founded.json(*change, "--stdin", by="sari", stdin=stdin)["proposal"] is None
    shown = founded.json("person", "show", shown["person"], by="sari")
    assert (shown["name"], shown["nik"]) == ("Satu Dua", OTHER_NIK)
    text = founded("person", "show", shown["person"], by="sari")
    assert "lists: -\n" in text
    assert f"since: {jakarta_text(datetime.fromisoformat(shown['since']))}\n" in text
    founded(*change, "--photograph", album / "obama2.jpg", by="sari")
    other = founded.json(*change, "--photograph", album / "biden.jpg", by="sari")
    (marked,) = founded.json("proposals", other["proposal"], by="budi")["persons"]
    assert marked["marks"] == ["the photographs show different faces"]
    rows = [json.loads(line) for line in founded("audit", "list", "--json").splitlines()]
    changed = [row["details"] for row in rows if row["action"] == "person-changed"]
    assert changed == [{"changed": ["name", "nik"]}, {"changed": ["photograph"]}]


def test_a_nik_that_comes_later_is_added(founded: Desk, album: Path) -> None:
    founded("import", write(album, "photo,name\nobama.jpg,SATU\n"), by="sari")
    taken = founded.json(
        "import", write(album, f"photo,name,nik\nobama.jpg,Satu,'{NIK}\n"), by="sari"
    )
    assert (taken["stored"], taken["refused"]) == (1, 0)
    assert founded.json("person", "show", "-", by="sari", stdin=NIK)["photographs"]
    other = write(album, f"photo,name,nik\nobama.jpg,Satu,{OTHER_NIK}\n")
    (told,) = founded.json("import", other, by="sari", status=2)["rows"]
    assert told["reason"] == "duplicate"
    assert "another NIK" in told["text"]


def test_signs_that_do_not_show_enter_nowhere(founded: Desk, album: Path, tmp_path: Path) -> None:
    evil = "\x1b[1A\x1b[2KBenign\u202e Person"
    file = write(album, f"photo,name\nobama.jpg,{evil}\n")
    (told,) = founded.json("import", file, by="sari", status=2)["rows"]
    assert told["reason"] == "hidden-sign"
    assert "U+001B" in told["text"]
    who = json.dumps({"name": evil})
    photo = album / "obama.jpg"
    assert "U+001B" in founded("person", "add", photo, "--stdin", by="sari", status=2, stdin=who)
    day = jakarta_day(datetime.now(UTC)) + timedelta(days=1)
    guests = write(tmp_path, f"day,name,passport\n{day},{evil},X1234567\n", "day.csv")
    at_gate = ("--checkpoint", "gate-1")
    (told,) = founded.json("visitors", "import", guests, *at_gate, by="sari", status=2)["rows"]
    assert told["reason"] == "hidden-sign"
    shift = write(tmp_path, f"number,name,role,pin\n1001,{evil},officer,482915\n", "shift.csv")
    (told,) = founded.json("officers", "import", shift, *at_gate, by="sari", status=2)["rows"]
    assert told["reason"] == "hidden-sign"
    described = EXAMPLE.replace("Daftar pencarian orang", "Daftar\\u202e")
    (tmp_path / "evil.toml").write_text(described)
    create = ("list", "create", "dpo", "--from", tmp_path / "evil.toml")
    assert "U+202E" in founded(*create, by="sari", status=2)
    renamed = founded("checkpoint", "change", "gate-1", "--name", evil, by="sari", status=2)
    assert "U+001B" in renamed
    assert "\x1b" not in renamed


def test_a_name_of_an_older_version_does_not_steer_the_screen(listed: Desk) -> None:
    evil = "\x1b[2K\x9b2JBenign"
    with Centre.open(listed.home) as centre, centre.registry.transaction() as session:
        person = present(persons.by_nik(session, centre.vault, NIK))
        identity = persons.Identity(name=evil, nik=NIK)
        person.sealed = centre.vault.seal(
            identity.model_dump_json().encode(), f"persons {person.person_id}"
        )
        person_id = person.person_id
    (listed.home.parent / "ids.txt").write_text(person_id)
    remove = ("list", "members", "remove", "dpo", "--persons", listed.home.parent / "ids.txt")
    listed(*remove, by="sari")
    for arguments in (
        ("proposals", 3),
        ("list", "members", "show", "dpo"),
        ("person", "show", person_id),
    ):
        for more in ((), ("--json",)):
            shown = listed(*arguments, *more, by="budi")
            assert "Benign" in shown
            assert not {"\x1b", "\x9b"} & set(shown)
    (shown,) = listed.json("proposals", 3, by="budi")["persons"]
    assert shown["name"] == evil


def test_two_states_may_give_out_one_number(founded: Desk, tmp_path: Path) -> None:
    day = jakarta_day(datetime.now(UTC)) + timedelta(days=2)
    rows = "\n".join(
        (
            "day,name,passport,negara penerbit",
            f"{day},IVANOVA OLGA,B7654321,RUS",
            f"{day},BUDI SANTOSO,'B 7654321,idn",
            f"{day},TANPA NEGARA,B7654321,",
            f"{day},OLGA IVANOVA,B7654321,RUS",
            f"{day},PYOTR PETROV,B7654321,RUS",
            f"{day},SALAH NEGARA,B7654322,Rusia",
        )
    )
    file = write(tmp_path, rows + "\n", "guests.csv")
    at_gate = ("--checkpoint", "gate-1")
    taken = founded.json("visitors", "import", file, *at_gate, by="sari")
    assert (taken["stored"], [(row["row"], row["reason"]) for row in taken["rows"]]) == (
        3,
        [(5, "duplicate"), (6, "duplicate"), (7, "passport_state")],
    )
    assert founded.json("visitors", "import", file, *at_gate, by="sari")["unchanged"] == 3
    renamed = write(
        tmp_path, f"day,name,passport,passport_state\n{day},ANNA,B7654321,RUS\n", "x.csv"
    )
    (told,) = founded.json("visitors", "import", renamed, *at_gate, by="sari", status=2)["rows"]
    assert told["reason"] == "other-name"
    founded("visitors", "import", renamed, *at_gate, "--rename", by="sari")
    with Centre.open(founded.home) as centre, centre.registry.session() as session:
        kept = visitors.list_all(session, centre.vault, "gate-1", day)
    assert sorted((each.name, each.passport_state) for each in kept) == [
        ("ANNA", "RUS"),
        ("BUDI SANTOSO", "IDN"),
        ("TANPA NEGARA", None),
    ]


def test_a_name_as_the_passport_spells_it_is_no_other_name(founded: Desk, tmp_path: Path) -> None:
    day = jakarta_day(datetime.now(UTC)) + timedelta(days=2)
    at_gate = ("--checkpoint", "gate-1")
    for state in ("D", ""):  # without a state, the name says whom a number means
        head = "day,name,passport,passport_state"
        for name in ("Jürgen Müller-Groß", "MUELLER GROSS, JUERGEN", "Muller Gross Jurgen"):
            row = f'{day},"{name}",C01X0{len(state)}47,{state}'
            file = write(tmp_path, f"{head}\n{row}\n", "guests.csv")
            assert founded.json("visitors", "import", file, *at_gate, by="sari")["refused"] == 0
    with Centre.open(founded.home) as centre, centre.registry.session() as session:
        kept = visitors.list_all(session, centre.vault, "gate-1", day)
    assert [each.name for each in kept] == ["Muller Gross Jurgen"] * 2


def test_a_visitor_takes_nobody_elses_nik(founded: Desk, album: Path) -> None:
    founded("import", write(album, f"photo,name,nik\nobama.jpg,Satu Dua,{NIK}\n"), by="sari")
    day = jakarta_day(datetime.now(UTC)) + timedelta(days=2)
    rows = f"day,name,nik,photo\n{day},Pak Menteri,{NIK},\n{day},SATU DUA,{NIK},biden.jpg\n"
    file = write(album, rows + f"{day},Dua Satu,{NIK},obama2.jpg\n", "day.csv")
    taken = founded.json("visitors", "import", file, "--checkpoint", "gate-1", by="sari")
    assert [row["reason"] for row in taken["rows"]] == ["other-name", "other-face"]
    assert taken["stored"] == 1


@pytest.mark.slow
def test_an_interrupted_import_says_what_it_kept(
    founded: Desk, tmp_path: Path, shared_data: Path
) -> None:
    pictures = sorted(shared_data.glob("faces-dev/*/*_0001.jpg"))[:400]  # half a minute and more
    rows = [f"{each.name},Orang {number}" for number, each in enumerate(pictures)]
    folder = tmp_path / "many"
    folder.mkdir()
    for each in pictures:
        shutil.copy(each, folder)
    write(folder, "\n".join(["photo,name", *rows]))
    environment = {**os.environ, "GAPURA_PASSPHRASE_FILE": str(tmp_path / "sari.txt")}
    program = [sys.executable, "-m", "edge_app.cli", "central", "import", str(folder)]
    with subprocess.Popen(
        [*program, "--operator", "sari", "--home", str(founded.home)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as importing:

        def enrolled() -> int:
            with Centre.open(founded.home) as centre, centre.registry.session() as session:
                return session.query(Person).count()

        until(lambda: enrolled() >= 3, "three persons")
        importing.send_signal(signal.SIGINT)
        told, _ = importing.communicate()
    assert importing.returncode == 130
    assert f"{enrolled()} enrolled" in told
    assert "start it again" in told
    kept = enrolled()
    write(folder, "\n".join(["photo,name", *rows[: kept + 20]]))  # the rest takes its time
    taken: Any = founded.json("import", folder, by="sari")
    assert taken["unchanged"] >= 3
    assert taken["stored"] + taken["unchanged"] + taken["refused"] == kept + 20


def test_a_header_alone_is_said(founded: Desk, album: Path) -> None:
    taken = founded.json("import", write(album, "foto,nama,alamat\n"), by="sari")
    assert taken["stored"] == 0
    assert [note.partition(":")[0] for note in taken["notes"]] == ["not read", "persons.csv"]
