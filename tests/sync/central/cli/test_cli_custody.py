"""Custodians sign on machines of their own: no medium alone changes who says what."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from edge_app import cli
from sync.central.centre import Centre
from sync.central.publisher import Publisher
from sync.central.releases.centre_keys import present_keys
from sync.central.releases.keys import settle
from sync.central.storage.key_files import key_id
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.errors import EnvelopeError
from tests.sync.central.cli.conftest import SECRETS, Desk

PASSPHRASES = ("kunci pertama di brankas", "kunci kedua di brankas", "kunci ketiga di brankas")


class Custodians:
    """Three media, each with a passphrase of its own; commands without a home."""

    def __init__(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.folder, self._monkeypatch, self._capsys = folder, monkeypatch, capsys
        self.media = [folder / name for name in "abc"]
        self.passphrases = list(PASSPHRASES)

    def knows(self, *passphrases: str) -> None:
        """The next commands read these passphrases."""
        file = self.folder / "custodians.txt"
        file.write_text("".join(f"{each}\n" for each in passphrases))
        file.chmod(0o600)
        self._monkeypatch.setenv("GAPURA_OFFLINE_PASSPHRASE_FILE", str(file))

    def __call__(self, number: int, *arguments: object, status: int = 0) -> str:
        """What custodian `number` is shown by `keys …`, where there is only his medium."""
        self.knows(self.passphrases[number])
        given = ["central", "keys", *map(str, arguments), "--offline", str(self.media[number])]
        assert cli.main(given) == status, self._capsys.readouterr().err
        shown = self._capsys.readouterr()
        return shown.err if status else shown.out

    def signs(self, number: int, request: Path, status: int = 0) -> Path:
        out = self.folder / f"{request.stem}.{number}.json"
        self(number, "sign", request, "--yes", "--out", out, status=status)
        return out


@pytest.fixture
def custodians(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Custodians:
    return Custodians(tmp_path, monkeypatch, capsys)


@pytest.fixture
def held(
    desk: Desk, custodians: Custodians, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Desk:
    """A data centre whose offline keys three custodians hold."""
    custodians.knows(*PASSPHRASES)
    media = [word for each in custodians.media for word in ("--offline", each)]
    desk("init", *media, "--no-ntp", "--host", "localhost")
    for name in SECRETS:
        monkeypatch.setenv("GAPURA_NEW_PASSPHRASE_FILE", str(tmp_path / f"{name}.txt"))
        desk("operator", "add", name)
    return desk


def versions(desk: Desk) -> dict[str, int]:
    with Centre.open(desk.home) as centre:
        return Publisher(centre.blobs, centre.secrets).versions()


def requested(desk: Desk, tmp_path: Path, *act: object) -> tuple[Path, str]:
    out = tmp_path / "request.json"
    return out, desk("keys", "sign-request", *act, "--out", out, by="sari")


def test_each_medium_holds_one_root_key_under_a_passphrase(
    held: Desk, custodians: Custodians
) -> None:
    for medium in custodians.media:
        (root,) = medium.glob("root.*.pem")
        with pytest.raises(EnvelopeError):
            SigningKey.from_pem(root.read_bytes())
        for place in medium.iterdir():
            assert b"BEGIN PRIVATE KEY" not in place.read_bytes()
            assert place.stat().st_mode & 0o077 == 0
    assert [len(list(medium.glob("targets.*.pem"))) for medium in custodians.media] == [1, 1, 0]
    at_home = [path.name for path in held.home.rglob("*.pem")]
    assert not [name for name in at_home if name.startswith(("root.", "targets."))]


def test_one_custodian_is_not_enough_and_two_are(
    held: Desk, custodians: Custodians, tmp_path: Path
) -> None:
    before = versions(held)
    request, said = requested(held, tmp_path, "renew")
    assert "root: version 2" in said
    assert versions(held) == before
    one = custodians.signs(0, request)
    refused = held("keys", "combine", request, one, by="sari", status=2)
    assert "root is signed by 1 of its keys, needed are 2" in refused
    assert versions(held) == before
    two = custodians.signs(2, request)
    held("keys", "combine", request, one, two, by="sari")
    after = versions(held)
    assert (after["root"], after["targets"]) == (before["root"] + 1, before["targets"] + 1)
    again = held("keys", "combine", request, one, two, by="sari", status=2)
    assert "another version since" in again


def test_a_custodian_sees_what_is_signed_and_not_what_is_said(
    held: Desk, custodians: Custodians, tmp_path: Path
) -> None:
    request, _ = requested(held, tmp_path, "rotate", "online")
    altered = json.loads(request.read_text())
    altered["act"] = "renew"
    (tmp_path / "altered.json").write_text(json.dumps(altered))
    shown = custodians(
        0, "sign", tmp_path / "altered.json", "--yes", "--out", tmp_path / "one.json"
    )
    assert "snapshot: new keys" in shown
    assert "timestamp: new keys" in shown
    two = custodians.signs(1, request)
    said = held("keys", "combine", request, tmp_path / "one.json", two, by="sari", status=2)
    assert "another request" in said


def test_what_was_altered_after_it_was_signed_is_refused(
    held: Desk, custodians: Custodians, tmp_path: Path
) -> None:
    request, _ = requested(held, tmp_path, "reset-time")
    signed = custodians.signs(0, request)
    altered = json.loads(request.read_text())
    name = "centre/keys.json"
    content = base64.urlsafe_b64decode(altered["contents"][name])
    altered["contents"][name] = base64.urlsafe_b64encode(content + b" ").decode()
    request.write_text(json.dumps(altered))
    said = held("keys", "combine", request, signed, by="sari", status=2)
    assert "something else than its centre/keys.json" in said
    assert said.count("\n") == 1


def test_a_new_collection_needs_no_root_key(held: Desk, custodians: Custodians) -> None:
    held("checkpoint", "add", "gate-1", "--name", "Gerbang 1", by="sari")
    root = versions(held)["root"]
    custodians.knows(PASSPHRASES[1])
    held("delegate", "--offline", custodians.media[1])
    assert {"officers-gate-1", "visitors-gate-1"} <= versions(held).keys()
    assert versions(held)["root"] == root
    said = held("delegate", "--offline", custodians.media[2])  # nothing to do, nothing asked
    assert "nothing to do" in said


def test_a_stolen_medium_is_replaced_by_the_others(
    held: Desk, custodians: Custodians, tmp_path: Path
) -> None:
    before = versions(held)["root"]
    made = []
    for number in (0, 1):
        out = tmp_path / f"new-{number}.json"
        custodians(number, "make", "root", "--out", out)
        made += ["--key", out]
    stolen, custodians.media[2] = custodians.media[2], tmp_path / "d"
    custodians.media[2].mkdir()
    custodians(2, "make", "root", "--out", tmp_path / "new-2.json")
    made += ["--key", tmp_path / "new-2.json"]
    request, said = requested(held, tmp_path, "rotate", "root", *made)
    assert "root: new keys" in said
    signatures = [custodians.signs(number, request) for number in range(3)]
    held("keys", "combine", request, *signatures, by="sari")
    assert versions(held)["root"] == before + 1
    request, _ = requested(held, tmp_path, "renew")
    custodians.media[2] = stolen
    said = custodians(2, "sign", request, "--yes", "--out", tmp_path / "x.json", status=2)
    assert "no key of root" in said


def test_root_keys_of_the_founding_are_replaced_by_keys_that_were_never_here(
    held: Desk, custodians: Custodians, tmp_path: Path
) -> None:
    """`init` makes them in the server's memory: who was in there then has them all."""
    before, first = versions(held)["root"], list(custodians.media)
    made: list[object] = []
    for number in range(3):  # each on his own machine, on a medium that the server never sees
        custodians.media[number] = tmp_path / f"own-{number}"
        custodians.media[number].mkdir()
        custodians(number, "make", "root", "--out", tmp_path / f"own-{number}.json")
        made += ["--key", tmp_path / f"own-{number}.json"]
    own = list(custodians.media)
    request, _ = requested(held, tmp_path, "rotate", "root", *made)
    signatures = []
    for name, media in (("own", own), ("first", first)):
        custodians.media = list(media)
        for number in (0, 1):
            signed = custodians.signs(number, request)
            signatures.append(signed.rename(tmp_path / f"{name}-signed-{number}.json"))
    held("keys", "combine", request, *signatures, by="sari")
    assert versions(held)["root"] == before + 1
    request, _ = requested(held, tmp_path, "renew")
    old = [custodians.signs(number, request) for number in (0, 1)]  # their targets keys count on
    refused = held("keys", "combine", request, *old, by="sari", status=2)
    assert "root is signed by 0 of its keys, needed are 2" in refused
    custodians.media = own
    fresh = [custodians.signs(number, request).rename(tmp_path / f"{number}") for number in (0, 2)]
    custodians.media = first
    held("keys", "combine", request, *fresh, custodians.signs(0, request), by="sari")
    assert versions(held)["root"] == before + 2


