"""Keys in a token that they never leave: SoftHSM, through the commands, to a terminal's client."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sync.central.publisher import Publisher
from sync.central.storage.blob_folder import FolderBlobs
from sync.terminal.updater import FolderFetch, Updater
from tests.sync.central.cli.conftest import Desk

MODULE = "/usr/lib/softhsm/libsofthsm2.so"
PIN = "82911047"


@pytest.fixture
def token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The beginning and the end of a URI in a fresh token, around the object's name."""
    folder = tmp_path / "softhsm"
    (folder / "tokens").mkdir(parents=True)
    config = folder / "softhsm2.conf"
    config.write_text(f"directories.tokendir = {folder}/tokens\nobjectstore.backend = file\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(config))
    (folder / "pin").touch(0o600)
    (folder / "pin").write_text(f"{PIN}\n")
    make = ("--init-token", "--free", "--label", "gapura", "--pin", PIN, "--so-pin", PIN)
    subprocess.run(["softhsm2-util", *make], check=True, capture_output=True)
    return f"pkcs11:token=gapura;object={{}}?module-path={MODULE}&pin-source={folder}/pin"


def gapura(desk: Desk, tmp_path: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own: a token's library reads its configuration once."""
    given = [sys.executable, "-m", "edge_app.cli", "central", *map(str, arguments)]
    environment = {
        **os.environ,
        "GAPURA_PASSPHRASE_FILE": str(tmp_path / "sari.txt"),
        "GAPURA_OPERATOR": "sari",
        "GAPURA_HOME": str(desk.home),
    }
    return subprocess.run(given, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_a_role_signs_in_a_token_and_terminals_believe_it(
    founded: Desk, tmp_path: Path, token: str
) -> None:
    stick = tmp_path / "stick"
    uri = token.format("checkpoints")
    replace = ("keys", "replace", "checkpoints", "--token", uri, "--offline", stick)
    done = gapura(founded, tmp_path, *replace)
    assert done.returncode == 0, done.stderr
    (named,) = (founded.home / "secrets" / "roles").glob("checkpoints.*")
    assert named.suffix == ".token"
    assert PIN not in named.read_text()
    added = gapura(founded, tmp_path, "checkpoint", "add", "gate-2", "--name", "Gerbang 2")
    assert added.returncode == 0, added.stderr
    done = gapura(founded, tmp_path, "publish", "--json")
    assert done.returncode == 0, done.stderr
    updater = Updater(
        tmp_path / "metadata",
        tmp_path / "targets",
        Publisher(FolderBlobs(founded.home / "blobs"), founded.home / "secrets").root_bytes(),
        FolderFetch(founded.home / "blobs" / "tuf"),
        datetime.now(UTC) + timedelta(minutes=1),
    )
    updater.refresh()
    assert updater.checkpoint("gate-2").checkpoint_id == "gate-2"
    again = gapura(founded, tmp_path, *replace)
    assert again.returncode == 2
    assert again.stderr == "gapura: token gapura has a key checkpoints already\n"


@pytest.mark.slow
def test_a_custodians_key_in_a_token_signs_the_root(
    founded: Desk, tmp_path: Path, token: str
) -> None:
    stick = tmp_path / "stick"
    for name in "abc":
        folder = tmp_path / name
        folder.mkdir()
        uri = token.format(f"root-{name}")
        out = tmp_path / f"{name}.json"
        given = ("make", "root", "--token", uri, "--offline", folder, "--out", out)
        made = gapura(founded, tmp_path, "keys", *given)
        assert made.returncode == 0, made.stderr
    request, old, new = (tmp_path / f"{name}.json" for name in ("request", "old", "new"))
    fresh = [word for name in "abc" for word in ("--key", tmp_path / f"{name}.json")]
    sign = ("keys", "sign", request, "--yes")
    media = [word for name in "abc" for word in ("--offline", tmp_path / name)]
    for arguments in (
        ("keys", "sign-request", "rotate", "root", *fresh, "--out", request),
        (*sign, "--offline", stick, "--out", old),
        (*sign, *media, "--out", new),
        ("keys", "combine", request, old, new),
        ("keys", "sign-request", "renew", "--out", request),
        (*sign, "--offline", stick, *media, "--out", new),
        ("keys", "combine", request, new),
    ):
        done = gapura(founded, tmp_path, *arguments)
        assert done.returncode == 0, done.stderr
    publisher = Publisher(FolderBlobs(founded.home / "blobs"), founded.home / "secrets")
    assert publisher.versions()["root"] == 3


def test_a_wrong_pin_ends_with_one_line(founded: Desk, tmp_path: Path, token: str) -> None:
    (tmp_path / "softhsm" / "pin").write_text("00000000\n")
    before = {path.name for path in (founded.home / "secrets" / "roles").iterdir()}
    given = ("--token", token.format("checkpoints"), "--offline", tmp_path / "stick")
    done = gapura(founded, tmp_path, "keys", "replace", "checkpoints", *given)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert done.stderr.startswith("gapura: token gapura, key checkpoints: ")
    assert {path.name for path in (founded.home / "secrets" / "roles").iterdir()} == before
