"""The data centre's commands as an operator gives them."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from edge_app import cli
from sync.central.centre import Centre

SECRETS = {"sari": "kuda baterai staples benar", "budi": "hujan di bulan juni 1994"}


@pytest.fixture
def desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Any:
    """Run a command as an operator: (exit status, JSON or text)."""
    home = tmp_path / "home"
    for name, secret in SECRETS.items():
        file = tmp_path / f"{name}.txt"
        file.write_text(secret + "\n")
        file.chmod(0o600)

    def desk(*arguments: Any, by: Any = None, status: Any = 0, stdin: Any = "") -> Any:
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        given = ["central", *map(str, arguments), "--home", str(home)]
        if by:
            monkeypatch.setenv("GAPURA_PASSPHRASE_FILE", str(tmp_path / f"{by}.txt"))
            given += ["--operator", by]
        assert cli.main(given) == status, capsys.readouterr().err
        shown = capsys.readouterr()
        return shown.err if status else shown.out

    def asked(*arguments: Any, **how: Any) -> Any:
        return json.loads(desk(*arguments, "--json", **how))

    desk.json = asked
    desk.home = home
    return desk


@pytest.fixture
def founded(desk: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Centre:
    """A home with two operators and a checkpoint."""
    desk("init", "--offline", tmp_path / "stick", "--host", "localhost")
    for name in SECRETS:
        monkeypatch.setenv("GAPURA_NEW_PASSPHRASE_FILE", str(tmp_path / f"{name}.txt"))
        desk("operator", "add", name)
    desk("checkpoint", "add", "gate-1", "--name", "Gerbang 1", by="sari")
    return desk
