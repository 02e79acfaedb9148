"""`gapura central keys`, `status` and `person forget`: the rare acts, as operators type them."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from models import manifest
from sync.central.centre import Centre
from sync.central.cli.list import EXAMPLE
from sync.central.registry.schema import Person, Reference, ReferenceTemplate
from tests.fakes.manifests import edited
from tests.sync.central.cli.conftest import Desk
from tests.waiting import until

NIK = "3171014808610001"


@pytest.fixture
def stick(founded: Desk, tmp_path: Path) -> Path:
    """The stick of a data centre whose collections have their roles."""
    founded("delegate", "--offline", tmp_path / "stick")
    return tmp_path / "stick"


def actions(desk: Desk) -> Any:
    return [json.loads(line)["action"] for line in desk("audit", "list", "--json").splitlines()]


def listed(desk: Desk, tmp_path: Path, photo: Any, by: Any = "sari") -> Any:
    """A person on the list `dpo`, approved and published; the id."""
    who = json.dumps({"name": "Nama Rahasia", "nik": NIK})
    person = desk.json("person", "add", photo, "--stdin", by=by, stdin=who)["person"]
    (tmp_path / "dpo.toml").write_text(EXAMPLE)
    made = desk.json("list", "create", "dpo", "--from", tmp_path / "dpo.toml", by=by)
    desk("approve", made["proposal"], by="budi")
    (tmp_path / "niks.txt").write_text(NIK + "\n")
    return person


def members(desk: Desk, what: str, tmp_path: Path) -> Any:
    given = ("list", "members", what, "dpo", "--persons", tmp_path / "niks.txt")
    return desk.json(*given, by="sari")["proposal"]


def test_stolen_keys_are_replaced_and_terms_renewed(founded: Desk, stick: Path) -> None:
    before = founded.json("keys", "show")
    begun = datetime.now(UTC)
    assert before["roles"] == ["checkpoints", "officers-gate-1", "visitors-gate-1"]
    held = {path.name for path in (founded.home / "secrets" / "roles").iterdir()}
    root = {path.name for path in stick.iterdir()}
    for kind in ("online", "targets", "root"):
        founded("keys", "rotate", kind, "--offline", stick, by="sari")
    founded("keys", "replace", "visitors-gate-1", "--offline", stick, by="sari")
    # Terms are of whole seconds: a new one is longer once the clock shows another.
    until(lambda: datetime.now(UTC) - begun >= timedelta(seconds=1))
    founded("keys", "renew", "--offline", stick, by="sari")
    after = founded.json("keys", "show")
    assert after["root"] > before["root"]
    assert after["targets"] >= before["targets"]
    now_held = {path.name for path in (founded.home / "secrets" / "roles").iterdir()}
    assert {name.split(".")[0] for name in held - now_held} == {
        "snapshot",
        "timestamp",
        "visitors-gate-1",
    }
    (recovery,) = stick.glob("gapura-recovery-*.key")
    left = {path.name for path in stick.iterdir()} & root
    assert left == {"ca.key", "ca.pem", recovery.name}
    rotated = ["keys-rotated"] * 3 + ["key-replaced", "terms-renewed"]
    assert [each for each in actions(founded) if each in rotated] == rotated
    founded("checkpoint", "change", "gate-1", "--stale-after-hours", 12, by="sari")
    founded("approve", 1, by="budi")
    assert founded.json("publish")["configured"]  # the new keys sign


def test_the_old_name_of_a_setting_is_still_an_option(founded: Desk) -> None:
    def outdated_after() -> int:
        (found,) = founded.json("checkpoint", "list")["checkpoints"]
        return int(found["outdated_after_hours"])

    change = ("checkpoint", "change", "gate-1")
    founded(*change, "--outdated-after-hours", 48, by="sari")
    founded("approve", 1, by="budi")
    assert outdated_after() == 48
    founded(*change, "--blind-after-hours", 60, by="sari")
    founded("approve", 2, by="budi")
    assert outdated_after() == 60
    assert "blind" not in founded(*change, "--help")


def test_without_the_right_stick_or_role_nothing_changes(
    founded: Desk, stick: Path, tmp_path: Path
) -> None:
    (tmp_path / "another").mkdir()
    before = founded.json("keys", "show")
    for arguments, word in (
        (("replace", "list-none", "--offline", stick), "no role list-none"),
        (("replace", "../root", "--offline", stick), "a role is named"),
        (("rotate", "root", "--offline", tmp_path / "another"), "holds 0"),
        (("renew", "--offline", tmp_path / "another"), "holds 0"),
    ):
        said = founded("keys", *arguments, by="sari", status=2)
        assert word in said
        assert said.count("\n") == 1
    assert founded.json("keys", "show") == before
    assert not {"keys-rotated", "key-replaced", "terms-renewed"} & set(actions(founded))


def test_status_says_what_waits_for_whom(
    founded: Desk, stick: Path, tmp_path: Path, portraits: dict[str, Path]
) -> None:
    assert founded.json("status")["ends"] == {}
    listed(founded, tmp_path, portraits["obama.jpg"])
    number = members(founded, "add", tmp_path)
    found = founded.json("status")
    assert (found["proposals"], found["without_role"]) == ([number], ["list-dpo"])
    assert found["unpublished"] == ["list-dpo"]
    founded("approve", number, by="budi")
    founded("delegate", "--offline", stick)
    founded("publish")
    found = founded.json("status")
    assert (found["proposals"], found["without_role"], found["unpublished"]) == ([], [], [])


def test_a_person_is_forgotten_once_on_no_list(
    founded: Desk, stick: Path, tmp_path: Path, portraits: dict[str, Path]
) -> None:
    person = listed(founded, tmp_path, portraits["obama.jpg"])
    forget = ("person", "forget", person, "--yes")
    number = members(founded, "add", tmp_path)
    assert f"proposal {number}" in founded(*forget, by="sari", status=2)
    founded("approve", number, by="budi")
    founded("delegate", "--offline", stick)
    founded("publish")
    assert "on list dpo" in founded(*forget, by="sari", status=2)
    founded("approve", members(founded, "remove", tmp_path), by="budi")
    assert "publish first" in founded(*forget, by="sari", status=2)
    founded("publish")
    founded("person", "forget", "-", "--yes", by="sari", stdin=NIK + "\n")
    assert "no such person" in founded(*forget, by="sari", status=2)
    with Centre.open(founded.home) as centre, centre.registry.session() as session:
        for table in (Person, Reference, ReferenceTemplate):
            assert session.query(table).count() == 0
        assert not list(centre.blobs.names("references"))
    assert actions(founded)[-1] == "person-forgotten"
    assert founded.json("audit", "verify")["broken"] is None


def test_a_suspended_operator_comes_back_when_two_vouch(
    founded: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GAPURA_NEW_PASSPHRASE_FILE", str(tmp_path / "sari.txt"))
    monkeypatch.setenv("GAPURA_SECOND_PASSPHRASE_FILE", str(tmp_path / "budi.txt"))
    founded("operator", "add", "tono", "--second", "budi", by="sari")
    founded("operator", "suspend", "tono", by="sari")
    monkeypatch.setenv("GAPURA_SECOND_PASSPHRASE_FILE", str(tmp_path / "sari.txt"))
    again = ("operator", "reinstate", "tono")
    assert "second" in founded(*again, "--second", "sari", by="sari", status=2)
    monkeypatch.setenv("GAPURA_SECOND_PASSPHRASE_FILE", str(tmp_path / "budi.txt"))
    founded(*again, "--second", "budi", by="sari")
    assert "not suspended" in founded(*again, "--second", "budi", by="sari", status=2)


def test_a_ticket_that_cannot_be_written_leaves_no_token(founded: Desk, tmp_path: Path) -> None:
    said = founded("token", "gate-1", "--out", tmp_path / "no" / "t.json", by="sari", status=2)
    assert said == f"gapura: {tmp_path}/no/t.json: No such file or directory\n"
    assert "token-issued" not in actions(founded)


@pytest.mark.slow
def test_a_registry_of_a_newer_version_is_left_alone(
    founded: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    database = founded.home / "registry.sqlite3"
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = 'newer'")
    for arguments in (("list", "show"), ("serve", "--bind", "127.0.0.1:0")):
        said = founded(*arguments, status=2)
        assert "newer Gapura" in said
        assert said.count("\n") == 1
    caplog.clear()  # of one user for both
    database.unlink()
    assert "restore it" in founded("list", "show", status=2)


def test_a_data_centre_does_not_begin_with_a_manifest_that_does_not_fit(
    founded: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def grown(document: Any) -> None:
        document["model"][0]["template_size"] = 0

    monkeypatch.setattr(manifest, "MANIFEST", edited(tmp_path / "manifest.toml", grown))
    said = founded("keeper", status=2)
    assert said == (
        f"gapura: {tmp_path}/manifest.toml: model sface-2021dec-mirrored: template_size is 0,"
        " not 2 to 4096\n"
    )