def test_a_wrong_passphrase_says_so_and_signs_nothing(
    held: Desk, custodians: Custodians, tmp_path: Path
) -> None:
    request, _ = requested(held, tmp_path, "renew")
    custodians.passphrases[0] = "salah sama sekali"
    said = custodians(0, "sign", request, "--yes", "--out", tmp_path / "x.json", status=2)
    assert "another passphrase" in said
    assert "salah" not in said
    assert not (tmp_path / "x.json").exists()


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\x00", b"[" * 10_000])
def test_what_is_no_request_ends_with_one_line(
    founded: Desk, custodians: Custodians, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "odd").write_bytes(content)
    said = custodians(0, "sign", tmp_path / "odd", "--yes", "--out", tmp_path / "x", status=2)
    assert said.count("\n") == 1
    said = founded("keys", "combine", tmp_path / "odd", tmp_path / "odd", by="sari", status=2)
    assert said.count("\n") == 1
    assert not (tmp_path / "x").exists()


def test_nothing_is_signed_where_nobody_was_asked_nor_over_the_request(
    held: Desk, custodians: Custodians, tmp_path: Path
) -> None:
    request, _ = requested(held, tmp_path, "renew")
    before = request.read_bytes()
    assert "--yes" in custodians(0, "sign", request, "--out", tmp_path / "x.json", status=2)
    said = custodians(0, "sign", request, "--yes", "--out", request, status=2)
    assert "is the request itself" in said
    assert request.read_bytes() == before
    assert not (tmp_path / "x.json").exists()
    (tmp_path / "b.json").write_text("{}")
    one = custodians.signs(1, request)
    said = held("keys", "combine", request, one, tmp_path / "b.json", by="sari", status=2)
    assert f"{tmp_path / 'b.json'}: this is nothing that `keys sign` wrote" in said


def test_a_killed_act_is_finished_by_the_next_start(founded: Desk, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    with Centre.open(founded.home) as centre:
        before = centre.statements.raw, centre.sealing.public
    for kind in ("statements", "sealing"):
        founded("keys", "rotate", kind, "--offline", stick, by="sari")
    secrets = founded.home / "secrets"
    with Centre.open(founded.home) as centre:
        after = centre.statements, centre.sealing.public
        (secrets / f"statements.{key_id(after[0].public)}.key").write_bytes(after[0].raw)
        (secrets / "statements.key").write_bytes(before[0])  # as if it had been killed
        settle(centre)
        assert centre.statements.public == after[0].public
        assert centre.sealing.public == after[1] != before[1]
    assert before[0] not in [path.read_bytes() for path in secrets.glob("statements*.key")]


def test_a_data_centre_is_not_founded_on_one_stick_by_mistake(desk: Desk, tmp_path: Path) -> None:
    said = desk("init", "--offline", tmp_path / "a", "--host", "localhost", status=2)
    assert "--one-stick" in said
    assert not desk.home.exists()


def test_keys_overlap_and_then_the_old_ones_go(founded: Desk, tmp_path: Path) -> None:
    def keys() -> Any:
        with Centre.open(founded.home) as centre:
            return present_keys(centre)

    stick = tmp_path / "stick"
    first = keys()
    for kind in ("statements", "sealing", "authority"):
        founded("keys", "rotate", kind, "--offline", stick, by="sari")
    second = keys()
    assert second.statements[1:] == first.statements
    assert second.sealing[1:] == first.sealing
    assert second.authorities[1:] == first.authorities
    with Centre.open(founded.home) as centre:
        assert centre.statements.public == second.statements[0]
        assert centre.sealing.public == second.sealing[0]
    retire = ("keys", "retire", "authority", "--offline", stick)
    assert "`certificate renew` first" in founded(*retire, by="sari", status=2)
    founded("certificate", "renew", "--offline", stick, by="sari")
    for kind in ("statements", "sealing", "authority"):
        founded("keys", "retire", kind, "--offline", stick, by="sari")
        assert "no older key" in founded(
            "keys", "retire", kind, "--offline", stick, by="sari", status=2
        )
    third = keys()
    assert (third.statements, third.sealing) == (second.statements[:1], second.sealing[:1])
    assert third.authorities == second.authorities[:1]
    private = {path.name for path in (founded.home / "secrets").iterdir() if path.suffix == ".key"}
    assert private == {"backup.key", "vault.key", "sealing.key", "statements.key"}
    names = {each["name"] for each in founded.json("keys", "show")["keys"]}
    assert {"statements", "sealing", "authority", "root", "targets", "snapshot"} <= names
