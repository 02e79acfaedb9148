"""The data centre's commands as an operator gives them."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from edge_app import cli
from models import engine
from models.embedder import Embedder
from models.template_model import TemplateModel

SECRETS = {"sari": "kuda baterai staples benar", "budi": "hujan di bulan juni 1994"}


opened: dict[str, Embedder] = {}
open_embedder = engine.open_embedder


def open_once(model: TemplateModel, threads: int = 1) -> Embedder:
    """The network, opened for the first command: each would take 0.13 s of a processor for it."""
    which = f"{model} {threads}"
    if which not in opened:
        opened[which] = open_embedder(model, threads)
    return opened[which]


class Desk:
    """Runs a command as an operator."""

    def __init__(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.home = folder / "home"
        self._folder = folder
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def __call__(
        self, *arguments: object, by: str | None = None, status: int = 0, stdin: str = ""
    ) -> str:
        """Return what the command shows; fail if it does not end with `status`."""
        out, err = self._run(arguments, by, status, stdin)
        return err if status == 2 else out

    def json(
        self, *arguments: object, by: str | None = None, status: int = 0, stdin: str = ""
    ) -> Any:
        return json.loads(self._run((*arguments, "--json"), by, status, stdin)[0])

    def _run(
        self, arguments: tuple[object, ...], by: str | None, status: int, stdin: str
    ) -> tuple[str, str]:
        self._monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        given = ["central", *map(str, arguments), "--home", str(self.home)]
        if by:
            self._monkeypatch.setenv("GAPURA_PASSPHRASE_FILE", str(self._folder / f"{by}.txt"))
            given += ["--operator", by]
        assert cli.main(given) == status, self._capsys.readouterr().err
        shown = self._capsys.readouterr()
        return shown.out, shown.err


@pytest.fixture
def desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Desk:
    for name, secret in SECRETS.items():
        file = tmp_path / f"{name}.txt"
        file.write_text(secret + "\n")
        file.chmod(0o600)
    monkeypatch.setattr(engine, "open_embedder", open_once)
    return Desk(tmp_path, monkeypatch, capsys)


@pytest.fixture(scope="session")
def foundation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the first `founded` leaves a copy of what was founded, for the others."""
    return tmp_path_factory.mktemp("foundation")


@pytest.fixture
def founded(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, foundation: Path) -> Desk:
    """A home with two operators and a checkpoint."""
    kept = [(tmp_path / name, foundation / name) for name in ("home", "stick")]
    if all(copy.exists() for _, copy in kept):
        for own, copy in kept:
            shutil.copytree(copy, own, symlinks=True)
        return desk
    trial = ("--one-stick", "--no-ntp", "--host", "localhost")
    desk("init", *trial, "--offline", tmp_path / "stick")
    for name in SECRETS:
        monkeypatch.setenv("GAPURA_NEW_PASSPHRASE_FILE", str(tmp_path / f"{name}.txt"))
        desk("operator", "add", name)
    desk("checkpoint", "add", "gate-1", "--name", "Gerbang 1", by="sari")
    for own, copy in kept:
        shutil.copytree(own, copy, symlinks=True)
    return desk
