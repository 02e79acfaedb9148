"""The command line from outside: exit status, one line, examples."""

from __future__ import annotations

import json
import os
import pkgutil
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import Any

import click
import pytest

from edge_app import cli
from edge_app.errors import SourceError
from models.errors import UnreadableImage
from sync.command_line.given_file import GivenFile
from sync.command_line.subcommands import Subcommands
from tests.present import present

ROOT = Path(__file__).resolve().parents[2]


def gapura(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    done: subprocess.CompletedProcess[str] = subprocess.run(
        [sys.executable, "-m", "edge_app.cli", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        **options,
    )
    return done


def all_commands() -> list[tuple[str, ...]]:
    """Every subcommand and those below it, as typed."""

    def below(command: click.Command, path: tuple[str, ...]) -> list[tuple[str, ...]]:
        found = [path]
        if isinstance(command, click.Group):
            context = click.Context(command)
            for name in command.list_commands(context):
                found += below(present(command.get_command(context, name)), (*path, name))
        return found

    return below(cli.cli, ())


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Make `gapura models` raise what is given."""

    def arrange(error: BaseException) -> None:
        @click.command()
        def command() -> None:
            raise error

        monkeypatch.setattr(Subcommands, "get_command", lambda *_: command)

    return arrange


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["nonsense"], "No such command 'nonsense'; `gapura"),
        (["models", "nonsense"], "No such command 'nonsense'; `gapura models"),
        (["models", "list", "--fast"], "No such option '--fast'; `gapura models list"),
        (["models", "list", "file"], "Got unexpected extra argument (file); `gapura models list"),
    ],
)
def test_wrong_use_is_one_line_that_says_whose_help_to_read_and_status_2(
    arguments: list[str], line: str
) -> None:
    done = gapura(*arguments)
    told = f"gapura: {line} --help` has an example\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", told)


def test_every_help_ends_with_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    for path in all_commands():
        assert cli.main([*path, "--help"]) == 0
        shown = capsys.readouterr().out
        example = shown.partition("Example:\n")[2]
        assert example.strip().startswith("gapura "), path


@pytest.fixture
def any_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a path be any, as no example's file lies here."""
    for kind in (click.Path, click.File, GivenFile):
        monkeypatch.setattr(kind, "convert", lambda _, value, *__: value)


def wrong_with(example: str) -> str:
    """Return what `gapura` would refuse about a line, whatever files lie here; empty: nothing."""
    words = shlex.split(re.split(r" [<>|] ", example)[0])
    words = words[words.index("gapura") + 1 :]
    command: click.Command = cli.cli
    name: str | None = "gapura"
    try:
        while isinstance(command, click.Group):  # none has options of its own
            name, found, words = command.resolve_command(click.Context(command), words)
            command = present(found)
        command.make_context(name, words)
    except click.UsageError as error:
        return error.format_message()
    return ""


@pytest.mark.usefixtures("any_file")
def test_every_example_can_be_typed_as_it_stands(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With GAPURA_HOME alone: who acts is a part of the example."""
    monkeypatch.setenv("GAPURA_HOME", "/srv/gapura")
    monkeypatch.delenv("GAPURA_OPERATOR", raising=False)
    wrong = {}
    for path in all_commands():
        assert cli.main([*path, "--help"]) == 0
        shown = capsys.readouterr().out.partition("Example:\n")[2]
        for example in shown.replace("\\\n", " ").splitlines():
            if told := "it is cut short" if "…" in example else wrong_with(example):
                wrong[example.strip()] = told
    assert wrong == {}


@pytest.mark.usefixtures("any_file")
@pytest.mark.parametrize(
    ("example", "told"),
    [
        ("gapura central bundle write /media/stick", "Missing option '--checkpoint'"),
        ("gapura central list example --fast > dpo.toml", "No such option"),
        ("gapura centre list", "No such command"),
    ],
)
def test_a_wrong_example_would_be_found(example: str, told: str) -> None:
    assert told in wrong_with(example)


def test_the_table_of_subcommands_is_whole() -> None:
    found = pkgutil.iter_modules([str(ROOT / "edge_app" / "commands")])
    modules = {module.name for module in found}
    parts = {"output", "provision_audit", "provision_bundle", "provision_camera", "subcommands"}
    parts |= {"camera_options", "provision_check", "provision_owners", "provision_update"}
    parts |= {"provision_rescue", "provision_seal", "provision_wipe", "state_option"}
    assert modules - parts == set(cli.SUBCOMMANDS) - set(cli.MOUNTED)


def test_help_opens_no_heavy_library() -> None:
    program = (
        "import sys; from edge_app.cli import main; main(['--help']);"
        "print(sorted({'onnxruntime', 'mediapipe', 'PySide6', 'httpx', 'cv2'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.endswith("[]\n")


def test_without_arguments_the_help_is_shown() -> None:
    done = gapura()
    assert done.returncode == 2
    assert done.stderr.startswith("Usage: gapura ")


def test_the_version_is_the_installed_one() -> None:
    version = metadata.version("gapura")
    assert gapura("--version").stdout == f"gapura, version {version}\n"


@pytest.mark.parametrize(
    ("error", "status", "line"),
    [
        (UnreadableImage("a.jpg: the file is empty"), 2, "gapura: a.jpg: the file is empty\n"),
        (SourceError("camera\nis busy"), 2, "gapura: camera is busy\n"),
        (
            FileNotFoundError(2, "No such file or directory", "x"),
            2,
            "gapura: x: No such file or directory\n",
        ),
        (
            OSError(28, "No space left on device"),
            2,
            "gapura: the output: No space left on device\n",
        ),
        (
            click.BadParameter("too many"),
            2,
            "gapura: Invalid value: too many; `gapura models --help` has an example\n",
        ),
        (KeyboardInterrupt(), 130, ""),
    ],
)
def test_an_expected_error_is_its_own_line(
    failing: Callable[..., Any],
    capsys: pytest.CaptureFixture[str],
    error: Any,
    status: int,
    line: str,
) -> None:
    failing(error)
    assert cli.main(["models"]) == status
    assert capsys.readouterr().err == line


def test_a_fault_names_its_kind_and_place_but_no_data(
    failing: Callable[..., Any], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GAPURA_TRACEBACK", raising=False)
    failing(ZeroDivisionError("Siti Rahayu, 3175..."))
    assert cli.main(["models"]) == 1
    shown = capsys.readouterr().err
    assert shown.startswith("gapura: a fault in Gapura: ZeroDivisionError at edge_app/cli.py:")
    assert shown.count("\n") == 1
    assert "Siti" not in shown


def test_a_traceback_is_there_for_who_asks(
    failing: Callable[..., Any], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GAPURA_TRACEBACK", "1")
    failing(ZeroDivisionError("x"))
    assert cli.main(["models"]) == 1
    assert "Traceback (most recent call last)" in capsys.readouterr().err


def test_a_reader_that_goes_away_is_no_error() -> None:
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", f"{sys.executable} -m edge_app.cli --help | true"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.usefixtures("weights")
def test_a_full_disk_under_the_output_is_one_line() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "edge_app.cli", "models", "list", "--json"],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr == "gapura: the output: No space left on device\n"


def test_models_list_prints_one_json_object(weights: Path) -> None:
    done = gapura("models", "list", "--json")
    listed = json.loads(done.stdout)
    assert listed["folder"] == str(weights)
    assert {entry["state"] for entry in listed["files"]} == {"ok"}
    assert done.stderr == ""


def test_models_verify_has_a_line_for_each_missing_file(tmp_path: Path) -> None:
    done = gapura("models", "verify", env={**os.environ, "GAPURA_WEIGHTS": str(tmp_path)})
    assert done.returncode == 2
    lines = done.stderr.splitlines()
    assert len(lines) == 9
    assert all(line.endswith("is missing; run `gapura models fetch`") for line in lines)
