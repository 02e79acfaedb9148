"""The image of a terminal: what its files say to each other; the whole in a virtual machine."""

from __future__ import annotations

import os
import re
import shutil
import struct
import subprocess
import sys
import tomllib
import uuid
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from edge_app.desk.records.report import stick
from edge_app.ui.look.theme import DARK, Tone
from models.weights import weights_dir

ROOT = Path(__file__).resolve().parents[1]
IMAGE = ROOT / "packaging" / "image"
LAID = IMAGE / "root"
UPDATE = LAID / "usr/lib/gapura/update-from-stick"
SCRIPTS = (
    *IMAGE.glob("*.sh"),
    ROOT / "packaging" / "boot.sh",
    UPDATE,
    LAID / "usr/lib/gapura/came-up",
)
SECTOR = 512
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_shell_understands_every_script(script: Path) -> None:
    shell = "bash" if "bash" in script.read_text("utf-8").splitlines()[0] else "sh"
    shell = "bash" if script.name == "make.sh" else shell
    done = subprocess.run([shell, "-n", str(script)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_every_word_of_the_partitions_is_filled_in() -> None:
    words = {
        word
        for place in (IMAGE / "repart.d").glob("*.conf")
        for word in re.findall(r"@([A-Z]+)@", place.read_text("utf-8"))
    }
    filled = set(re.findall(r"s/@([A-Z]+)@/", (IMAGE / "make.sh").read_text("utf-8")))
    assert words == filled


def test_both_slots_are_alike() -> None:
    """Else an update would not fit into the other."""

    def sizes(slot: str) -> list[list[str]]:
        found = []
        for place in sorted((IMAGE / "repart.d").glob(f"*-{slot}.conf")):
            text = place.read_text("utf-8")
            found.append(re.findall(r"^(?:Type|Size\w+)=.*$", text, re.MULTILINE))
        return found

    assert sizes("a") == sizes("b") != []


def test_nothing_runs_from_var() -> None:
    (line,) = [
        line
        for line in (LAID / "etc/fstab").read_text("utf-8").splitlines()
        if line.split()[1:2] == ["/var"]
    ]
    assert {"nodev", "nosuid", "noexec"} <= set(line.split()[3].split(","))


def test_what_opens_var_is_bound_to_secure_boot_and_the_command_line() -> None:
    place = LAID / "usr/lib/systemd/system/systemd-repart.service.d/gapura.conf"
    starts = re.findall(r"^ExecStart=(.+)$", place.read_text("utf-8"), re.MULTILINE)
    assert len(starts) == 1
    assert {"--tpm2-pcrs=7+12", "--tpm2-public-key-pcrs=11"} <= set(starts[0].split())


def test_a_kernel_that_reads_a_wrong_bit_stops() -> None:
    line = (IMAGE / "make.sh").read_text("utf-8").replace("\\\n", "")
    command_line = re.search(r'--cmdline="([^"]+)"', line)
    assert command_line is not None
    words = command_line[1].split()
    assert {"roothash=$hash", "systemd.verity_root_options=panic-on-corruption"} <= set(words)
    assert "rd.shell=0" in words


def unit(name: str) -> dict[str, list[str]]:
    """Return what a unit of the image says, or a drop-in: lists of words."""
    said: dict[str, list[str]] = {}
    for line in (LAID / "usr/lib/systemd/system" / name).read_text("utf-8").splitlines():
        if "=" in line and not line.startswith("#"):
            key, _, value = line.partition("=")
            said.setdefault(key, []).extend(value.split())
    return said


def enabled() -> set[str]:
    text = (IMAGE / "finish.sh").read_text("utf-8").replace("\\\n", " ")
    return {
        word for line in re.findall(r"^systemctl enable (.+)$", text, re.M) for word in line.split()
    }


def test_a_bare_machine_is_given_to_its_users_before_they_start() -> None:
    owners = unit("gapura-owners.service")
    for name in ("gapura-kiosk.service", "gapura-agent.service"):
        assert name in owners["Before"]
        starts = (ROOT / "packaging/systemd" / name).read_text("utf-8")
        assert "ConditionPathExists=/var/lib/gapura/agent.lock" in starts.splitlines()
    assert {"gapura-owners", "gapura-kiosk", "gapura-agent"} <= enabled()
    assert not any("technician" in place.name for place in LAID.rglob("*"))


def test_what_owners_writes_of_a_camera_has_a_place_that_can_be_written() -> None:
    """/etc is read-only; systemd looks below /run for units, too."""
    owners = unit("gapura-owners.service")
    place = owners["ExecStart"][owners["ExecStart"].index("--units") + 1]
    assert place == "/run/systemd/system"
    assert {place, "/var/lib/gapura"} <= set(owners["ReadWritePaths"])
    assert owners["StateDirectory"] == ["gapura-update"]  # --kept, where trust in releases starts


def test_a_stick_for_people_is_where_the_kiosk_looks_for_one() -> None:
    mount = unit("media-stick.mount")
    (place,) = mount["Where"]
    assert stick(f"/dev/sda1 {place} vfat rw 0 0") == Path(place)
    assert f"mkdir -p {place}" in (IMAGE / "finish.sh").read_text("utf-8")
    options = set(mount["Options"][0].split(","))
    assert {"nodev", "nosuid", "noexec", "uid=gapura-kiosk", "umask=0077"} <= options
    assert unit("gapura-kiosk.service.d/stick.conf")["ReadWritePaths"] == ["-/media"]


def test_a_version_is_good_only_where_kiosk_and_agent_run() -> None:
    """What is not, is started three times at most: boot counting wants a new start each time."""
    check = unit("gapura-came-up.service")
    assert check["Before"] == check["RequiredBy"] == ["boot-complete.target"]
    assert "gapura-came-up" in enabled()
    script = (LAID / check["ExecStart"][0].lstrip("/")).read_text("utf-8")
    assert "for unit in gapura-kiosk gapura-agent;" in script
    failures = unit("systemd-boot-check-no-failures.service.d/gapura.conf")
    assert check["FailureAction"] == failures["FailureAction"] == ["reboot"]


def test_the_firmware_gives_the_system_no_units() -> None:
    """Credentials of its tables may be units that run as root, and nothing measures them."""
    assert " systemd.import_credentials=no " in (IMAGE / "make.sh").read_text("utf-8")


def test_a_bad_stick_keeps_no_version_from_being_good() -> None:
    """A version counts as good where no unit has failed."""
    assert unit("gapura-stick.service")["ExecStart"] == [f"-/{UPDATE.relative_to(LAID)}"]


def test_a_stick_is_taken_where_its_files_are_copied_to() -> None:
    (place,) = re.findall(r"^place=(\S+)$", UPDATE.read_text("utf-8"), re.MULTILINE)
    sources = [
        re.findall(r"^Path=(/\S*)$", each.read_text("utf-8"), re.MULTILINE)[0]
        for each in (LAID / "usr/lib/sysupdate.d").glob("*.transfer")
    ]
    made = (LAID / "usr/lib/tmpfiles.d/gapura-image.conf").read_text("utf-8")
    assert set(sources) == {place}
    assert f"d {place} 0700 root" in made


def table(tmp_path: Path, *labels: str) -> Path:
    """A disk of 1 MB whose partitions begin at sector 100, 200, …"""
    entries = b"".join(
        struct.pack("<16s16sQQQ72s", uuid.uuid4().bytes, uuid.uuid4().bytes, at, at + 9, 0, name)
        for at, name in (
            (100 * number, label.encode("utf-16-le")) for number, label in enumerate(labels, 1)
        )
    )
    header = struct.pack("<8s64xQII", b"EFI PART", 2, len(labels), 128).ljust(SECTOR, b"\0")
    disk = tmp_path / "disk.raw"
    disk.write_bytes((bytes(SECTOR) + header + entries).ljust(1 << 20, b"\0"))
    return disk


def test_a_partition_is_found_by_its_label(tmp_path: Path) -> None:
    disk = table(tmp_path, "gapura-esp", "gapura_1.2")
    program = [sys.executable, str(IMAGE / "partition.py"), str(disk)]
    done = subprocess.run([*program, "gapura_1.2"], capture_output=True, text=True, check=True)
    assert int(done.stdout) == 200 * SECTOR
    assert subprocess.run([*program, "none"], capture_output=True, check=False).returncode != 0


KEY = IMAGE / "key.py"


@pytest.mark.parametrize(("drawn", "status"), [(True, 0), (False, 1)])
def test_the_filled_key_of_a_screen_is_found(tmp_path: Path, drawn: bool, status: int) -> None:
    screen = QImage(1280, 800, QImage.Format.Format_RGB32)
    screen.fill(QColor(DARK[Tone.BACKGROUND]))
    if drawn:
        painter = QPainter(screen)
        painter.fillRect(800, 600, 400, 80, QColor(DARK[Tone.ACCENT]))
        painter.end()
    screen.save(str(tmp_path / "screen.png"))
    program = [sys.executable, str(KEY), str(tmp_path / "screen.png")]
    done = subprocess.run(program, capture_output=True, text=True, check=False)
    assert done.returncode == status, done.stderr
    middle = [1000 * 32768 // 1280, 640 * 32768 // 800]
    assert done.stdout.split() == ([str(each) for each in middle] if drawn else [])


@pytest.mark.appliance
@pytest.mark.skipif(os.geteuid() != 0, reason="chroots are for root")
@pytest.mark.skipif(shutil.which("qemu-system-x86_64") is None, reason="QEMU is not installed")
@pytest.mark.skipif(shutil.which("swtpm") is None, reason="swtpm is not installed")
def test_it_becomes_a_lane_is_updated_goes_back_and_refuses_what_was_altered(
    tmp_path: Path,
) -> None:
    """In a virtual machine with Secure Boot and a TPM: more than an hour."""
    settings = {"PYTHON": sys.executable, "GAPURA_WEIGHTS": str(weights_dir())}
    laid = tmp_path / "usr/lib/systemd/system/gapura-kiosk.service.d"
    laid.mkdir(parents=True)
    (laid / "zz-broken.conf").write_text("[Service]\nExecStart=\nExecStart=/bin/false\n")
    build = IMAGE / "build.sh"
    quick = {"GAPURA_IMAGE_COMPRESSION": "zstd,3"}
    newer = {"GAPURA_IMAGE_VERSION": f"{VERSION}.1", "GAPURA_IMAGE_OUT": "dist/next"}
    broken = {"GAPURA_IMAGE_VERSION": f"{VERSION}.2", "GAPURA_IMAGE_OUT": "dist/broken"}
    scripts: list[tuple[list[Path | str], dict[str, str]]] = [
        ([build], {}),
        ([build], newer | quick),
        ([build], broken | quick | {"GAPURA_IMAGE_LAID": str(tmp_path)}),
        ([ROOT / "packaging" / "boot.sh"], {}),
    ]
    if not list((ROOT / "dist").glob("gapura-terminal_*+deb13_*.deb")):
        scripts.insert(0, ([ROOT / "packaging/deb/build.sh", "trixie"], {}))
    for script, more in scripts:
        done = subprocess.run(
            script,
            env={**os.environ, **settings, **more},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    passed = re.findall(r"^(\w+): all steps passed", done.stdout, re.MULTILINE)
    assert passed == ["start", "lane", "cuts", "update", "back", "altered"]
    for name in ("boot", *(f"boot-lane-{number}" for number in range(1, 5))):
        screen = QImage(str(ROOT / "dist" / f"{name}.png"))
        assert (screen.width(), screen.height()) == (1280, 800), name
