"""What one operator alone must not do: officers, rights, many revocations, many faces."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from sync.central.centre import Centre
from sync.central.cli.list import EXAMPLE
from sync.central.photographs.contact_sheet import FACES, Face, pages
from sync.central.registry import face_exports, officers, terminals
from sync.central.registry.callers import rights
from sync.central.registry.schema import Checkpoint
from tests.sync.central.cli.conftest import Desk
from tests.sync.central.registry.shift_rows import add_terminal

GATE = ("--checkpoint", "gate-1")


def accounts(desk: Desk) -> dict[str, str]:
    with Centre.open(desk.home) as centre, centre.registry.session() as session:
        held = officers.list_all(session, centre.vault, "gate-1")
    return {each.number: f"{each.name} {each.role.value} {each.suspended}" for each in held}


def shift(folder: Path, *rows: str) -> Path:
    (folder / "shift.csv").write_text("\n".join(["nomor,nama,jabatan,pin,suspended", *rows]))
    return folder / "shift.csv"


def test_officers_accounts_are_approved_and_a_suspension_counts_at_once(
    founded: Desk, tmp_path: Path
) -> None:
    file = shift(tmp_path, "1001,Satu,petugas,482915,", "1002,Dua,Penyelia,703816,")
    founded("officers", "import", file, *GATE, by="sari")
    assert accounts(founded) == {}
    text = founded("proposals", 1, by="budi")
    assert "1001: Satu, officer: new" in text
    assert "482915" not in text
    assert "$argon2id" not in text
    founded("approve", 1, by="budi")
    file = shift(tmp_path, "1001,Lain,technician,925047,", "1002,Dua,supervisor,,ya")
    told = founded.json("officers", "import", file, *GATE, by="sari")
    assert (told["stored"], told["proposed"]) == (1, 1)
    assert accounts(founded) == {"1001": "Satu officer False", "1002": "Dua supervisor True"}
    text = founded("proposals", told["proposal"], by="budi")
    assert "name Satu -> Lain, role officer -> technician, another PIN" in text
    founded("approve", told["proposal"], by="budi")
    assert accounts(founded)["1001"] == "Lain technician False"
    back = shift(tmp_path, "1002,Dua,supervisor,,tidak")
    assert founded.json("officers", "import", back, *GATE, by="sari")["stored"] == 0
    assert accounts(founded)["1002"] == "Dua supervisor True"


@pytest.mark.parametrize(
    ("pin", "reason"),
    [("123456", "sequence"), ("000000", "repeats"), ("170845", "birthday"), ("731001", "number")],
)
def test_a_weak_pin_is_refused_with_its_reason(
    founded: Desk, tmp_path: Path, pin: str, reason: str
) -> None:
    file = shift(tmp_path, f"1001,Satu,officer,{pin},")
    (told,) = founded.json("officers", "import", file, *GATE, by="sari", status=2)["rows"]
    assert told["reason"] == f"pin-{reason}"
    assert pin not in told["text"]


def test_two_operators_put_a_checkpoint_into_its_zone(founded: Desk) -> None:
    def zones() -> dict[str, str]:
        rows = founded.json("checkpoint", "list")["checkpoints"]
        return {row["checkpoint"]: row["zone"] for row in rows}

    with Centre.open(founded.home) as centre, centre.registry.transaction() as session:
        row = session.get_one(Checkpoint, "gate-1")
        row.settings = {key: kept for key, kept in row.settings.items() if key != "zone"}
    founded("checkpoint", "add", "ikn-1", "--zone", "WITA", by="sari")
    assert zones() == {"gate-1": "WIB", "ikn-1": "WIB"}, "as an older Gapura left it; not yet"
    founded("approve", 1, by="budi")
    assert zones() == {"gate-1": "WIB", "ikn-1": "WITA"}
    founded("checkpoint", "change", "gate-1", "--zone", "WIT", by="sari")
    text = founded("proposals", 2, by="budi")
    assert "zone: WIB -> WIT" in text
    founded("approve", 2, by="budi")
    assert zones() == {"gate-1": "WIT", "ikn-1": "WITA"}
    assert "WITA" in founded("checkpoint", "list")
    told = founded("checkpoint", "change", "gate-1", "--zone", "Asia/Tokyo", by="sari", status=2)
    assert len(told.splitlines()) == 1
    assert "--zone" in told
    assert "WITA" in told


def test_rights_and_settings_of_a_checkpoint_take_two(founded: Desk) -> None:
    def held() -> tuple[bool, int]:
        (row,) = [
            each
            for each in founded.json("checkpoint", "list")["checkpoints"]
            if each["checkpoint"] == "gate-1"
        ]
        with Centre.open(founded.home) as centre, centre.registry.session() as session:
            assert rights(session, "gate-1").may_identify == row["identify"]
        return row["identify"], row["lease_days"]

    wide = ("--identify", "--lease-days", 366)
    founded("checkpoint", "change", "gate-1", "--name", "Gerbang Satu", *wide, by="sari")
    assert held() == (False, 7)
    text = founded("proposals", 1, by="budi")
    assert "lease_days: 7 -> 366" in text
    assert "may_identify: False -> True" in text
    assert "name" not in text
    founded("approve", 1, by="budi")
    assert held() == (True, 366)
    founded("checkpoint", "add", "gate-2", "--identify", by="sari")
    rows = founded.json("checkpoint", "list")["checkpoints"]
    assert [row["identify"] for row in rows] == [True, False]


def test_what_a_list_is_to_become_is_told_beside_what_it_is(founded: Desk, tmp_path: Path) -> None:
    file = tmp_path / "dpo.toml"
    file.write_text(EXAMPLE)
    founded("list", "create", "dpo", "--from", file, by="sari")
    new = founded("proposals", 1, by="budi")
    assert "  category id: Buron\n" in new
    assert "  checkpoints: gate-1\n" in new
    assert "->" not in new
    founded("approve", 1, by="budi")
    lax = file.read_text().replace("officers = 2 ", "officers = 1 ")
    asked = '[on_request]\ncheckpoints = ["gate-1"]\npurposes = ["lost-child"]\n'
    file.write_text(lax + asked)
    founded("list", "change", "dpo", "--from", file, by="sari")
    told = [line for line in founded("proposals", 2, by="budi").splitlines() if "->" in line]
    assert "  officers: 2 -> 1" in told
    assert "  on_request purposes: - -> lost-child" in told
    assert told[-1] == "what differs from now (->): 3 of these"
    assert {line.split()[0] for line in told} == {"officers:", "on_request", "what"}
    shown = founded.json("proposals", 2, by="budi")
    assert (shown["described"]["officers"], shown["now"]["officers"]) == (1, 2)
    founded("approve", 2, by="budi")
    assert "->" not in founded("proposals", 2, by="budi")  # it holds now


def test_many_terminals_are_revoked_by_two(founded: Desk) -> None:
    with Centre.open(founded.home) as centre, centre.registry.transaction() as session:
        fleet = [add_terminal(session, datetime.now(UTC)) for _ in range(6)]

    def revoked() -> int:
        found = founded.json("terminals", "--all")["terminals"]
        return sum(row["state"] == "revoked" for row in found)

    founded("terminal", "revoke", "--yes", *fleet[:2], by="sari")
    founded("terminal", "revoke", "--yes", fleet[2], by="budi")
    assert revoked() == terminals.REVOKED_ALONE
    assert "proposal 1 waits" in founded("terminal", "revoke", "--yes", *fleet[3:], by="sari")
    assert revoked() == terminals.REVOKED_ALONE
    assert fleet[3] in founded("proposals", 1, by="budi")
    founded("approve", 1, by="budi")
    assert revoked() == len(fleet)


def test_the_approver_sees_every_face_and_the_proposer_carries_none_off(
    founded: Desk,
    tmp_path: Path,
    portraits: dict[str, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(face_exports, "FACES_ALONE", 1)
    album = tmp_path / "album"
    album.mkdir()
    for name in ("obama.jpg", "obama2.jpg", "biden.jpg"):
        shutil.copy(portraits[name], album)
    rows = ["photo,name", "obama.jpg,Satu", "obama2.jpg,Dua", "biden.jpg,satu"]
    (album / "persons.csv").write_text("\n".join(rows))
    (tmp_path / "dpo.toml").write_text(EXAMPLE)
    founded("list", "create", "dpo", "--from", tmp_path / "dpo.toml", by="sari")
    founded("approve", 1, by="budi")
    founded("import", album, "--list", "dpo", by="sari")
    sheet = tmp_path / "faces.png"
    seen = founded.json("proposals", 2, "--out", sheet, by="budi")
    assert seen["faces"] == [str(sheet)]
    assert sheet.stat().st_mode & 0o077 == 0
    marks = {each["name"]: " ".join(each["marks"]) for each in seen["persons"]}
    assert "looks like Dua in this proposal" in marks["Satu"]
    assert "looks like Satu in this proposal" in marks["Dua"]
    assert "has the name of another person" in marks["satu"]
    assert "looks like" not in marks["satu"]
    with Image.open(sheet) as picture:
        colours = np.asarray(picture.convert("RGB")).reshape(-1, 3)
    assert len(np.unique(colours, axis=0)) > 1000
    mine = ("proposals", 2, "--out", sheet)
    assert "take two operators" in founded(*mine, by="sari", status=2)
    monkeypatch.setenv("GAPURA_SECOND_PASSPHRASE_FILE", str(tmp_path / "budi.txt"))
    founded(*mine, "--second", "budi", by="sari")
    assert "another operator" in founded(*mine, "--second", "sari", by="sari", status=2)
    rows_ = [json.loads(line) for line in founded("audit", "list", "--json").splitlines()]
    details = [row["details"] for row in rows_ if row["action"] == "proposal-viewed"]
    assert details == [
        {"proposal": 2, "judged": 3},
        {"proposal": 2, "faces": 3, "second": "budi"},
    ]


@pytest.mark.slow
def test_many_faces_are_on_several_pages_and_none_is_left_out() -> None:
    image = np.zeros((160, 120, 3), np.uint8)
    faces = [Face(image, f"{number}. Nama\x1b[2J {'W' * 300}") for number in range(2 * FACES + 1)]
    assert [page[:4] for page in pages(faces, "proposal 1")] == [b"\x89PNG"] * 3
