"""The Debian packages: their control files, versions and contents; the whole of it in a chroot."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from models.weights import weights_dir

ROOT = Path(__file__).resolve().parents[1]
DEB = ROOT / "packaging" / "deb"
SYSTEMD = ROOT / "packaging" / "systemd"
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
ROLES = ("terminal", "central")
UNITS = {
    "terminal": {
        "gapura-kiosk.service",
        "gapura-agent.service",
        "gapura-seal.service",
        "gapura-update.service",
    },
    "central": {"gapura-keeper.service", "gapura-gateway.service"},
}
SYSTEM = "usr/lib/systemd/system"
LATER_SYSTEMD = "trixie"  # knows what packaging/systemd/from-254 says
NUMBERS = {"bookworm": "12", "trixie": "13"}
TRIED = ("bookworm", "trixie")
SCRIPTS = sorted(
    path
    for path in (*DEB.iterdir(), ROOT / "packaging" / "try.sh")
    if path.is_file() and path.read_text("utf-8").startswith(("#!/bin/sh", "#!/usr/bin/env bash"))
)


def package(codename: str, *arguments: str) -> list[str]:
    """What package.py answers, line by line."""
    command = [sys.executable, str(DEB / "package.py"), "--distribution", codename, *arguments]
    done = subprocess.run(
        command,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1790000000"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def fields(tree: Path) -> dict[str, str]:
    text = (tree / "DEBIAN" / "control").read_text("utf-8")
    return dict(line.split(": ", 1) for line in text.splitlines() if not line.startswith(" "))


def contents(tree: Path) -> set[str]:
    """Every file of a package, its control files left out."""
    found = {
        str(path.relative_to(tree))
        for path in tree.rglob("*")
        if path.is_symlink() or path.is_file()
    }
    return {name for name in found if not name.startswith("DEBIAN/")}


@pytest.fixture(params=[(role, codename) for role in ROLES for codename in NUMBERS], ids="-".join)
def made(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, str, Path, Path]:
    """Role, codename, and the trees of the version and of what chooses it, of few files."""
    role, codename = request.param
    environment = tmp_path / "environment"
    (environment / "bin").mkdir(parents=True)
    (environment / "bin" / "python").symlink_to("/usr/bin/python3")
    (environment / "weights").mkdir()
    (environment / "weights" / "face.task").write_bytes(bytes(3000))
    place = ("--environment", str(environment), "--out", str(tmp_path / "out"))
    held, chooser = package(codename, "trees", role, *place)
    return role, codename, Path(held), Path(chooser)


def test_both_packages_have_the_version_of_the_project(
    made: tuple[str, str, Path, Path],
) -> None:
    role, codename, held, chooser = made
    version = f"{VERSION}+deb{NUMBERS[codename]}"
    assert fields(held)["Package"] == f"gapura-{role}-{VERSION}"
    assert fields(chooser)["Package"] == f"gapura-{role}"
    assert fields(held)["Version"] == fields(chooser)["Version"] == version
    assert f"gapura-{role}-{VERSION} (= {version})" in fields(chooser)["Depends"]
    for tree in (held, chooser):
        paper = tree / f"usr/share/doc/{tree.name}/changelog.gz"
        assert gzip.decompress(paper.read_bytes()).decode().startswith(f"{tree.name} ({version})")


def test_a_version_is_in_a_folder_of_its_own_and_nowhere_else(
    made: tuple[str, str, Path, Path],
) -> None:
    _, _, held, _ = made
    papers = {f"usr/share/doc/{held.name}/{name}" for name in ("changelog.gz", "copyright")}
    papers.add(f"usr/share/lintian/overrides/{held.name}")
    place = f"opt/gapura/{VERSION}"
    assert contents(held) == {f"{place}/bin/python", f"{place}/weights/face.task", *papers}


def test_what_chooses_a_version_brings_the_command_users_and_units(
    made: tuple[str, str, Path, Path],
) -> None:
    role, codename, _, chooser = made
    found = contents(chooser)
    assert {"usr/bin/gapura", "usr/sbin/gapura-switch"} <= found
    assert f"usr/lib/sysusers.d/gapura-{role}.conf" in found
    there = {Path(name).name for name in found if name.endswith(".service")}
    assert there == UNITS[role]
    assert (f"{SYSTEM}/gapura-update.timer" in found) is (role == "terminal")
    later = {f"{unit}.d" for unit in UNITS[role] if (SYSTEMD / "from-254" / f"{unit}.d").is_dir()}
    drop_ins = {
        Path(name).parent.name for name in found if name.endswith(".service.d/backoff.conf")
    }
    assert drop_ins == (later if codename == LATER_SYSTEMD else set())
    assert not any(name.startswith("opt/") for name in found)


def test_a_machine_is_a_terminal_or_a_data_centre(made: tuple[str, str, Path, Path]) -> None:
    role, _, held, chooser = made
    (other,) = set(ROLES) - {role}
    assert fields(chooser)["Conflicts"] == f"gapura-{other}"
    assert fields(held)["Conflicts"] == f"gapura-{other}-{VERSION}"


def test_no_word_is_left_to_be_filled_in(made: tuple[str, str, Path, Path]) -> None:
    _, _, *trees = made
    for tree in trees:
        for path in (tree / "DEBIAN").iterdir():
            assert not re.search(r"@[A-Z_]+@", path.read_text("utf-8")), path.name


def test_dpkg_packs_them(made: tuple[str, str, Path, Path], tmp_path: Path) -> None:
    program = shutil.which("dpkg-deb")
    if program is None:
        pytest.skip("dpkg-deb is not installed")
    _, _, *trees = made
    for tree in trees:
        command = [program, "--root-owner-group", "-Znone", "--build", str(tree), str(tmp_path)]
        subprocess.run(command, check=True, capture_output=True)
        (deb,) = tmp_path.glob(f"{tree.name}_*.deb")
        listed = subprocess.run(
            [program, "--contents", str(deb)], check=True, capture_output=True, text=True
        ).stdout.splitlines()
        assert {line.split()[1] for line in listed} == {"root/root"}


def test_every_unit_is_in_a_package() -> None:
    there = {path.name for path in SYSTEMD.glob("*.service")}
    assert there == UNITS["terminal"] | UNITS["central"]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_shell_understands_every_script(script: Path) -> None:
    shell = "bash" if "bash" in script.read_text("utf-8").splitlines()[0] else "sh"
    done = subprocess.run([shell, "-n", str(script)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("codename", NUMBERS)
@pytest.mark.parametrize("lock", ["build", "terminal", "central"])
def test_of_each_library_one_version_is_taken(codename: str, lock: str) -> None:
    """A lock has several where the Pythons differ; markers tell which."""
    place = ROOT / "packaging" / f"{lock}.lock"
    lines = package(codename, "pins", str(place))
    taken = [line.partition("==")[0] for line in lines if "==" in line]
    assert len(taken) == len(set(taken)) > 5
    assert not any(" ; " in line for line in lines)
    hashes = place.read_text("utf-8").count("--hash=")
    assert 0 < sum(line.count("--hash=") for line in lines) <= hashes


@pytest.mark.parametrize("codename", NUMBERS)
def test_a_terminal_depends_on_what_the_list_of_packages_names_for_it(codename: str) -> None:
    terminal, central, build = (
        set(package(codename, "debian-packages", group)) for group in (*ROLES, "build")
    )
    assert {"tzdata", "libgl1", "libseccomp2"} <= central < terminal
    assert {"fonts-inter", "libxcb-cursor0", "libwayland-client0"} <= terminal
    assert build == {"python3-venv", "python3-dev", "g++", "make"}
    for tests_only in ("postgresql", "strace", "lintian", "g++"):
        assert tests_only not in terminal


@pytest.mark.appliance
@pytest.mark.parametrize("codename", TRIED)
def test_they_are_built_installed_upgraded_cut_off_rolled_back_and_purged(codename: str) -> None:
    """In chroots, which takes minutes."""
    if os.geteuid() != 0 or shutil.which("debootstrap") is None or shutil.which("lintian") is None:
        pytest.skip("chroots are for root, with debootstrap")
    for script in (DEB / "build.sh", ROOT / "packaging" / "try.sh"):
        done = subprocess.run(
            [str(script), codename],
            env={**os.environ, "PYTHON": sys.executable, "GAPURA_WEIGHTS": str(weights_dir())},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert "all steps passed" in done.stdout
