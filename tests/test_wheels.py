"""What a terminal installs: nothing of the data centre, the demo, the benches, the pictures."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("models", "sync", "edge_app")
NOT_ON_A_TERMINAL = (
    "sync/central/",
    "edge_app/bench/",
    "edge_app/demo/",
    "edge_app/docs/",
    "edge_app/ui/screenshots/",
)


def built(project: Path, out: Path) -> zipfile.ZipFile:
    """Build the wheel of `project` without a network; return it opened."""
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check"]
    options = ["--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(out)]
    subprocess.run([*command, *options, str(project)], check=True, capture_output=True, timeout=300)
    (wheel,) = out.glob("*.whl")
    return zipfile.ZipFile(wheel)


def sources() -> set[str]:
    """Every file of the three packages that git keeps."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--", *PACKAGES],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return {name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()}


def of_packages(wheel: zipfile.ZipFile) -> set[str]:
    return {name for name in wheel.namelist() if name.split("/")[0] in PACKAGES}


@pytest.fixture(scope="module")
def terminal(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    return built(ROOT, tmp_path_factory.mktemp("terminal"))


@pytest.fixture(scope="module")
def central(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    return built(ROOT / "packaging/central", tmp_path_factory.mktemp("central"))


def test_a_terminal_gets_all_that_is_its_own_and_nothing_else(terminal: zipfile.ZipFile) -> None:
    own = {name for name in sources() if not name.startswith(NOT_ON_A_TERMINAL)}
    assert of_packages(terminal) == own
    assert not any(name.startswith(NOT_ON_A_TERMINAL) for name in terminal.namelist())


def test_the_data_centre_gets_the_rest(central: zipfile.ZipFile) -> None:
    rest = {name for name in sources() if name.startswith(NOT_ON_A_TERMINAL)}
    assert of_packages(central) == {name for name in rest if not name.startswith("edge_app/docs/")}


def test_both_have_one_version(terminal: zipfile.ZipFile, central: zipfile.ZipFile) -> None:
    def version(wheel: zipfile.ZipFile) -> str:
        (name,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
        lines = wheel.read(name).decode().splitlines()
        return next(line for line in lines if line.startswith("Version: "))

    assert version(terminal) == version(central)


@pytest.fixture(scope="module")
def installed(terminal: zipfile.ZipFile, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what a terminal installs, and nothing of this checkout."""
    folder = tmp_path_factory.mktemp("installed")
    terminal.extractall(folder)
    return folder


def gapura(installed: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "edge_app.cli", *arguments],
        cwd=installed,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_the_terminals_command_line_names_what_is_installed(installed: Path) -> None:
    done = gapura(installed, "--help")
    listed = {line.split()[0] for line in done.stdout.splitlines() if line.startswith("  ")}
    assert listed >= {"kiosk", "agent", "provision", "models", "replay", "evaluate"}
    assert not listed & {"central", "demo", "bench", "screenshots"}


@pytest.mark.parametrize("name", ["central", "demo", "bench", "screenshots"])
def test_what_is_not_installed_is_no_command(installed: Path, name: str) -> None:
    done = gapura(installed, name)
    assert done.returncode == 2
    assert f"No such command '{name}'" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_the_scene_is_no_camera_of_a_terminal(installed: Path) -> None:
    done = gapura(installed, "kiosk", "--source", "scene")
    assert done.returncode == 2
    assert "`scene` is a part of the demo, which is not installed on a terminal" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_every_module_of_a_terminal_can_be_imported(installed: Path) -> None:
    names = sorted(
        str(path.relative_to(installed).with_suffix("")).replace(os.sep, ".")
        for package in PACKAGES
        for path in (installed / package).rglob("*.py")
    )
    assert len(names) > 200
    script = "import importlib, sys\nfor name in sys.argv[1:]: importlib.import_module(name)"
    done = subprocess.run(
        [sys.executable, "-c", script, *names],
        cwd=installed,
        env={**os.environ, "PYTHONPATH": str(installed), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-2000:]
